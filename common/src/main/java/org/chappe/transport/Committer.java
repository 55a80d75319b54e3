package org.chappe.transport;

import org.chappe.node.Batch;

/** Makes a node's batches durable. */
@FunctionalInterface
public interface Committer {

  /** Counts every batch as durable at once: for nodes that keep nothing beyond their memory. */
  Committer MEMORY = (batch, committed) -> committed.run();

  /**
   * Begins to make a batch durable; called on the node's event loop, so it must not block.
   *
   * @param batch what to store
   * @param committed to be run once when the batch is durable, within this call or later on any thread, in the order
   *     of the batches; never if it can't be made durable
   */
  void commit(Batch batch, Runnable committed);
}

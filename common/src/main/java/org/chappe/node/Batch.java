package org.chappe.node;

import java.util.List;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Changes that become durable together or not at all.
 *
 * @param number counts up by one from batch to batch of a node
 * @param changes in the order in which they apply
 */
public record Batch(long number, List<Change> changes) {

  public Batch {
    changes = List.copyOf(changes);
  }

  /**
   * One put or delete.
   *
   * @param value what to store; null deletes
   */
  public record Change(StoreKey key, @Nullable Payload value) {}
}

package org.chappe.transport;

import org.chappe.node.Delivery;
import org.chappe.node.Effects;

/**
 * What a program hears from its node. Calls come on the node's event loop, in order: they must not block, and one that
 * throws stops the node.
 */
public interface NodeListener {

  /** Hears nothing. */
  NodeListener SILENT = new NodeListener() {
    @Override
    public void delivered(Delivery delivery) {}

    @Override
    public void reported(Effects.Report report) {}
  };

  /** The node shows a message to its user. */
  void delivered(Delivery delivery);

  /** The node tells that something happened. */
  void reported(Effects.Report report);
}

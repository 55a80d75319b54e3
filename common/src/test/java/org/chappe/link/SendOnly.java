package org.chappe.link;

import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;

/** Effects of which a link may only use one. */
abstract class SendOnly implements Effects {

  @Override
  public void commit(Batch batch) {
    throw new AssertionError("a link commits nothing");
  }

  @Override
  public void deliver(Delivery delivery) {
    throw new AssertionError("a link delivers nothing");
  }

  @Override
  public void report(Report report) {
    throw new AssertionError("a link reports nothing");
  }
}

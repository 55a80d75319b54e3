package org.chappe.client.session;

import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.store.Store;
import org.chappe.wire.Frame;

/** Effects of what only writes. */
record Disk(Store store) implements Effects {

  @Override
  public void commit(Batch batch) {
    store.commit(batch, () -> {});
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    throw new AssertionError("nothing is sent here");
  }

  @Override
  public void deliver(Delivery delivery) {
    throw new AssertionError("nothing is shown here");
  }

  @Override
  public void report(Report report) {
    throw new AssertionError("nothing is reported here");
  }
}

package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;

/** Keeps the batches that are handed over; nothing else is expected of a station. */
final class CommitRecorder implements Effects {

  final List<Batch> batches = new ArrayList<>();

  @Override
  public void commit(Batch batch) {
    batches.add(batch);
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    throw new AssertionError("a station sends nothing");
  }

  @Override
  public void deliver(Delivery delivery) {
    throw new AssertionError("a station shows nothing");
  }

  @Override
  public void report(Report report) {
    throw new AssertionError("a station reports nothing");
  }
}

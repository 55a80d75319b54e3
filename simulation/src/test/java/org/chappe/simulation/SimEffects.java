package org.chappe.simulation;

import java.util.function.BiConsumer;
import org.chappe.model.Message;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.wire.Frame;

/** What the node of a host does to the world, and who is told of it. A node may die right after each of its deeds. */
final class SimEffects implements Effects {

  /** The end of a node in the middle of a step; nothing in a node may hold it up. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died() {
      super("the node dies here", null, false, false);
    }
  }

  private final Simulation simulation;
  private final SimHost host;
  private final CrashPlan crashPlan;
  private BiConsumer<SimHost, Delivery> onShown;
  private BiConsumer<SimHost, Report> onReport = (at, report) -> {};
  private BiConsumer<SimHost, Frame> onSent = (at, frame) -> {};

  SimEffects(Simulation simulation, SimHost host, CrashPlan crashPlan) {
    this.simulation = simulation;
    this.host = host;
    this.crashPlan = crashPlan;
    this.onShown = (at, delivery) -> nobodyIsThere(delivery);
  }

  void onShown(BiConsumer<SimHost, Delivery> listener) {
    onShown = listener;
  }

  void onReport(BiConsumer<SimHost, Report> listener) {
    onReport = listener;
  }

  void onSent(BiConsumer<SimHost, Frame> listener) {
    onSent = listener;
  }

  /** The node has come to a point at which it may be planned to die. */
  void passed(CrashPoint point) {
    if (crashPlan.isEndAt(point)) {
      simulation.encounters().count(point.encounter);
      throw new Died();
    }
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    host.probe().observe(frame, simulation.encounters());
    onSent.accept(host, frame);
    simulation.network().send(host, to, frame);
    passed(CrashPoint.EFFECT);
  }

  @Override
  public void commit(Batch batch) {
    log(Kind.COMMITTED, "batch", Long.toString(batch.number()));
    int life = host.lives();
    host.store().commit(batch, () -> host.committed(life, batch));
    passed(CrashPoint.COMMIT);
    passed(CrashPoint.EFFECT);
  }

  @Override
  public void deliver(Delivery delivery) {
    Message message = delivery.message();
    log(
        Kind.SHOWN,
        message.source() + " -> " + message.destination(),
        message.text().text());
    onShown.accept(host, delivery);
    passed(CrashPoint.EFFECT);
  }

  @Override
  public void report(Report report) {
    log(Kind.REPORTED, "report", report.toString());
    onReport.accept(host, report);
    passed(CrashPoint.EFFECT);
  }

  private void log(Kind kind, String whom, String text) {
    simulation.log().add(simulation.elapsed(), kind, host.name(), whom, text);
  }

  private void nobodyIsThere(Delivery delivery) {
    throw simulation.violation(
        Invariant.NO_INVENTION,
        host + " has no user and yet shows \"" + delivery.message().text() + "\"");
  }
}

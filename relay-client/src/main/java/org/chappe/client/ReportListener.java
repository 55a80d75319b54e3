package org.chappe.client;

import java.util.function.Consumer;
import org.chappe.client.session.ClientReport;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.transport.NodeListener;

/** Passes on what the node tells: mail to its subscriber, reports to whoever waits for them. */
record ReportListener(
    MessageStream stream, Pending pending, Rooms rooms, Consumer<ClientReport> observer)
    implements NodeListener {

  @Override
  public void delivered(Delivery delivery) {
    stream.deliver(delivery);
  }

  @Override
  public void reported(Effects.Report report) {
    ClientReport known = (ClientReport) report;
    pending.onReport(known);
    rooms.onReport(known);
    observer.accept(known);
  }
}

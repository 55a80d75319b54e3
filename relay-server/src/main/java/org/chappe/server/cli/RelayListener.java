package org.chappe.server.cli;

import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.server.admin.StatusDesk;
import org.chappe.server.node.RelayReport;
import org.chappe.transport.NodeListener;

/** Hands on what a relay tells: to those who asked how it is, or into the log. */
final class RelayListener implements NodeListener {

  private final RelayLog log;
  private final StatusDesk desk;

  RelayListener(RelayLog log, StatusDesk desk) {
    this.log = log;
    this.desk = desk;
  }

  @Override
  public void delivered(Delivery delivery) {
    log.delivered(delivery);
  }

  @Override
  public void reported(Effects.Report report) {
    if (report instanceof RelayReport.Status status) {
      desk.told(status.status());
    } else {
      log.reported(report);
    }
  }
}

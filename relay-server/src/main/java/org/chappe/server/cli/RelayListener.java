package org.chappe.server.cli;

import java.util.concurrent.CompletableFuture;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.server.admin.StatusDesk;
import org.chappe.server.node.RelayReport;
import org.chappe.transport.NodeListener;
import org.jspecify.annotations.Nullable;

/** Hands on what a relay tells: to those who asked how it is, and into the log; and ends it when it has left the line. */
final class RelayListener implements NodeListener {

  private final RelayNumber relay;
  private final RelayLog log;
  private final StatusDesk desk;
  private final CompletableFuture<@Nullable Object> ended;

  /** @param ended is completed when the relay has left the line, exceptionally when that doesn't let it in */
  RelayListener(
      RelayNumber relay, RelayLog log, StatusDesk desk, CompletableFuture<@Nullable Object> ended) {
    this.relay = relay;
    this.log = log;
    this.desk = desk;
    this.ended = ended;
  }

  @Override
  public void delivered(Delivery delivery) {
    log.delivered(delivery);
  }

  @Override
  public void reported(Effects.Report report) {
    desk.told(report);
    log.reported(report);
    if (report instanceof RelayReport.Denied denied) {
      String sentence = "the line doesn't let relay " + relay + " in: " + denied.words();
      ended.completeExceptionally(new UserError(ExitCodes.DENIED, sentence));
    } else if (report instanceof RelayReport.Left) {
      ended.complete(null);
    }
  }
}

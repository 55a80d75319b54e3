package org.chappe.client.cli;

import org.chappe.client.session.ClientReport;

/** What keeps the home from taking texts, as far as the client has said so. Heard on the client's event loop, read by any thread. */
final class Hindrance {

  private volatile boolean isSilent;
  private volatile String deferral = "";

  void hear(ClientReport report) {
    if (report instanceof ClientReport.Unreachable) {
      isSilent = true;
    } else if (report instanceof ClientReport.Attached) {
      isSilent = false;
    } else if (report instanceof ClientReport.Deferred deferred) {
      deferral = Printable.line(deferred.words());
    } else if (report instanceof ClientReport.Accepted || report instanceof ClientReport.Refused) {
      deferral = "";
    }
  }

  /** Whether no relay answers. */
  boolean isSilent() {
    return isSilent;
  }

  /** Why the home takes what is sent only later, one line for people; empty while it takes it. */
  String deferral() {
    return deferral;
  }
}

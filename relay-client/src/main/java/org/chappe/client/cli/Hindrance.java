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

  /**
   * What is said of a text that no relay has taken, once that has been waited for long enough.
   *
   * @param home the relay, for people
   * @param isKept whether it is in a journal
   */
  OutcomeWords untaken(String home, int seconds, boolean isKept) {
    String fate = isKept
        ? "the text is in the journal and goes on when this client runs again"
        : "the text may or may not have been sent";
    if (isSilent) {
      String words = home + " doesn't answer any more; " + fate;
      return new OutcomeWords(OutcomeWords.TIMEOUT, null, words, ExitCodes.UNREACHABLE);
    }
    String why = deferral;
    String words = "not accepted within " + seconds + " s; "
        + (why.isEmpty() ? "" : home + " takes it later: " + why + "; ") + fate;
    return new OutcomeWords(OutcomeWords.TIMEOUT, null, words, ExitCodes.TIMED_OUT);
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

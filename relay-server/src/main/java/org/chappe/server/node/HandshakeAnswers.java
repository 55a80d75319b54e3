package org.chappe.server.node;

import org.chappe.link.Initiator;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;

/** Hears what other relays answer to handshakes of this one, and opens the sessions that they give. */
final class HandshakeAnswers {

  private final Standing standing;
  private final Linkage linkage;
  private final Sessions sessions;

  HandshakeAnswers(Standing standing, Linkage linkage, Sessions sessions) {
    this.standing = standing;
    this.linkage = linkage;
    this.sessions = sessions;
  }

  Verdict hear(long nowNanos, Frame.Ack ack) {
    if (standing.hear(nowNanos, ack)) {
      return Verdict.ACCEPTED;
    }
    for (Neighbour neighbour : linkage.neighbours()) {
      Handshakes.Established established = neighbour.handshakes().onAck(nowNanos, ack);
      if (established != null) {
        opened(nowNanos, neighbour, established);
        return Verdict.ACCEPTED;
      }
    }
    return Verdict.UNEXPECTED;
  }

  private void opened(long nowNanos, Neighbour neighbour, Handshakes.Established established) {
    Initiator.Progress.Established answer = established.session();
    Lane lane = established.lane();
    Session fresh = sessions.open(
        lane,
        neighbour.number(),
        neighbour.endpoint(),
        answer.session(),
        answer.rttNanos(),
        nowNanos);
    Session old = lane.session();
    lane.adopt(fresh);
    if (old != null) {
      sessions.close(old);
    }
    fresh.link().offerControl(neighbour.probe());
    sessions.touch(fresh);
    neighbour.heard(nowNanos);
    boolean restarted = neighbour.handshakes().isNewIncarnation(answer.answer());
    if (restarted || lane.index() == Lane.CONTROL) {
      neighbour.handshakes().askOthers(lane, nowNanos); // who lost one session has lost them all
    }
  }
}

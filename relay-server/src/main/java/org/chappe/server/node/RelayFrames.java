package org.chappe.server.node;

import java.util.HashMap;
import java.util.Map;
import org.chappe.model.Message;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.AccountText;
import org.chappe.server.directory.Gossip;
import org.chappe.server.membership.MemberText;
import org.chappe.server.station.NoticeText;
import org.chappe.wire.Frame;

/** Takes what neighbours say in their sessions: mail, and tables as fast as there is time for them. */
final class RelayFrames {

  private final Router router;
  private final Registry registry;
  private final Custody custody;
  private final Map<Integer, TableRate> rates = new HashMap<>();
  private long heldBack;

  RelayFrames(Router router, Registry registry, Custody custody) {
    this.router = router;
    this.registry = registry;
    this.custody = custody;
  }

  /** Takes the next frame of a session, or leaves it there for now. */
  Verdict take(long nowNanos, Session session, Lane lane, Frame frame) {
    if (frame instanceof Frame.Send send) {
      return route(nowNanos, session, send.message());
    }
    TableRate rate =
        rates.computeIfAbsent(lane.neighbour().number().value(), any -> new TableRate());
    if (!rate.take(nowNanos, frame)) {
      heldBack++;
      router.waitingForTime().add(rate.readyNanos(frame), session);
      return Verdict.NO_ROOM;
    }
    if (!(frame instanceof Frame.Table table)) {
      return Verdict.ACCEPTED;
    }
    return read(nowNanos, lane.neighbour(), table) ? Verdict.ACCEPTED : Verdict.BAD_TABLE;
  }

  private Verdict route(long nowNanos, Session session, Message message) {
    if (message.id() == null) {
      return Verdict.UNEXPECTED; // its home would have numbered it
    }
    return router.route(nowNanos, session, message) ? Verdict.ACCEPTED : Verdict.NO_ROOM;
  }

  private boolean read(long nowNanos, Neighbour neighbour, Frame.Table table) {
    if (NoticeText.isMeant(table.payload())) {
      return custody.read(nowNanos, neighbour, table);
    }
    if (MemberText.isMeant(table.payload())) {
      return neighbour.memberGossip().read(nowNanos, table.payload());
    }
    if (AccountText.isMeant(table.payload())) {
      return neighbour.accountGossip().read(table.payload());
    }
    return neighbour.gossip().read(table.payload(), registry::heardOfMove) == Gossip.Reading.TAKEN;
  }

  /** How often a table or a probe had to wait because its relay says too much. */
  long heldBack() {
    return heldBack;
  }
}

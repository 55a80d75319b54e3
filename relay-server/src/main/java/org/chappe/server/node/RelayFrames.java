package org.chappe.server.node;

import java.util.HashMap;
import java.util.Map;
import org.chappe.model.Message;
import org.chappe.node.Verdict;
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
      router.waiting().awaitTime(rate.readyNanos(frame), session);
      return Verdict.NO_ROOM;
    }
    if (!(frame instanceof Frame.Table table)) {
      return Verdict.ACCEPTED;
    }
    return read(nowNanos, lane.neighbour(), table) ? Verdict.ACCEPTED : Verdict.BAD_TABLE;
  }

  private Verdict route(long nowNanos, Session session, Message message) {
    if (message.id() == null || message.destination().isEveryone()) {
      return Verdict
          .UNEXPECTED; // its home would have numbered it, and relays tell each other of texts to
      // all in tables
    }
    return router.route(nowNanos, session, message) ? Verdict.ACCEPTED : Verdict.NO_ROOM;
  }

  private boolean read(long nowNanos, Neighbour neighbour, Frame.Table table) {
    if (NoticeText.isMeant(table.payload())) {
      return custody.read(nowNanos, neighbour, table);
    }
    return neighbour.talk().read(nowNanos, table.payload(), registry::heardOfMove);
  }

  /** How often a table or a probe had to wait because its relay says too much. */
  long heldBack() {
    return heldBack;
  }
}

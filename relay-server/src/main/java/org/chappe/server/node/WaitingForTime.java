package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.chappe.node.Node;

/** Sessions whose next message waits for a time. */
final class WaitingForTime {

  private final TreeMap<Long, List<Session>> sessions = new TreeMap<>();

  /** A session waits until a time; nothing happens if it waits for one already. */
  void add(long atNanos, Session incoming) {
    if (incoming.awaitTime()) {
      sessions.computeIfAbsent(atNanos, any -> new ArrayList<>()).add(incoming);
    }
  }

  /** The earliest time for which a session waits. */
  long nextNanos() {
    return sessions.isEmpty() ? Node.NEVER : sessions.firstKey();
  }

  /** The sessions that waited for a time which has come. */
  List<Session> takeWoken(long nowNanos) {
    List<Session> woken = new ArrayList<>();
    while (nextNanos() <= nowNanos) {
      woken.addAll(sessions.pollFirstEntry().getValue());
    }
    woken.forEach(Session::timeCame);
    return woken;
  }
}

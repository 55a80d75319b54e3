package org.chappe.server.node;

import java.util.Collection;
import java.util.LinkedHashSet;

/**
 * Sessions that wait for one thing, in the order of their coming. Those that were closed meanwhile are taken out now and then, so
 * that a peer who keeps beginning anew while nothing moves doesn't fill the memory.
 */
final class WaitingSessions {

  private static final int SIZE_AT_FIRST = 16;

  private LinkedHashSet<Session> waiting = new LinkedHashSet<>();
  private int sizeToTidy = SIZE_AT_FIRST;

  void add(Session session) {
    waiting.add(session);
    if (waiting.size() >= sizeToTidy) {
      waiting.removeIf(Session::isClosed);
      sizeToTidy = 2 * Math.max(SIZE_AT_FIRST, waiting.size());
    }
  }

  /** All of them, who don't wait any more. */
  Collection<Session> take() {
    Collection<Session> taken = waiting;
    waiting = new LinkedHashSet<>();
    sizeToTidy = SIZE_AT_FIRST;
    return taken;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }
}

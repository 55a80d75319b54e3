package org.chappe.server.node;

import java.util.LinkedHashMap;
import org.chappe.model.ClientId;
import org.chappe.node.Allowance;

/**
 * How fast clients may write to all: each for itself, and all of one relay together that write in the same way, in sessions or by classic frames. Of those who wrote lately a bounded number is
 * remembered; whoever is forgotten begins anew, and what all write together is bounded nevertheless.
 */
final class CryRate {

  /** Texts to all that one client may write a second, for long. */
  static final int WRITER_PER_SECOND = 1;

  /** Texts to all that one client may write at once, if it was silent for long. */
  static final int WRITER_AT_ONCE = 5;

  /** What all clients of a relay may write a second in sessions, for long. */
  static final int RELAY_PER_SECOND = 5;

  /** What all clients of a relay may write at once in sessions. */
  static final int RELAY_AT_ONCE = 32;

  /** What all may write a second by classic frames, for long: little, as nobody knows who they are. */
  static final int CLASSIC_PER_SECOND = 1;

  /** What all may write at once by classic frames. */
  static final int CLASSIC_AT_ONCE = 8;

  /** Writers that are remembered. */
  static final int WRITERS_MAX = 1_024;

  private final Allowance all;
  private final LinkedHashMap<ClientId, Allowance> writers = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param perSecond what all may write together a second, for long
   * @param atOnce what all may write together at once
   */
  CryRate(int perSecond, int atOnce) {
    this.all = new Allowance(perSecond, atOnce);
  }

  /** When a client may write to all, in nanoseconds, as far as it has written itself. */
  long writerReadyNanos(ClientId writer) {
    Allowance own = writers.get(writer);
    return own == null ? Long.MIN_VALUE : own.readyNanos(1);
  }

  /** When anybody may, in nanoseconds. */
  long relayReadyNanos() {
    return all.readyNanos(1);
  }

  /** A client writes to all, which it may. */
  void take(long nowNanos, ClientId writer) {
    if (!writers.containsKey(writer) && writers.size() == WRITERS_MAX) {
      writers.remove(writers.keySet().iterator().next());
    }
    Allowance own =
        writers.computeIfAbsent(writer, any -> new Allowance(WRITER_PER_SECOND, WRITER_AT_ONCE));
    if (!own.take(nowNanos, 1) || !all.take(nowNanos, 1)) {
      throw new IllegalStateException(writer + " has written too much to all");
    }
  }

  /** Writers that are remembered now. */
  int writers() {
    return writers.size();
  }
}

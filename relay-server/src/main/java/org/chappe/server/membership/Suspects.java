package org.chappe.server.membership;

import java.util.TreeMap;
import org.chappe.node.Node;

/**
 * Which members are suspect, and until when each of them may refute that; and when each member last said something new of itself, which
 * none does that is dead.
 */
final class Suspects {

  /** How long a suspect that another relay suspects has for its refutation, in nanoseconds. */
  static final long RUMOUR_NANOS = 6_000_000_000L;

  private final TreeMap<Integer, Long> untilNanos = new TreeMap<>();
  private final TreeMap<Integer, Long> spokeAtNanos = new TreeMap<>();
  private long suspicions;
  private long deaths;

  /** This relay suspects a member, which is dead if it hasn't refuted that by then. */
  void suspect(int number, long until) {
    suspicions++;
    untilNanos.put(number, until);
  }

  /** Another relay suspects it. */
  void hearOf(int number, long nowNanos) {
    untilNanos.put(number, nowNanos + RUMOUR_NANOS);
  }

  /** Something new is known of it. */
  void clear(int number) {
    untilNanos.remove(number);
  }

  /** Whether a suspect's time has come: then it is dead, and counted as that. */
  boolean dies(int number, long nowNanos) {
    Long until = untilNanos.get(number);
    boolean dies = until != null && until <= nowNanos;
    deaths += dies ? 1 : 0;
    return dies;
  }

  /** A member has said of itself that it is alive. */
  void spoke(int number, long nowNanos) {
    spokeAtNanos.put(number, nowNanos);
  }

  boolean hasSpokenWithin(int number, long nanos, long nowNanos) {
    Long spokeAt = spokeAtNanos.get(number);
    return spokeAt != null && nowNanos - spokeAt < nanos;
  }

  /** When the next suspect's time has come, in nanoseconds. */
  long nextDeadline() {
    return untilNanos.values().stream().mapToLong(Long::longValue).min().orElse(Node.NEVER);
  }

  /** How often this relay suspected another. */
  long suspicions() {
    return suspicions;
  }

  /** How often this relay found a suspect to be dead. */
  long deaths() {
    return deaths;
  }
}

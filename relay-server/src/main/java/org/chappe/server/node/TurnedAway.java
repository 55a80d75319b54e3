package org.chappe.server.node;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;

/**
 * Copies that found no room here and were dropped. Whoever answers for them sends them again; for a while what is behind one of
 * them, of the same pair and from the same relay, is dropped as well, so that the pair keeps its order. Not for ever: that relay
 * sends again what is oldest in its mailbox, which after a move of the sender need not be the lowest number.
 */
final class TurnedAway {

  /** Pairs remembered at most; of one that is forgotten a later message may overtake an earlier one. */
  static final int PAIRS_MAX = 65_536;

  /** The first that was dropped isn't waited for any longer: no longer than its recipient would wait for it. */
  static final long WAIT_NANOS = 10_000_000_000L;

  private record Pair(ClientId source, ClientId destination) {}

  private record First(MessageId id, int custodian, long atNanos) {}

  private final Map<Pair, First> firsts = new LinkedHashMap<>();
  private long copies;

  /** Whether an earlier one of the pair was dropped and has not come again. Receipts have no order. */
  boolean isBehind(long nowNanos, Message copy) {
    MessageId id = copy.id();
    First first = firsts.get(pair(copy));
    if (first == null || id == null || copy.receipt().isReceipt()) {
      return false;
    }
    if (nowNanos - first.atNanos >= WAIT_NANOS) {
      firsts.remove(pair(copy));
      return false;
    }
    return copy.custodian() == first.custodian
        && id.epoch() == first.id.epoch()
        && id.n() > first.id.n();
  }

  /** A copy is dropped. */
  void drop(long nowNanos, Message copy) {
    copies++;
    MessageId id = copy.id();
    if (id == null || copy.receipt().isReceipt() || isBehind(nowNanos, copy)) {
      return;
    }
    firsts.put(pair(copy), new First(id, copy.custodian(), nowNanos));
    if (firsts.size() > PAIRS_MAX) {
      Iterator<Pair> eldest = firsts.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** A copy was taken. */
  void taken(Message copy) {
    if (firsts.isEmpty()) {
      return;
    }
    First first = firsts.get(pair(copy));
    if (first != null && first.id.equals(copy.id()) && !copy.receipt().isReceipt()) {
      firsts.remove(pair(copy));
    }
  }

  private static Pair pair(Message copy) {
    return new Pair(copy.source(), copy.destination());
  }

  /** Pairs of which something was dropped that hasn't come again. */
  int pairs() {
    return firsts.size();
  }

  /** Copies that were dropped. */
  long copies() {
    return copies;
  }
}

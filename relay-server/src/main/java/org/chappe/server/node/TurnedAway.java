package org.chappe.server.node;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.server.station.CustodyTimes;

/**
 * Copies that found no room here and were dropped. Whoever answers for them sends them again, the oldest first; until then what is
 * behind one of them, of the same pair, is dropped as well, so that the pair keeps its order.
 */
final class TurnedAway {

  /** Pairs remembered at most; of one that is forgotten a later message may overtake an earlier one. */
  static final int PAIRS_MAX = 65_536;

  /** The first that was dropped isn't waited for any longer: it was sent again long ago, or its life has ended. */
  static final long WAIT_NANOS = 2 * CustodyTimes.TIMEOUT_NANOS_MAX;

  private record Pair(ClientId source, ClientId destination) {}

  private record First(MessageId id, long atNanos) {}

  private final Map<Pair, First> firsts = new LinkedHashMap<>();
  private long copies;

  /** Whether an earlier one of the pair was dropped and has not come again. Receipts have no order. */
  boolean isBehind(long nowNanos, Message copy) {
    MessageId id = copy.id();
    First first = firsts.get(pair(copy));
    if (first == null || id == null || isReceipt(copy)) {
      return false;
    }
    if (nowNanos - first.atNanos >= WAIT_NANOS) {
      firsts.remove(pair(copy));
      return false;
    }
    return id.epoch() == first.id.epoch() && id.n() > first.id.n();
  }

  /** A copy is dropped. */
  void drop(long nowNanos, Message copy) {
    copies++;
    MessageId id = copy.id();
    if (id == null || isReceipt(copy) || isBehind(nowNanos, copy)) {
      return;
    }
    firsts.put(pair(copy), new First(id, nowNanos));
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
    if (first != null && first.id.equals(copy.id()) && !isReceipt(copy)) {
      firsts.remove(pair(copy));
    }
  }

  private static boolean isReceipt(Message copy) {
    return copy.receipt() != Receipt.NONE && copy.receipt() != Receipt.WANTED;
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

package org.chappe.server.station;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.node.NumberRanges;

/**
 * Which messages have reached their recipient here, as ranges of numbers for each pair and epoch.
 *
 * <p>A bounded number of pairs and epochs is remembered; the one unused for longest is forgotten first, and counted. A
 * copy of its messages that came later than that would be handed out again by this relay; the client's own memory is the
 * second guard.
 */
final class DeliveredMessages {

  static final int PAIRS_MAX = 65_536;

  private final int pairsMax;
  private final LinkedHashMap<Pair, NumberRanges> pairs = new LinkedHashMap<>(16, 0.75f, true);
  private long forgotten;

  private record Pair(ClientId source, ClientId destination, long epoch) {

    static Pair of(Identity identity) {
      return new Pair(identity.source(), identity.destination(), identity.id().epoch());
    }
  }

  DeliveredMessages(int pairsMax) {
    this.pairsMax = pairsMax;
  }

  void add(Identity identity) {
    pairs
        .computeIfAbsent(Pair.of(identity), any -> new NumberRanges())
        .add(identity.id().n());
    if (pairs.size() > pairsMax) {
      Map.Entry<Pair, NumberRanges> eldest = pairs.entrySet().iterator().next();
      pairs.remove(eldest.getKey());
      forgotten++;
    }
  }

  boolean contains(Identity identity) {
    NumberRanges numbers = pairs.get(Pair.of(identity));
    return numbers != null && numbers.contains(identity.id().n());
  }

  /** How many pairs and epochs had to be forgotten. */
  long forgotten() {
    return forgotten;
  }
}

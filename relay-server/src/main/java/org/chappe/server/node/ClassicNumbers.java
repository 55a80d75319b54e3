package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.RelayNumber;

/**
 * Which identity a message gets that came without one, from a classic client.
 *
 * <p>Each relay has its own share of the numbers of an epoch: the same client may write to the same recipient through two
 * relays whose epochs are the same millisecond, and no identity may be given twice.
 *
 * <p>What goes to all has numbers of its own, from the second half of the share: each of its recipients gets it under that number.
 *
 * <p>The memory is bounded: when too many pairs are numbered, all begin again in a new epoch, so that no identity is ever given
 * twice. That is counted.
 */
final class ClassicNumbers {

  static final int PAIRS_MAX = 65_536;

  /** The numbers of an epoch that are a relay's. */
  static final long SHARE = (MessageId.N_MAX + 1) / (RelayNumber.MAX + 1);

  /** The numbers of one pair that a relay may give in one epoch. */
  static final long NUMBERS_MAX = SHARE / 2;

  private final long firstN;
  private final int pairsMax;
  private final Map<Pair, Long> taken = new LinkedHashMap<>();
  private long epoch;
  private long epochsEnded;

  private record Pair(ClientId source, ClientId destination) {}

  /**
   * @param relay whose share of the numbers is given
   * @param epoch the first epoch, the millisecond at which the relay began
   */
  ClassicNumbers(RelayNumber relay, long epoch, int pairsMax) {
    this.firstN = relay.value() * SHARE;
    this.epoch = epoch;
    this.pairsMax = pairsMax;
  }

  /** A new identity for a message from one client to another. */
  MessageId next(Message message) {
    Pair pair = new Pair(message.source(), message.destination());
    Long used = taken.get(pair);
    if (used == null ? taken.size() >= pairsMax : used == NUMBERS_MAX) {
      taken.clear();
      epoch++;
      epochsEnded++;
      used = null;
    }
    long before = used == null ? 0 : used;
    taken.put(pair, before + 1);
    long first = message.destination().isEveryone() ? firstN + NUMBERS_MAX : firstN;
    return new MessageId(epoch, first + before);
  }

  /** Epochs that ended because they had too many pairs. */
  long epochsEnded() {
    return epochsEnded;
  }
}

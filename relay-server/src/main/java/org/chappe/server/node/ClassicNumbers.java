package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that classic frames don't have: under which a message is handed to a client (0 to 99, rolling over), and
 * which identity a message gets that came without one.
 *
 * <p>Each relay has its own share of the numbers of an epoch: the same client may write to the same recipient through two
 * relays whose epochs are the same millisecond, and no identity may be given twice.
 *
 * <p>Both memories are bounded. A client unused for longest begins again at 0; when too many pairs are numbered, all
 * begin again in a new epoch, so that no identity is ever given twice. Both are counted.
 */
final class ClassicNumbers {

  static final int CLIENTS_MAX = 65_536;
  static final int PAIRS_MAX = 65_536;

  /** The numbers of one pair that a relay may give in one epoch. */
  static final long SHARE = (MessageId.N_MAX + 1) / (RelayNumber.MAX + 1);

  private final long firstN;
  private final int clientsMax;
  private final int pairsMax;
  private final LinkedHashMap<ClientId, Handed> handed = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Pair, Long> taken = new LinkedHashMap<>();
  private long epoch;
  private long clientsForgotten;
  private long epochsEnded;

  private record Pair(ClientId source, ClientId destination) {}

  /** A number, and whose message or receipt it was given to; to none when that was acknowledged. */
  private record Handed(
      int number, @Nullable ClientId source, @Nullable MessageId id, Receipt receipt) {

    boolean isFree() {
      return id == null;
    }

    boolean isFor(Message message) {
      return message.source().equals(source)
          && Objects.equals(message.id(), id)
          && message.receipt() == receipt;
    }

    int next() {
      return (number + 1) % WireLimits.SEQUENCE_MODULUS;
    }
  }

  /**
   * @param relay whose share of the numbers is given
   * @param epoch the first epoch, the millisecond at which the relay began
   */
  ClassicNumbers(RelayNumber relay, long epoch, int clientsMax, int pairsMax) {
    this.firstN = relay.value() * SHARE;
    this.epoch = epoch;
    this.clientsMax = clientsMax;
    this.pairsMax = pairsMax;
  }

  /**
   * The number under which a message is handed out until it is acknowledged. If the one before left another way, this one
   * gets a number of its own, so that nobody takes it for a repetition.
   */
  int handedTo(ClientId client, Message message) {
    Handed last = handed.get(client);
    if (last != null && last.isFor(message)) {
      return last.number;
    }
    int number = last == null ? 0 : last.isFree() ? last.number : last.next();
    remember(client, new Handed(number, message.source(), message.id(), message.receipt()));
    return number;
  }

  /** Whether the client's number stands for this message. */
  boolean isHanded(ClientId client, Message message, int number) {
    Handed last = handed.get(client);
    return last != null && last.isFor(message) && last.number == number;
  }

  /** The client has acknowledged the message under its number. */
  void acknowledged(ClientId client) {
    Handed last = handed.get(client);
    remember(client, new Handed(last == null ? 0 : last.next(), null, null, Receipt.NONE));
  }

  private void remember(ClientId client, Handed number) {
    handed.put(client, number);
    if (handed.size() > clientsMax) {
      handed.remove(handed.keySet().iterator().next());
      clientsForgotten++;
    }
  }

  /** A new identity for a message from one client to another. */
  MessageId next(Message message) {
    Pair pair = new Pair(message.source(), message.destination());
    Long used = taken.get(pair);
    if (used == null ? taken.size() >= pairsMax : used == SHARE) {
      taken.clear();
      epoch++;
      epochsEnded++;
      used = null;
    }
    long before = used == null ? 0 : used;
    taken.put(pair, before + 1);
    return new MessageId(epoch, firstN + before);
  }

  /** Clients whose numbering began again because there were too many. */
  long clientsForgotten() {
    return clientsForgotten;
  }

  /** Epochs that ended because they had too many pairs. */
  long epochsEnded() {
    return epochsEnded;
  }
}

package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.StoreKey;
import org.chappe.server.station.StationKeys;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Under which number, 0 to 99 and rolling over, a message is handed to a classic client.
 *
 * <p>They go on after a restart: each client's number, and what it stands for, is a record in the store, written in the batch of
 * what changed it. So a record is never durable later than the end of the message that it stands for.
 *
 * <p>The memory is bounded, and the records with it. A client unused for longest begins again at 0, and is counted.
 */
final class HandedNumbers {

  static final int CLIENTS_MAX = 65_536;

  private final CommitQueue commits;
  private final int clientsMax;
  private final LinkedHashMap<ClientId, Handed> handed = new LinkedHashMap<>(16, 0.75f, true);
  private long clientsForgotten;

  /**
   * A number, and whose message or receipt it was given to; to none when that was acknowledged.
   *
   * @param ackBatch the batch in which the client's last acknowledgement becomes durable
   */
  private record Handed(
      int number,
      @Nullable ClientId source,
      @Nullable MessageId id,
      Receipt receipt,
      long ackBatch) {

    static Handed free(int number, long ackBatch) {
      return new Handed(number, null, null, Receipt.NONE, ackBatch);
    }

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

  /** Goes on where the store's last run ended. */
  HandedNumbers(Store store, CommitQueue commits, int clientsMax) {
    this.commits = commits;
    this.clientsMax = clientsMax;
    store.scan(new StoreKey(StationKeys.CLASSIC, 0, 0), clientsMax, this::found);
  }

  private void found(StoreKey key, Payload value) {
    if (key.space() == StationKeys.CLASSIC) {
      handed.put(new ClientId(key.major()), decode(value));
    }
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
    long ackBatch = last == null ? 0 : last.ackBatch;
    remember(
        client, new Handed(number, message.source(), message.id(), message.receipt(), ackBatch));
    return number;
  }

  /** Whether the client's number stands for this message. */
  boolean isHanded(ClientId client, Message message, int number) {
    Handed last = handed.get(client);
    return last != null && last.isFor(message) && last.number == number;
  }

  /** The client has acknowledged the message under its number; that it ends is in the same batch. */
  void acknowledged(ClientId client) {
    Handed last = handed.get(client);
    remember(client, Handed.free(last == null ? 0 : last.next(), commits.nextBatch()));
  }

  /**
   * Whether no crash can bring back what the client acknowledged last: only then may it be handed the next, as it knows no number
   * but the last.
   */
  boolean isSettled(ClientId client) {
    Handed last = handed.get(client);
    return last == null || commits.isDurable(last.ackBatch);
  }

  private void remember(ClientId client, Handed number) {
    handed.put(client, number);
    commits.put(StationKeys.classic(client), encode(number));
    if (handed.size() > clientsMax) {
      ClientId eldest = handed.keySet().iterator().next();
      handed.remove(eldest);
      commits.delete(StationKeys.classic(eldest));
      clientsForgotten++;
    }
  }

  /** Clients whose numbering began again because there were too many. */
  long clientsForgotten() {
    return clientsForgotten;
  }

  // ---- records: the number, then source, epoch, n and kind of what it stands for, if there is
  // anything ----

  private static Payload encode(Handed one) {
    ClientId source = one.source;
    MessageId id = one.id;
    return source == null || id == null
        ? Payload.of(Integer.toString(one.number))
        : Payload.of(one.number + " " + source.value() + " " + id.epoch() + " " + id.n() + " "
            + one.receipt.name());
  }

  private static Handed decode(Payload record) {
    String[] fields = record.text().split(" ", -1);
    int number = Integer.parseInt(fields[0]);
    if (fields.length == 1) {
      return Handed.free(number, 0);
    }
    MessageId id = new MessageId(Long.parseLong(fields[2]), Long.parseLong(fields[3]));
    ClientId source = new ClientId(Long.parseLong(fields[1]));
    return new Handed(number, source, id, Receipt.valueOf(fields[4]), 0);
  }
}

package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** A station on virtual time and a store that may be slow, full, or begun again. */
final class StationRig {

  static final ClientId ANNA = new ClientId(1);
  static final ClientId BERT = new ClientId(2);
  static final long SECOND = 1_000_000_000L;
  static final long WALL_MILLIS = 1_800_000_000_000L;

  final MemoryStore records = new MemoryStore();
  final List<ClientId> arrivals = new ArrayList<>();
  final List<Long> told = new ArrayList<>();
  Station station;
  boolean full;
  int reads;
  StoreKey scannedFrom = new StoreKey(0, 0, 0);
  private final StationLimits limits;
  private final CommitRecorder effects = new CommitRecorder();
  private CommitQueue commits = new CommitQueue();
  private long now;

  StationRig(StationLimits limits) {
    this.limits = limits;
    this.station = begin(WALL_MILLIS);
  }

  private Station begin(long wallMillis) {
    now = 5 * SECOND;
    commits = new CommitQueue();
    Station fresh = new Station(limits, store(), commits, mailbox -> arrivals.add(mailbox.owner()));
    fresh.recover(found -> {});
    fresh.beginRun(wallMillis);
    fresh.advance(now);
    return fresh;
  }

  private Store store() {
    return new Store() {
      @Override
      public @Nullable Payload get(StoreKey key) {
        return records.get(key);
      }

      @Override
      public void scan(
          StoreKey from, int max, java.util.function.BiConsumer<StoreKey, Payload> visitor) {
        scannedFrom = from;
        records.scan(from, max, (key, value) -> {
          reads++;
          visitor.accept(key, value);
        });
      }

      @Override
      public void commit(Batch batch, Runnable committed) {
        records.commit(batch, committed);
      }

      @Override
      public boolean isFull() {
        return full;
      }
    };
  }

  /** Begins again with what is durable. */
  void restart(long wallMillis) {
    station = begin(wallMillis);
  }

  static Message message(long n) {
    return messageFrom(ANNA, BERT, n);
  }

  static Message messageFrom(ClientId source, ClientId destination, long n) {
    return Message.plain(source, destination, Payload.of("text " + n)).withId(new MessageId(7, n));
  }

  static Message asking(long n) {
    Message message = message(n);
    return new Message(
        message.source(),
        message.destination(),
        message.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.WANTED,
        Via.DIRECT,
        null,
        message.text());
  }

  static Message living(Message message, long seconds) {
    return message.sentBy(Message.NOBODY, Message.UNLIMITED, seconds);
  }

  Acceptance accept(Message message) {
    return station.accept(message, Station.Bearer.CLIENT, told::add, 0);
  }

  Acceptance bring(Message message) {
    return station.accept(message, Station.Bearer.NEIGHBOUR, told::add, 0);
  }

  /** Makes everything durable that was handed in. */
  void commit() {
    station.commit(effects);
    for (Batch batch : List.copyOf(effects.batches)) {
      records.commit(batch, () -> commits.committed(batch.number()));
    }
    effects.batches.clear();
  }

  /** Hands a batch in that doesn't become durable yet; its changes. */
  List<Batch.Change> handIn() {
    station.commit(effects);
    return effects.batches.get(effects.batches.size() - 1).changes();
  }

  /** Lets time pass, with all that is due meanwhile. */
  void pass(long seconds) {
    long end = now + seconds * SECOND;
    while (station.nextDeadline() <= end) {
      now = Math.max(now, station.nextDeadline());
      turn();
    }
    now = end;
    turn();
  }

  /** Lets time pass in which nothing becomes durable. */
  void sweep(long seconds) {
    now += seconds * SECOND;
    station.advance(now);
    station.expire();
  }

  /** One turn, as a relay gives it. */
  void turn() {
    station.advance(now);
    station.expire();
    commit();
  }

  /** Whether nothing is due but the next round through what was seen. */
  boolean isResting() {
    return station.nextDeadline() > now + SeenSweep.REST_SECONDS / 2 * SECOND;
  }

  Mailbox mailbox(ClientId owner) {
    return Objects.requireNonNull(station.mailbox(owner));
  }

  Message hand(ClientId owner) {
    Message message = Objects.requireNonNull(station.outgoing().next(mailbox(owner)));
    station.outgoing().handToClient(mailbox(owner), message);
    return message;
  }

  /** What waits for a client, all of it handed out. */
  List<Message> read(ClientId owner) {
    List<Message> read = new ArrayList<>();
    while (station.mailbox(owner) != null && mailbox(owner).waiting() > 0) {
      read.add(hand(owner));
    }
    return read;
  }
}

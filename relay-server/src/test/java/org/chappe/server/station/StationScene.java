package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;

/** A station on a store in memory, for messages of Anna's. */
abstract class StationScene {

  static final ClientId ANNA = new ClientId(1);
  static final ClientId BERT = new ClientId(2);
  static final ClientId CLEO = new ClientId(3);

  final MemoryStore store = new MemoryStore();
  CommitQueue commits = new CommitQueue();
  final CommitRecorder effects = new CommitRecorder();
  final List<ClientId> arrivals = new ArrayList<>();
  final List<String> durable = new ArrayList<>();
  final List<Long> found = new ArrayList<>();
  long now;
  Station station = station(new StationLimits(10, 10));

  Station station(StationLimits limits) {
    return new Station(limits, store, commits, mailbox -> arrivals.add(mailbox.owner()));
  }

  static Message message(ClientId to, long n) {
    return Message.plain(ANNA, to, Payload.of("text " + n)).withId(new MessageId(7, n));
  }

  Acceptance accept(ClientId to, long n) {
    return station.accept(
        message(to, n), Station.Bearer.CLIENT, number -> durable.add("text " + number), n);
  }

  void commit() {
    station.commit(effects);
    for (Batch batch : effects.batches) {
      store.commit(batch, () -> commits.committed(batch.number()));
    }
    effects.batches.clear();
  }

  Mailbox mailbox(ClientId owner) {
    return Objects.requireNonNull(station.mailbox(owner));
  }

  /** Hands the next message to Bert and has him acknowledge it. */
  Message deliver() {
    Message message = handToBert();
    station.outgoing().delivered(mailbox(BERT), message);
    commit();
    return message;
  }

  Message handToBert() {
    Message message = Objects.requireNonNull(station.outgoing().next(mailbox(BERT)));
    station.outgoing().handToClient(mailbox(BERT), message);
    return message;
  }

  long storedFor(ClientId owner) {
    List<StoreKey> keys = new ArrayList<>();
    store.scan(
        new StoreKey(StationKeys.MAIL, owner.value(), 0), 100, (key, value) -> keys.add(key));
    return keys.stream().filter(key -> key.major() == owner.value()).count();
  }

  void handAway() {
    station.advance(now++);
    station
        .outgoing()
        .handAway(mailbox(BERT), Objects.requireNonNull(station.outgoing().next(mailbox(BERT))));
  }

  /** Another relay says that it has Anna's messages for Bert. */
  long stored(long first, long last) {
    return station
        .outgoing()
        .stored(mailbox(BERT), new StoredNotice(BERT, ANNA, 1, MailKind.MESSAGE, 7, first, last));
  }
}

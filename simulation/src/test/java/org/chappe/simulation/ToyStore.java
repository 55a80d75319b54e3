package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.simulation.Safekeeping.Shelf;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;

/** What a toy keeps on its disk, read when it begins to live. */
final class ToyStore {

  /** (destination, number): what was accepted and not acknowledged. */
  private static final int OUTGOING = 1;

  /** (source, number): what has been received. */
  private static final int RECEIVED = 2;

  /** (destination, 0): the next number. */
  private static final int NEXT = 3;

  /** (source, 0): how many have been shown. */
  private static final int SHOWN = 4;

  private final List<Message> outgoing = new ArrayList<>();
  private final List<Message> received = new ArrayList<>();
  private final Map<Long, Long> next = new TreeMap<>();
  private final Map<Long, Long> shown = new TreeMap<>();
  private long nextBatch;

  ToyStore(SimStore disk) {
    disk.scan(new StoreKey(0, 0, 0), Integer.MAX_VALUE, this::read);
  }

  private void read(StoreKey key, Payload value) {
    switch (key.space()) {
      case OUTGOING -> outgoing.add(message(value));
      case RECEIVED -> received.add(message(value));
      case NEXT -> next.put(key.major(), Long.parseLong(value.text()));
      case SHOWN -> shown.put(key.major(), Long.parseLong(value.text()));
      default -> throw new IllegalStateException("a toy never wrote " + key);
    }
  }

  private static Message message(Payload value) {
    return Objects.requireNonNull(Safekeeping.read(value));
  }

  static Shelf shelf(StoreKey key) {
    return switch (key.space()) {
      case OUTGOING -> Shelf.MAIL;
      case RECEIVED -> Shelf.JOURNAL;
      default -> Shelf.NOTHING;
    };
  }

  List<Message> outgoing() {
    return outgoing;
  }

  List<Message> received() {
    return received;
  }

  List<Message> notShown() {
    return received.stream()
        .filter(
            message -> number(message) >= shown.getOrDefault(message.source().value(), 0L))
        .toList();
  }

  long nextNumber(int to) {
    return next.getOrDefault((long) to, 0L);
  }

  Batch putOutgoing(Message message) {
    long to = message.destination().value();
    next.put(to, number(message) + 1);
    return batch(
        new Batch.Change(new StoreKey(OUTGOING, to, number(message)), encode(message)),
        new Batch.Change(new StoreKey(NEXT, to, 0), count(number(message) + 1)));
  }

  Batch removeOutgoing(Message message) {
    long to = message.destination().value();
    return batch(new Batch.Change(new StoreKey(OUTGOING, to, number(message)), null));
  }

  /** What no good toy writes: that a message's life has ended. */
  static Batch.Change putEnd(Message message) {
    Message end = new Message(
        /* source= */ message.destination(),
        /* destination= */ message.source(),
        message.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.EXPIRED,
        Via.DIRECT,
        null,
        Payload.EMPTY);
    return new Batch.Change(new StoreKey(OUTGOING, 0, number(message)), encode(end));
  }

  Batch putReceived(Message message) {
    long from = message.source().value();
    return batch(new Batch.Change(new StoreKey(RECEIVED, from, number(message)), encode(message)));
  }

  Batch noteShown(Message message) {
    long from = message.source().value();
    return batch(new Batch.Change(new StoreKey(SHOWN, from, 0), count(number(message) + 1)));
  }

  private Batch batch(Batch.Change... changes) {
    return new Batch(nextBatch++, List.of(changes));
  }

  private static long number(Message message) {
    MessageId id = message.id();
    return id == null ? 0 : id.n();
  }

  private static Payload count(long count) {
    return Payload.of(Long.toString(count));
  }

  static Payload encode(Message message) {
    byte[] buffer = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    int length = FrameCodec.encode(new Frame.Send(Stamp.unnumbered(), message, ""), buffer, 0);
    return Payload.copyOf(buffer, 0, length);
  }
}

package org.chappe.server.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** The rooms of one relay, with what they post. */
final class RoomRig implements Postbox {

  static final long EPOCH = 1_700_000_000_000L;
  static final ClientId ROOM = new ClientId(5_000_000_000L);

  final MemoryStore store = new MemoryStore();
  CommitQueue commits = new CommitQueue();
  final Map<ClientId, Long> births = new LinkedHashMap<>(Map.of(client(0), 7L));
  Rooms rooms = begin();
  final Set<ClientId> full = new LinkedHashSet<>();
  private List<Message> posted = new ArrayList<>();
  long ageSeconds;
  private long sent;

  private Rooms begin() {
    return new Rooms(store, commits, this, id -> births.getOrDefault(id, Births.NONE));
  }

  static ClientId client(int number) {
    return new ClientId(1_000_000_000L + number);
  }

  @Override
  public long ageSeconds() {
    return ageSeconds;
  }

  @Override
  public boolean hasRoomFor(ClientId recipient) {
    return !full.contains(recipient);
  }

  @Override
  public void post(Message message) {
    posted.add(message);
  }

  void found(String name) {
    rooms.found(ROOM, name, client(0), EPOCH);
  }

  /** Somebody writes to the room; returns why it isn't taken, or null. */
  @Nullable String write(ClientId writer, String text) {
    return take(writer, text, null, null);
  }

  @Nullable String take(ClientId writer, String text, @Nullable Part part, @Nullable String key) {
    return take(writer, text, part, Via.DIRECT, key);
  }

  /** Somebody writes to a room that was founded beside that of the rig. */
  @Nullable String writeTo(ClientId room, ClientId writer, String text) {
    return rooms.take(
        Message.plain(writer, room, Payload.of(text)).withId(new MessageId(1, sent++)));
  }

  /** Something comes that its source didn't write to the room alone. */
  @Nullable String take(ClientId source, String text, Via via) {
    return take(source, text, null, via, null);
  }

  private @Nullable String take(
      ClientId writer, String text, @Nullable Part part, Via via, @Nullable String key) {
    return rooms.take(new Message(
        writer,
        ROOM,
        new MessageId(1, sent++),
        part,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.NONE,
        via,
        key,
        Payload.of(text)));
  }

  /** Somebody tells the room what became of a message. */
  void receipt(Message about, Receipt receipt) {
    rooms.take(new Message(
        about.destination(),
        ROOM,
        about.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        receipt,
        Via.DIRECT,
        null,
        Payload.EMPTY));
  }

  /** What was posted since it was asked last. */
  List<Message> posted() {
    List<Message> before = posted;
    posted = new ArrayList<>();
    return before;
  }

  /** The same, as recipient and text. */
  List<String> said() {
    return posted().stream()
        .map(message -> message.destination() + ": " + message.text().text())
        .toList();
  }

  /** The relay dies once all is durable, and lives again. */
  void restart() {
    commits.flush(new Disk());
    commits = new CommitQueue();
    rooms = begin();
  }

  private final class Disk implements Effects {
    @Override
    public void send(Endpoint to, Frame frame) {}

    @Override
    public void commit(Batch batch) {
      store.commit(batch, () -> {});
    }

    @Override
    public void deliver(Delivery delivery) {}

    @Override
    public void report(Report report) {}
  }
}

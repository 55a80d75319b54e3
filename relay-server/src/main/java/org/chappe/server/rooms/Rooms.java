package org.chappe.server.rooms;

import java.util.List;
import java.util.TreeMap;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Via;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that one relay keeps. What a message for a room leads to goes into the batch that is gathered, so that a message is taken and
 * passed on in one moment, or not at all.
 */
public final class Rooms {

  /** Rooms that one relay keeps. */
  public static final int ROOMS_MAX = 256;

  /** Rooms of one founder with an account at one relay. */
  public static final int FOUNDED_MAX = 16;

  /** Rooms of one founder without an account at one relay. */
  public static final int FOUNDED_WITHOUT_ACCOUNT_MAX = 4;

  /** Rooms of all founders without an account at one relay, a quarter of them: their IDs are free for the asking. */
  public static final int WITHOUT_ACCOUNT_MAX = 64;

  /** Items of all queues for whose word no longer is waited at one look. */
  static final int GIVEN_UP_AT_ONCE = 1_000;

  private final Store store;
  private final CommitQueue commits;
  private final Postbox postbox;
  private final Births births;
  private final TreeMap<ClientId, Room> rooms = new TreeMap<>();
  private final ItemRoom items = new ItemRoom(ItemRoom.ITEMS_MAX);
  private RoomStatistics gone = RoomStatistics.NONE;
  private long refused;
  private long commands;

  /** Finds the rooms that are in the store. */
  public Rooms(Store store, CommitQueue commits, Postbox postbox, Births births) {
    this.store = store;
    this.commits = commits;
    this.postbox = postbox;
    this.births = births;
    store.scan(new StoreKey(RoomKeys.ROOM, 0, 0), ROOMS_MAX, (key, value) -> {
      if (key.space() == RoomKeys.ROOM) {
        open(new ClientId(key.major()), Charter.decode(value));
      }
    });
    rooms.forEach(this::recover);
  }

  private void recover(ClientId id, Room room) {
    int most = People.MEMBERS_MAX + People.STRANGERS_MAX;
    store.scan(new StoreKey(RoomKeys.PERSON, id.value(), 0), most, (key, value) -> {
      if (key.space() == RoomKeys.PERSON && key.major() == id.value()) {
        room.people().recover(new ClientId(key.minor()), value);
      }
    });
    room.recover(store);
  }

  private void open(ClientId id, Charter charter) {
    People people = new People(id, charter, commits, births);
    Voice voice = new Voice(id, people, postbox);
    rooms.put(
        id,
        switch (charter.kind()) {
          case GROUP -> new Group(people, voice);
          case QUEUE -> new Queue(people, voice, new Items(id, commits, items));
        });
  }

  // ---- which there are ----

  /** Whether a text for a room asks it something. */
  public static boolean isCommand(Payload text) {
    return RoomCommand.isMeant(text);
  }

  /** Whether this relay keeps a room. */
  public boolean has(ClientId id) {
    return rooms.containsKey(id);
  }

  /** All rooms, by ascending ID. */
  public List<ClientId> ids() {
    return List.copyOf(rooms.keySet());
  }

  /** Whether one more may be founded. */
  public boolean hasRoom() {
    return rooms.size() < ROOMS_MAX;
  }

  /** Rooms here that a client has founded. */
  public int foundedBy(ClientId client) {
    return (int) rooms.values().stream()
        .filter(room -> room.people().charter().founder().equals(client))
        .count();
  }

  /** Rooms here that were founded without an account. */
  public int foundedWithoutAccount() {
    return (int) rooms.values().stream()
        .filter(room -> room.people().charter().isFoundedWithoutAccount())
        .count();
  }

  /**
   * Founds a room.
   *
   * @param id nobody's so far
   * @param name as {@link org.chappe.model.RoomKind} wants it
   * @param epoch later than all in which anything was numbered under that ID
   */
  public void found(ClientId id, String name, ClientId founder, long epoch) {
    if (!hasRoom() || has(id)) {
      throw new IllegalStateException("no room can be founded as " + id);
    }
    Charter charter = new Charter(founder, births.birthOf(founder), epoch, name);
    commits.put(RoomKeys.room(id), charter.encode());
    open(id, charter);
  }

  /** Forgets a room and all that it keeps; nothing happens where there is none. */
  public void end(ClientId id) {
    Room room = rooms.remove(id);
    if (room != null) {
      gone = gone.plus(room.statistics().withoutContents());
      room.end();
    }
  }

  // ---- mail ----

  /**
   * Takes what was written to a room, and does what follows from it.
   *
   * @return why it isn't taken, in a few words of ASCII without a colon; null when it is
   */
  public @Nullable String take(Message message) {
    Room room = rooms.get(message.destination());
    if (room == null) {
      throw new IllegalStateException("no room " + message.destination());
    }
    if (message.receipt().isReceipt()) {
      room.hear(message);
      return null;
    }
    String refusal = take(room, message);
    refused += refusal == null ? 0 : 1;
    return refusal;
  }

  private @Nullable String take(Room room, Message message) {
    boolean isRooms = message.via() != Via.DIRECT; // two rooms would answer each other without end
    if (isRooms || message.keyId() != null || message.part() != null) {
      return Room.NOT_FOR_ROOMS;
    }
    Payload text = message.text();
    if (RoomCommand.isMeant(text)) {
      commands++;
      room.obey(message.source(), RoomCommand.read(text));
      return null;
    }
    return room.take(message);
  }

  /** Items that were lent and of which nothing was heard for so long that nobody waits any more are for others again, a bounded number at once. */
  public void giveUp() {
    int left = GIVEN_UP_AT_ONCE;
    for (Room room : rooms.values()) {
      left -= room.giveUp(left);
    }
  }

  /** Whether a room has been told to end. */
  public boolean isOver(ClientId id) {
    Room room = rooms.get(id);
    return room != null && room.isOver();
  }

  /** Whether a message goes on to many: a text for a group. */
  public boolean isForMany(Message message) {
    Room room = rooms.get(message.destination());
    return room instanceof Group
        && !message.receipt().isReceipt()
        && !RoomCommand.isMeant(message.text());
  }

  /** The most messages that taking one leads to, so that a relay can do a bounded amount at once. */
  public int costOf(ClientId id) {
    Room room = rooms.get(id);
    return room == null ? 0 : room.cost();
  }

  // ---- what others may look at ----

  /** What rooms have done here so far. */
  public RoomStatistics statistics() {
    RoomStatistics sum = gone;
    for (Room room : rooms.values()) {
      sum = sum.plus(room.statistics());
    }
    return sum.with(rooms.size(), commands, refused);
  }
}

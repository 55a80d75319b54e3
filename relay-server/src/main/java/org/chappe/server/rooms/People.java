package org.chappe.server.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.store.CommitQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whom one room writes to, and under which numbers: its members, and strangers who have asked something lately. What a room writes
 * to one of them is numbered without a gap in one epoch. A stranger who was forgotten is numbered anew, in a later epoch.
 */
final class People {

  /** Members of one room. */
  static final int MEMBERS_MAX = 256;

  /** Strangers whose numbers one room remembers; whoever was silent for longest is forgotten first. */
  static final int STRANGERS_MAX = 256;

  private static final String MEMBER = "m";
  private static final String STRANGER = "s";

  private final ClientId room;
  private final CommitQueue commits;
  private final Births births;
  private final TreeMap<ClientId, MessageId> members = new TreeMap<>();
  private final Map<ClientId, MessageId> strangers = new LinkedHashMap<>();
  private Charter charter;
  private long forgotten;

  People(ClientId room, Charter charter, CommitQueue commits, Births births) {
    this.room = room;
    this.charter = charter;
    this.commits = commits;
    this.births = births;
  }

  Charter charter() {
    return charter;
  }

  /** Whether a client has the ID of the founder. */
  boolean isFounder(ClientId client) {
    return client.equals(charter.founder());
  }

  /** Whether it is the founder beyond doubt, with the very account that founded the room; else anybody may have the ID by now. */
  boolean isFounderProven(ClientId client) {
    return isFounder(client)
        && !charter.isFoundedWithoutAccount()
        && births.birthOf(client) == charter.birth();
  }

  /** Somebody was found in the store. */
  void recover(ClientId client, Payload value) {
    String[] fields = value.text().split("\\.", 2);
    (fields[0].equals(MEMBER) ? members : strangers).put(client, MessageId.parse(fields[1]));
  }

  boolean isMember(ClientId client) {
    return members.containsKey(client);
  }

  /** All members, by ascending ID. */
  List<ClientId> members() {
    return List.copyOf(members.keySet());
  }

  int size() {
    return members.size();
  }

  boolean hasRoom() {
    return members.size() < MEMBERS_MAX;
  }

  /** Makes somebody a member; only where there is room. */
  void join(ClientId client) {
    MessageId next = strangers.remove(client);
    members.put(client, next == null ? first() : next);
    save(client);
  }

  /** A member is none any more. */
  void leave(ClientId client) {
    MessageId next = members.remove(client);
    if (next != null) {
      addStranger(client, next);
    }
  }

  private MessageId first() {
    return new MessageId(charter.epoch(), 0);
  }

  private void addStranger(ClientId client, MessageId next) {
    strangers.put(client, next);
    save(client);
    if (strangers.size() > STRANGERS_MAX) {
      forgetEldest();
    }
  }

  private void forgetEldest() {
    ClientId eldest = strangers.keySet().iterator().next();
    strangers.remove(eldest);
    commits.delete(RoomKeys.person(room, eldest));
    beginEpoch();
    forgotten++;
  }

  private void beginEpoch() {
    charter = charter.withEpoch(charter.epoch() + 1);
    commits.put(RoomKeys.room(room), charter.encode());
  }

  /** The number of the next message to somebody. */
  MessageId number(ClientId client) {
    MessageId member = members.get(client);
    MessageId stranger = member == null ? strangers.remove(client) : null;
    MessageId number = member != null ? member : stranger != null ? stranger : first();
    MessageId next = after(number);
    if (member != null) {
      members.put(client, next);
      save(client);
    } else {
      addStranger(client, next);
    }
    return number;
  }

  private MessageId after(MessageId number) {
    if (number.n() < MessageId.N_MAX) {
      return new MessageId(number.epoch(), number.n() + 1);
    }
    beginEpoch();
    return first();
  }

  private void save(ClientId client) {
    @Nullable MessageId member = members.get(client);
    MessageId next = member == null ? strangers.get(client) : member;
    if (next != null) {
      String head = member == null ? STRANGER : MEMBER;
      commits.put(RoomKeys.person(room, client), Payload.of(head + "." + next));
    }
  }

  /** Forgets everybody: the room is no more. */
  void end() {
    List<ClientId> all = new ArrayList<>(members.keySet());
    all.addAll(strangers.keySet());
    all.forEach(client -> commits.delete(RoomKeys.person(room, client)));
    commits.delete(RoomKeys.room(room));
  }

  /** Strangers who were forgotten. */
  long forgotten() {
    return forgotten;
  }
}

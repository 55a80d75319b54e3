package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/** What one room says: numbers it and posts it. */
final class Voice {

  private static final String REFUSED = "!";

  private final ClientId room;
  private final People people;
  private final Postbox postbox;
  private long passed;
  private long answered;
  private long withoutRoom;

  Voice(ClientId room, People people, Postbox postbox) {
    this.room = room;
    this.people = people;
    this.postbox = postbox;
  }

  /** Passes on what somebody wrote; false where the recipient's mailbox is full. */
  boolean pass(ClientId to, Payload text) {
    boolean done = say(to, Via.ROOM, Receipt.NONE, Message.UNLIMITED, text) != null;
    passed += done ? 1 : 0;
    return done;
  }

  /**
   * Sends somebody an item, which is to be acknowledged within a time.
   *
   * @return under which number; null where the mailbox is full
   */
  @Nullable MessageId lend(ClientId to, long seconds, Payload text) {
    MessageId id = say(to, Via.ROOM, Receipt.WANTED, seconds, text);
    passed += id == null ? 0 : 1;
    return id;
  }

  /** What somebody has asked for is done. */
  void done(ClientId to, RoomCommand command, String words) {
    answer(to, command.head() + (words.isEmpty() ? "ok" : "ok " + words));
  }

  /**
   * What somebody has asked for isn't done.
   *
   * @param words one line for a person
   */
  void refuse(ClientId to, RoomCommand command, RoomDenial reason, String words) {
    answer(to, command.head() + REFUSED + reason.word() + " " + words);
  }

  private void answer(ClientId to, String text) {
    boolean done =
        say(to, Via.ROOM_ANSWER, Receipt.NONE, Message.UNLIMITED, Payload.of(text)) != null;
    answered += done ? 1 : 0;
  }

  private @Nullable MessageId say(
      ClientId to, Via via, Receipt receipt, long lifeSeconds, Payload text) {
    if (!postbox.hasRoomFor(to)) {
      withoutRoom++;
      return null;
    }
    MessageId id = people.number(to);
    postbox.post(new Message(
        room,
        to,
        id,
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        lifeSeconds,
        receipt,
        via,
        null,
        text));
    return id;
  }

  /** The age of the station in which the room rests, in seconds. */
  long ageSeconds() {
    return postbox.ageSeconds();
  }

  /** Texts that were passed on, counted once for each recipient. */
  long passed() {
    return passed;
  }

  /** Answers that were given. */
  long answered() {
    return answered;
  }

  /** Texts and answers for which there was no room in a mailbox. */
  long withoutRoom() {
    return withoutRoom;
  }
}

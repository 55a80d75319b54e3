package org.chappe.server.rooms;

/**
 * What a relay has seen of rooms.
 *
 * @param rooms that it keeps now
 * @param members of all groups
 * @param itemsWaiting in all queues
 * @param itemsLent to somebody who hasn't acknowledged them yet
 * @param commands that were obeyed, or refused by an answer
 * @param textsRefused texts that went back to their writers
 * @param passed texts that were passed on, counted for each recipient, and items that were lent
 * @param answered answers that were given
 * @param withoutRoom texts, items and answers that found a recipient's mailbox full
 * @param itemsReturned items that came back because nobody had acknowledged them in time
 * @param itemsGivenUp those of them of which nothing was heard for a day
 * @param strangersForgotten clients whose numbers were forgotten because others had asked something since
 * @param stalls how often a room's mail had to wait for room in the station
 */
public record RoomStatistics(
    int rooms,
    int members,
    int itemsWaiting,
    int itemsLent,
    long commands,
    long textsRefused,
    long passed,
    long answered,
    long withoutRoom,
    long itemsReturned,
    long itemsGivenUp,
    long strangersForgotten,
    long stalls) {

  static final RoomStatistics NONE = new RoomStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static RoomStatistics of(Room room) {
    return new RoomStatistics(
        0,
        room.people().size(),
        room.waiting(),
        room.lent(),
        0,
        0,
        room.voice().passed(),
        room.voice().answered(),
        room.voice().withoutRoom(),
        0,
        0,
        room.people().forgotten(),
        0);
  }

  /** Both together. */
  RoomStatistics plus(RoomStatistics other) {
    return new RoomStatistics(
        rooms + other.rooms,
        members + other.members,
        itemsWaiting + other.itemsWaiting,
        itemsLent + other.itemsLent,
        commands + other.commands,
        textsRefused + other.textsRefused,
        passed + other.passed,
        answered + other.answered,
        withoutRoom + other.withoutRoom,
        itemsReturned + other.itemsReturned,
        itemsGivenUp + other.itemsGivenUp,
        strangersForgotten + other.strangersForgotten,
        stalls + other.stalls);
  }

  /** Of a room that is gone no member and no item is left. */
  RoomStatistics withoutContents() {
    return new RoomStatistics(
        0,
        0,
        0,
        0,
        commands,
        textsRefused,
        passed,
        answered,
        withoutRoom,
        itemsReturned,
        itemsGivenUp,
        strangersForgotten,
        stalls);
  }

  RoomStatistics withReturned(long returned, long givenUp) {
    return new RoomStatistics(
        rooms,
        members,
        itemsWaiting,
        itemsLent,
        commands,
        textsRefused,
        passed,
        answered,
        withoutRoom,
        returned,
        givenUp,
        strangersForgotten,
        stalls);
  }

  /** The same with how often mail had to wait. */
  public RoomStatistics withStalls(long newStalls) {
    return new RoomStatistics(
        rooms,
        members,
        itemsWaiting,
        itemsLent,
        commands,
        textsRefused,
        passed,
        answered,
        withoutRoom,
        itemsReturned,
        itemsGivenUp,
        strangersForgotten,
        newStalls);
  }

  RoomStatistics with(int newRooms, long newCommands, long newTextsRefused) {
    return new RoomStatistics(
        newRooms,
        members,
        itemsWaiting,
        itemsLent,
        newCommands,
        newTextsRefused,
        passed,
        answered,
        withoutRoom,
        itemsReturned,
        itemsGivenUp,
        strangersForgotten,
        stalls);
  }
}

package org.chappe.server.rooms;

/**
 * What a relay has seen of rooms.
 *
 * @param rooms that it keeps now
 * @param members of all of them
 * @param commands that were obeyed, or refused by an answer
 * @param textsRefused texts that went back to their writers
 * @param passed texts that were passed on, counted for each recipient
 * @param answered answers that were given
 * @param withoutRoom texts and answers that found a recipient's mailbox full
 * @param strangersForgotten clients whose numbers were forgotten because others had asked something since
 */
public record RoomStatistics(
    int rooms,
    int members,
    long commands,
    long textsRefused,
    long passed,
    long answered,
    long withoutRoom,
    long strangersForgotten) {

  static final RoomStatistics NONE = new RoomStatistics(0, 0, 0, 0, 0, 0, 0, 0);

  static RoomStatistics of(People people, Voice voice) {
    return new RoomStatistics(
        0,
        people.size(),
        0,
        0,
        voice.passed(),
        voice.answered(),
        voice.withoutRoom(),
        people.forgotten());
  }

  /** Both together; of rooms that are gone no member is left. */
  RoomStatistics plus(RoomStatistics other) {
    return new RoomStatistics(
        rooms + other.rooms,
        members + other.members,
        commands + other.commands,
        textsRefused + other.textsRefused,
        passed + other.passed,
        answered + other.answered,
        withoutRoom + other.withoutRoom,
        strangersForgotten + other.strangersForgotten);
  }

  RoomStatistics withoutMembers() {
    return new RoomStatistics(
        rooms, 0, commands, textsRefused, passed, answered, withoutRoom, strangersForgotten);
  }

  RoomStatistics with(int newRooms, long newCommands, long newTextsRefused) {
    return new RoomStatistics(
        newRooms,
        members,
        newCommands,
        newTextsRefused,
        passed,
        answered,
        withoutRoom,
        strangersForgotten);
  }
}

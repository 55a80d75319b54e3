package org.chappe.server.rooms;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RoomKind;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** A group: what a member writes to it goes to all the others. */
final class Group implements Room {

  /** IDs in one page of the list of members. */
  static final int IDS_PER_PAGE = 12;

  private final People people;
  private final Voice voice;
  private boolean over;

  Group(People people, Voice voice) {
    this.people = people;
    this.voice = voice;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public Voice voice() {
    return voice;
  }

  @Override
  public @Nullable String take(Message message) {
    ClientId writer = message.source();
    if (!people.isMember(writer)) {
      return NOT_A_MEMBER;
    }
    Payload text = Payload.of(RoomCommand.unescaped(message.text()));
    if (text.length() > RoomKind.TEXT_BYTES_MAX) {
      return TOO_LONG;
    }
    Payload passed = Payload.of(writer + " " + text.text());
    int missed = 0;
    for (ClientId member : people.members()) {
      missed += member.equals(writer) || voice.pass(member, passed) ? 0 : 1;
    }
    if (missed > 0) {
      tellOfMissed(message, missed);
    }
    return null;
  }

  /** Those whose mailboxes are full don't get it, and the writer hears of that. */
  private void tellOfMissed(Message message, int missed) {
    RoomCommand about = new RoomCommand("text", String.valueOf(message.id()), "");
    String words = missed + " of " + (people.size() - 1) + " members have full mailboxes";
    voice.refuse(message.source(), about, RoomDenial.FULL, words);
  }

  @Override
  public void obey(ClientId client, RoomCommand command) {
    switch (command.word()) {
      case "join" -> join(client, command);
      case "leave" -> leave(client, command);
      case "members" -> tellMembers(client, command);
      case "size" -> voice.done(client, command, Integer.toString(people.size()));
      case "destroy" -> destroy(client, command);
      default ->
        voice.refuse(
            client,
            command,
            RoomDenial.PARAM,
            "a group knows /join, /leave, /members, /size and /destroy");
    }
  }

  private void join(ClientId client, RoomCommand command) {
    if (!people.isMember(client) && !people.hasRoom()) {
      voice.refuse(
          client,
          command,
          RoomDenial.FULL,
          "a group has at most " + People.MEMBERS_MAX + " members");
      return;
    }
    if (!people.isMember(client)) {
      people.join(client);
    }
    voice.done(client, command, Integer.toString(people.size()));
  }

  private void leave(ClientId client, RoomCommand command) {
    if (!people.isMember(client)) {
      voice.refuse(client, command, RoomDenial.MEMBER, "you are not a member");
      return;
    }
    people.leave(client);
    voice.done(client, command, Integer.toString(people.size()));
  }

  /** In pages {@code K.N ID ID …}; without members one that has no ID. */
  private void tellMembers(ClientId client, RoomCommand command) {
    List<String> ids = people.members().stream().map(ClientId::toString).toList();
    int pages = Math.max(1, (ids.size() + IDS_PER_PAGE - 1) / IDS_PER_PAGE);
    for (int page = 0; page < pages; page++) {
      int end = Math.min(ids.size(), (page + 1) * IDS_PER_PAGE);
      String some = String.join(" ", ids.subList(page * IDS_PER_PAGE, end));
      voice.done(client, command, ((page + 1) + "." + pages + " " + some).strip());
    }
  }

  private void destroy(ClientId client, RoomCommand command) {
    if (!people.isFounder(client)) {
      voice.refuse(client, command, RoomDenial.FOUNDER, ONLY_FOUNDER);
      return;
    }
    int others = people.size() - (people.isMember(client) ? 1 : 0);
    if (others > 0 && !people.isFounderProven(client)) {
      String words = "founded without this account, it ends when nobody else is a member";
      voice.refuse(client, command, RoomDenial.FOUNDER, words);
      return;
    }
    over = true;
    voice.done(client, command, "");
  }

  /** Members hear of what isn't delivered from nobody: it was no message of theirs. */
  @Override
  public void hear(Message receipt) {}

  @Override
  public int giveUp(int max) {
    return 0;
  }

  @Override
  public void recover(Store store) {}

  @Override
  public int waiting() {
    return 0;
  }

  @Override
  public int lent() {
    return 0;
  }

  @Override
  public int cost() {
    return 1 + people.size();
  }

  @Override
  public RoomStatistics statistics() {
    return RoomStatistics.of(this);
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void end() {
    people.end();
  }
}

package org.chappe.client.cli;

import java.util.List;
import org.chappe.client.Accounts;
import org.chappe.client.RelayClient;
import org.chappe.client.Rooms;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;

/** What a person does about groups and queues while a client is attached. */
record RoomTalk(Screen screen, RelayClient client, KnownNames names) {

  /** What can be done about groups. */
  static final List<String> GROUP_DEEDS =
      List.of("create", "join", "leave", "members", "list", "destroy");

  /** What can be done about queues. */
  static final List<String> QUEUE_DEEDS = List.of("create", "take", "peek", "size", "destroy");

  /** Does something about a group. */
  void group(String rest) throws UserError {
    String[] words = rest.split("\\s+", 2);
    if (words[0].equals("list")) {
      list(words.length == 1 ? "*" : words[1]);
      return;
    }
    RoomName group = name(RoomKind.GROUP, words, GROUP_DEEDS);
    Rooms rooms = client.rooms();
    switch (words[0]) {
      case "create" -> {
        ClientId id = answer().of(rooms.found(group.text()));
        int unused = answer().of(rooms.join(id));
        screen.print(group.text() + ": founded, and joined; its ID is " + id);
      }
      case "join" -> tell(group, "joined", answer().of(rooms.join(id(group))));
      case "leave" -> tell(group, "left", answer().of(rooms.leave(id(group))));
      case "members" -> tellMembers(answer().of(rooms.members(id(group))));
      default -> destroy(group, false);
    }
  }

  /** Does something about a queue. */
  void queue(String rest) throws UserError {
    String[] words = rest.split("\\s+", 3);
    RoomName queue = name(RoomKind.QUEUE, words, QUEUE_DEEDS);
    Rooms rooms = client.rooms();
    switch (words[0]) {
      case "create" ->
        screen.print(
            queue.text() + ": founded; its ID is " + answer().of(rooms.found(queue.text())));
      case "take" -> {
        // the item is theirs when it comes, also after they have stopped waiting for it
        answer().until(rooms.take(id(queue), null).thenAccept(item -> tell(queue, item)));
      }
      case "peek" -> tell(queue, answer().of(rooms.peek(id(queue))));
      case "size" -> {
        Rooms.Size size = answer().of(rooms.size(id(queue)));
        screen.print(queue.text() + ": " + size.waiting() + " waiting, " + size.lent() + " lent");
      }
      default -> destroy(queue, words.length > 2 && words[2].equals("force"));
    }
  }

  private static RoomName name(RoomKind kind, String[] words, List<String> deeds) throws UserError {
    if (words.length < 2 || !deeds.contains(words[0])) {
      throw new UserError(
          ExitCodes.USAGE, "say what to do: /" + kind + " " + String.join("|", deeds) + " NAME");
    }
    try {
      return RoomName.parse(kind, words[1]);
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, Printable.line(String.valueOf(e.getMessage())));
    }
  }

  private ClientId id(RoomName room) throws UserError {
    ClientId id = answer().of(room.find(client));
    names.note(id, room.text());
    return id;
  }

  private void destroy(RoomName room, boolean force) throws UserError {
    answer().until(client.rooms().destroy(id(room), force));
    screen.print(room.text() + ": is no more");
  }

  private void tell(RoomName group, String done, int members) {
    screen.print(
        group.text() + ": " + done + "; " + (members == 1 ? "1 member" : members + " members"));
  }

  private void tell(RoomName queue, Rooms.Item item) {
    screen.print(queue.text() + " " + item.from() + ": " + Printable.line(item.text()));
  }

  private void tellMembers(List<ClientId> members) {
    members.forEach(member -> screen.print(member.toString()));
    if (members.isEmpty()) {
      screen.print("nobody");
    }
  }

  private void list(String pattern) throws UserError {
    String whole = pattern.startsWith("#") ? pattern : "#" + pattern;
    Accounts.Listing listing = answer().of(client.accounts().list(whole));
    listing
        .entries()
        .forEach(entry -> screen.print(Printable.line(entry.id() + "  " + entry.name())));
  }

  private RelayAnswer answer() {
    return new RelayAnswer(screen);
  }
}

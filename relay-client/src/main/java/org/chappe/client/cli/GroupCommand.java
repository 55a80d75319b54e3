package org.chappe.client.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.chappe.client.Accounts;
import org.chappe.client.RelayClient;
import org.chappe.client.Rooms;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with groups. */
@Command(
    name = "group",
    description = {
      "Makes groups, joins and leaves them, and tells who is in them. What a member sends to",
      "'#NAME' goes to all other members."
    },
    mixinStandardHelpOptions = true,
    footer = "%nExit codes: see relay-client --help")
final class GroupCommand implements Callable<Integer> {

  /** What is to be done. */
  enum Deed {
    CREATE,
    JOIN,
    LEAVE,
    MEMBERS,
    LIST,
    DESTROY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "DEED", description = "${COMPLETION-CANDIDATES}")
  private Deed deed = Deed.LIST;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = "",
      description = "the group, with or without its #; list: a pattern, all when left out")
  private String name = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  GroupCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  /** What was done, for programs. */
  record Done(String type, String deed, String room, String id, int members) {}

  /** A member, for programs. */
  record Member(String type, String room, String id) {}

  /** A group, for programs. */
  record Group(String type, String room, String id) {}

  @Override
  public Integer call() throws UserError {
    RoomName group = deed == Deed.LIST ? null : group();
    try (RelayClient client = options.connect(output)) {
      if (group == null) {
        return list(client);
      }
      act(client, group);
      return ExitCodes.DONE;
    } catch (CompletionException e) {
      throw RoomExitCodes.userError(e);
    }
  }

  private RoomName group() {
    try {
      return RoomName.parse(RoomKind.GROUP, name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void act(RelayClient client, RoomName group) throws UserError {
    Rooms rooms = client.rooms();
    ClientId id = deed == Deed.CREATE ? rooms.found(group.text()).join() : group.of(client);
    switch (deed) {
      case CREATE -> tell(group, id, rooms.join(id).join(), "founded, and joined; its ID is " + id);
      case JOIN -> {
        int members = rooms.join(id).join();
        tell(group, id, members, "joined; " + count(members));
      }
      case LEAVE -> {
        int members = rooms.leave(id).join();
        tell(group, id, members, "left; " + count(members));
      }
      case MEMBERS -> tellMembers(group, rooms.members(id).join());
      case DESTROY -> {
        rooms.destroy(id, false).join();
        tell(group, id, 0, "is no more");
      }
      case LIST -> throw new IllegalArgumentException("a list is of no one group");
    }
  }

  private static String count(int members) {
    return members == 1 ? "1 member" : members + " members";
  }

  private void tell(RoomName group, ClientId id, int members, String words) {
    Done done = new Done("group", deed.toString(), group.text(), id.toString(), members);
    output.print(group.text() + ": " + words, done);
  }

  private void tellMembers(RoomName group, List<ClientId> members) {
    members.forEach(member ->
        output.print(member.toString(), new Member("member", group.text(), member.toString())));
    if (members.isEmpty() && !output.isJson()) {
      output.print("nobody");
    }
  }

  private int list(RelayClient client) {
    String pattern = name.isEmpty() ? "*" : name;
    String whole = pattern.startsWith("#") ? pattern : "#" + pattern;
    Accounts.Listing listing = client.accounts().list(whole).join();
    for (Accounts.Entry entry : listing.entries()) {
      output.print(
          Printable.line(entry.id() + "  " + entry.name()),
          new Group("group", entry.name(), entry.id()));
    }
    return output.endOf(listing);
  }
}

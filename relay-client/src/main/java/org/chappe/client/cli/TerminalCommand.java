package org.chappe.client.cli;

import java.util.List;
import java.util.function.Function;

/**
 * Something that a person can do while a client is attached.
 *
 * @param name with its slash
 * @param arguments what follows, for the help; empty for nothing
 * @param description one line for the help
 * @param firstWords what the first argument may be completed to
 * @param action what is done with the arguments as they were typed, without blanks at the ends
 */
record TerminalCommand(
    String name,
    String arguments,
    String description,
    Function<KnownIds, List<String>> firstWords,
    Action action) {

  /** What is done. */
  interface Action {
    void run(Talk talk, String rest) throws UserError;
  }

  /** All of them, in the order of the help. */
  static final List<TerminalCommand> ALL = List.of(
      new TerminalCommand(
          "/send",
          "TO TEXT",
          "send a text to ID, @NAME, #GROUP or queue:NAME",
          KnownIds::recipients,
          Talk::send),
      new TerminalCommand(
          "/get",
          "",
          "get what waits, and say how much came",
          TerminalCommand::anything,
          (talk, rest) -> talk.get()),
      new TerminalCommand(
          "/peek",
          "",
          "what waits, without taking it",
          TerminalCommand::anything,
          (talk, rest) -> talk.peek()),
      new TerminalCommand(
          "/list",
          "[PATTERN]",
          "accounts: * and ? as in file names, or /a regular expression/",
          TerminalCommand::anything,
          (talk, rest) -> talk.accounts().list(rest)),
      new TerminalCommand(
          "/group",
          "DEED NAME",
          "create, join, leave, members, list or destroy a group",
          ids -> RoomTalk.GROUP_DEEDS,
          (talk, rest) -> talk.rooms().group(rest)),
      new TerminalCommand(
          "/queue",
          "DEED NAME",
          "create, take, peek, size or destroy a queue",
          ids -> RoomTalk.QUEUE_DEEDS,
          (talk, rest) -> talk.rooms().queue(rest)),
      new TerminalCommand(
          "/history",
          "[N]",
          "the last N messages of the journal, 20 without a number",
          TerminalCommand::anything,
          (talk, rest) -> talk.journal().history(rest)),
      new TerminalCommand(
          "/search",
          "TEXT",
          "messages of the journal that hold a text",
          TerminalCommand::anything,
          (talk, rest) -> talk.journal().search(rest)),
      new TerminalCommand(
          "/all", "TEXT", "tell all who are attached", TerminalCommand::anything, Talk::sendToAll),
      new TerminalCommand(
          "/watch",
          "on|off",
          "be told who comes and who leaves",
          ids -> List.of("on", "off"),
          Talk::watch),
      new TerminalCommand(
          "/whoami",
          "",
          "who you are, and where",
          TerminalCommand::anything,
          (talk, rest) -> talk.whoami()),
      new TerminalCommand(
          "/account",
          "DEED",
          "create [NAME], login, passwd, logoff, delete [force]",
          ids -> AccountTalk.DEEDS,
          (talk, rest) -> talk.accounts().account(rest)),
      new TerminalCommand(
          "/device",
          "DEED",
          "list, add NAME or remove NAME: the devices of your account",
          ids -> DeviceTalk.DEEDS,
          Talk::device),
      new TerminalCommand(
          "/logoff",
          "",
          "log off; mail goes on coming to your mailbox",
          TerminalCommand::anything,
          (talk, rest) -> talk.accounts().logOff()),
      new TerminalCommand(
          "/relay",
          "[N|HOST:PORT|auto]",
          "how the link is, or go to another relay",
          TerminalCommand::anything,
          Talk::relay),
      new TerminalCommand(
          "/help", "", "this list", TerminalCommand::anything, (talk, rest) -> talk.help()),
      new TerminalCommand(
          "/quit",
          "",
          "sign off; as 3, Ctrl-D, or Ctrl-C on an empty line",
          TerminalCommand::anything,
          (talk, rest) -> talk.quit()));

  /** The command with a name, or the only one that begins so. */
  static List<TerminalCommand> named(String name) {
    List<TerminalCommand> exact =
        ALL.stream().filter(each -> each.name.equals(name)).toList();
    return exact.isEmpty()
        ? ALL.stream().filter(each -> each.name.startsWith(name)).toList()
        : exact;
  }

  private static List<String> anything(KnownIds ids) {
    return List.of();
  }

  String usage() {
    return arguments.isEmpty() ? name : name + " " + arguments;
  }
}

package org.chappe.client.cli;

import java.util.List;

/**
 * Something that a person can do while a client is attached.
 *
 * @param name with its slash
 * @param arguments what follows, for the help; empty for nothing
 * @param description one line for the help
 * @param takesId whether the first argument is an ID, which is completed then
 * @param action what is done with the arguments as they were typed, without blanks at the ends
 */
record TerminalCommand(
    String name, String arguments, String description, boolean takesId, Action action) {

  /** What is done. */
  interface Action {
    void run(Talk talk, String rest) throws UserError;
  }

  /** All of them, in the order of the help. */
  static final List<TerminalCommand> ALL = List.of(
      new TerminalCommand("/send", "ID TEXT", "send a text", true, Talk::send),
      new TerminalCommand(
          "/get", "", "get what waits, and say how much came", false, (talk, rest) -> talk.get()),
      new TerminalCommand(
          "/history",
          "[N]",
          "the last N messages of the journal, 20 without a number",
          false,
          Talk::history),
      new TerminalCommand(
          "/search", "TEXT", "messages of the journal that hold a text", false, Talk::search),
      new TerminalCommand(
          "/whoami", "", "who you are, and where", false, (talk, rest) -> talk.whoami()),
      new TerminalCommand(
          "/relay",
          "[N|HOST:PORT|auto]",
          "how the link is, or go to another relay",
          false,
          Talk::relay),
      new TerminalCommand("/help", "", "this list", false, (talk, rest) -> talk.help()),
      new TerminalCommand(
          "/quit",
          "",
          "sign off; as 3, Ctrl-D, or Ctrl-C on an empty line",
          false,
          (talk, rest) -> talk.quit()));

  /** The command with a name, or the only one that begins so. */
  static List<TerminalCommand> named(String name) {
    List<TerminalCommand> exact =
        ALL.stream().filter(each -> each.name.equals(name)).toList();
    return exact.isEmpty()
        ? ALL.stream().filter(each -> each.name.startsWith(name)).toList()
        : exact;
  }

  String usage() {
    return arguments.isEmpty() ? name : name + " " + arguments;
  }
}

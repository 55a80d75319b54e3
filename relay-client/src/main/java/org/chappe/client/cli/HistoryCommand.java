package org.chappe.client.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a client received and sent. */
@Command(
    name = "history",
    description =
        "Shows the messages in a client's journal, received and sent, the oldest first; the client may be running.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  @Mixin
  private final JournalView journal;

  @Mixin
  private OutputOption output = new OutputOption();

  HistoryCommand(Map<String, String> environment) {
    journal = new JournalView(environment);
  }

  @Override
  public Integer call() throws UserError {
    journal.print(entry -> true, output);
    return ExitCodes.DONE;
  }
}

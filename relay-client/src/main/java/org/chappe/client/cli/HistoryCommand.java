package org.chappe.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a client received. */
@Command(
    name = "history",
    description =
        "Shows the messages in a client's journal, the oldest first; the client may be running.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  @Mixin
  private JournalView journal = new JournalView();

  @Override
  public Integer call() throws UserError {
    journal.print(entry -> true);
    return ExitCodes.DONE;
  }
}

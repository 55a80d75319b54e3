package org.chappe.client.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what a client received and sent. */
@Command(
    name = "search",
    description = {
      "Shows the messages in a client's journal, received and sent, that hold a text, in upper or"
          + " lower case, the oldest first.",
      "Ends with 0 whether there are any or not."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

  @Mixin
  private final JournalView journal;

  @Mixin
  private OutputOption output = new OutputOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description = "what to look for; several words are looked for as they stand")
  private List<String> words = List.of();

  @Option(
      names = "--from",
      paramLabel = "ID|@NAME",
      description =
          "only messages of this sender; by the name that was shown with them, or '#GROUP'")
  private @Nullable String source;

  SearchCommand(Map<String, String> environment) {
    journal = new JournalView(environment);
  }

  @Override
  public Integer call() throws UserError {
    Search search = new Search(String.join(" ", words), sources());
    journal.print(search, output);
    return ExitCodes.DONE;
  }

  private @Nullable Set<ClientId> sources() throws UserError {
    if (source == null) {
      return null;
    }
    Recipient writer = writer(source);
    Set<ClientId> ids = writer.id() == null
        ? KnownNames.idsOf(journal.directory(), writer.name())
        : Set.of(writer.id());
    if (ids.isEmpty()) {
      throw new UserError(
          ExitCodes.UNKNOWN_RECIPIENT,
          "no message that was shown with this journal is from " + writer + "; use the ID");
    }
    return ids;
  }

  private static Recipient writer(String typed) throws UserError {
    try {
      return Recipient.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, Printable.line(String.valueOf(e.getMessage())));
    }
  }
}

package org.chappe.client.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.chappe.client.journal.FileJournal;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.History;
import org.chappe.client.session.JournalEntry;
import org.chappe.model.ClientId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose journal is shown, how much of it, and how. */
final class JournalView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Option(names = "--id", paramLabel = "ID", required = true, description = "your ID, 10 digits")
  private ClientId id = new ClientId(0);

  @Mixin
  private JournalOption journal = new JournalOption();

  @Mixin
  private OutputOption output = new OutputOption();

  @Option(
      names = "--last",
      paramLabel = "K",
      defaultValue = "0",
      description = "only the last K messages; all by default")
  private int last;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  /** Prints the messages that are wanted. */
  void print(Predicate<JournalEntry> wanted) throws UserError {
    Path directory = journal.directory(id);
    if (last < 0 || directory == null) {
      throw new ParameterException(
          command.commandLine(), "--last is at least 0, and --journal names a directory");
    }
    List<JournalEntry> entries = read(directory, id).stream().filter(wanted).toList();
    int from = last == 0 ? 0 : Math.max(0, entries.size() - last);
    entries.subList(from, entries.size()).forEach(this::print);
  }

  private void print(JournalEntry entry) {
    output.print(line(entry), Mail.of(entry));
  }

  /** All messages in a journal, the oldest first; none if there is no journal. */
  static List<JournalEntry> read(Path directory, ClientId id) throws UserError {
    try {
      return History.of(FileJournal.read(directory, id));
    } catch (JournalProblem e) {
      throw ClientOptions.userError(e.kind(), e.sentence());
    }
  }

  /** When a message came, from whom, and what it says. */
  static String line(JournalEntry entry) {
    Instant received = Instant.ofEpochMilli(entry.millis());
    return TIME.format(received.atZone(ZoneId.systemDefault())) + "  "
        + Mail.of(entry).line();
  }
}

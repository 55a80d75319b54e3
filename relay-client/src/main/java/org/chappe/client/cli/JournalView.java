package org.chappe.client.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.chappe.client.journal.FileJournal;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.History;
import org.chappe.client.session.HistoryEntry;
import org.chappe.client.session.JournalEntry;
import org.chappe.client.session.SentText;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose journal is shown, how much of it, and how. */
final class JournalView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Mixin
  private final ContextOption context;

  @Option(names = "--id", paramLabel = "ID", description = "your ID, 10 digits")
  private @Nullable ClientId id;

  @Mixin
  private JournalOption journal = new JournalOption();

  @Option(
      names = "--last",
      paramLabel = "K",
      defaultValue = "0",
      description = "only the last K messages; all by default")
  private int last;

  JournalView(Map<String, String> environment) {
    context = new ContextOption(environment);
  }

  /** Prints the messages that are wanted. */
  void print(Predicate<HistoryEntry> wanted, OutputOption output) throws UserError {
    if (last < 0) {
      throw new UserError(ExitCodes.USAGE, "--last is at least 0; see relay-client --help");
    }
    List<HistoryEntry> entries =
        read(directory(), who()).stream().filter(wanted).toList();
    Map<ClientId, String> names = KnownNames.in(directory());
    int from = last == 0 ? 0 : Math.max(0, entries.size() - last);
    entries
        .subList(from, entries.size())
        .forEach(entry -> output.print(line(entry, names), forPrograms(entry, names)));
  }

  private ClientId who() throws UserError {
    return ClientOptions.id(context.settings(), id);
  }

  /** Where the journal is. */
  Path directory() throws UserError {
    Path directory = journal.directory(context.settings(), who());
    if (directory == null) {
      throw new UserError(
          ExitCodes.USAGE, "--journal names a directory here; see relay-client --help");
    }
    return directory;
  }

  /** All messages in a journal, the oldest first; none if there is no journal. */
  static List<HistoryEntry> read(Path directory, ClientId id) throws UserError {
    try {
      return History.of(FileJournal.read(directory, id));
    } catch (JournalProblem e) {
      throw ClientOptions.userError(e.kind(), e.sentence());
    }
  }

  /** Who is at the other end. */
  static ClientId other(HistoryEntry entry) {
    return entry instanceof SentText sent
        ? sent.destination()
        : ((JournalEntry) entry).message().source();
  }

  /** When a message came or went, from or to whom as they were called last, and what it says. */
  static String line(HistoryEntry entry, Map<ClientId, String> names) {
    Instant moment = Instant.ofEpochMilli(entry.millis());
    return TIME.format(moment.atZone(ZoneId.systemDefault())) + "  "
        + (entry instanceof SentText sent
            ? SentMail.of(sent, nameOf(entry, names)).line()
            : mail(entry, names).line());
  }

  private static Record forPrograms(HistoryEntry entry, Map<ClientId, String> names) {
    return entry instanceof SentText sent
        ? SentMail.of(sent, nameOf(entry, names))
        : mail(entry, names);
  }

  private static Mail mail(HistoryEntry entry, Map<ClientId, String> names) {
    return Mail.of((JournalEntry) entry).named(nameOf(entry, names));
  }

  private static String nameOf(HistoryEntry entry, Map<ClientId, String> names) {
    return names.getOrDefault(other(entry), "");
  }
}

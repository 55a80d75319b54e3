package org.chappe.client.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chappe.client.journal.FileJournal;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.History;
import org.chappe.client.session.JournalEntry;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Part;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a client received. */
@Command(
    name = "history",
    description =
        "Shows the messages in a client's journal, the oldest first; the client may be running.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Option(names = "--id", paramLabel = "ID", required = true, description = "your ID, 10 digits")
  private ClientId id = new ClientId(0);

  @Mixin
  private JournalOption journal = new JournalOption();

  @Option(
      names = "--last",
      paramLabel = "K",
      defaultValue = "0",
      description = "only the last K messages; all by default")
  private int last;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json, one object a line; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** What one line of JSON says. */
  record Line(
      long number,
      String received,
      String source,
      String message,
      @Nullable String part,
      String text) {}

  @Override
  public Integer call() throws UserError {
    Path directory = journal.directory(id);
    if (last < 0 || directory == null) {
      throw new ParameterException(
          spec.commandLine(), "--last is at least 0, and --journal names a directory");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<JournalEntry> entries = entries(directory);
    int from = last == 0 ? 0 : Math.max(0, entries.size() - last);
    entries.subList(from, entries.size()).forEach(entry -> out.println(line(entry)));
    out.flush();
    return ExitCodes.DONE;
  }

  private List<JournalEntry> entries(Path directory) throws UserError {
    try {
      return History.of(FileJournal.read(directory, id));
    } catch (JournalProblem e) {
      throw ClientOptions.userError(e.kind(), e.sentence());
    }
  }

  private static @Nullable String partOf(Message message) {
    Part part = message.part();
    return part == null ? null : part.k() + "/" + part.n();
  }

  private String line(JournalEntry entry) {
    Instant received = Instant.ofEpochMilli(entry.millis());
    String part = partOf(entry.message());
    if (format == OutputFormat.TEXT) {
      Delivery delivery = Delivery.of(entry.message());
      return TIME.format(received.atZone(ZoneId.systemDefault()))
          + "  "
          + Mail.line(delivery)
          + (part == null ? "" : " (part " + part + ")");
    }
    return JsonMapper.shared()
        .writeValueAsString(new Line(
            entry.number(),
            received.toString(),
            entry.message().source().toString(),
            String.valueOf(entry.message().id()),
            part,
            entry.message().text().text()));
  }
}

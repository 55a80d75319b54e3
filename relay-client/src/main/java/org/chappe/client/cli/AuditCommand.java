package org.chappe.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chappe.model.ClientId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts what became of the texts of clients that conversed. */
@Command(
    name = "audit",
    description = {
      "Compares what clients that conversed have logged with what they received. Ends with 0 only if every",
      "accepted text came exactly once, else with 1 and the texts. For each client ID the directory holds",
      "ID.log, which converse wrote, and ID.received, the output of history -o json."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

  private static final String LOG = ".log";
  private static final String RECEIVED = ".received";
  private static final long POLL_MILLIS = 1_000;

  /** Logs that didn't grow for so long are at rest. */
  private static final long STILL_NANOS = 3_000_000_000L;

  @Parameters(index = "0", paramLabel = "DIR", description = "where the logs are")
  private Path directory = Path.of("");

  @Option(
      names = "--await",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "count nothing, but wait up to S seconds until all that was accepted has been shown; 1 if it hasn't")
  private int awaitSeconds;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws UserError, InterruptedException {
    if (awaitSeconds < 0) {
      throw new ParameterException(spec.commandLine(), "--await is at least 0");
    }
    try {
      return awaitSeconds > 0 ? await() : count();
    } catch (IOException | IllegalArgumentException | JacksonException e) {
      throw new UserError(ExitCodes.FILE, directory + ": " + e.getMessage());
    }
  }

  private int count() throws IOException {
    Audit audit = new Audit();
    for (ClientId client : clients()) {
      readLog(audit, client);
    }
    for (ClientId client : clients()) {
      readReceived(audit, client);
    }
    AuditResult result = audit.result();
    print(result.render(format));
    return result.isPerfect() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }

  private int await() throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(awaitSeconds);
    long events = -1;
    long stillSinceNanos = System.nanoTime();
    while (System.nanoTime() < endNanos) {
      Audit audit = new Audit();
      long now = 0;
      for (ClientId client : clients()) {
        now += readLog(audit, client);
      }
      if (now != events) {
        events = now;
        stillSinceNanos = System.nanoTime();
      } else if (audit.awaited() == 0 && System.nanoTime() - stillSinceNanos > STILL_NANOS) {
        return ExitCodes.DONE;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    print("not everything that was accepted has been shown after " + awaitSeconds + " s");
    return ExitCodes.INCOMPLETE;
  }

  private List<ClientId> clients() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(LOG))
          .map(name -> ClientId.parse(name.substring(0, name.length() - LOG.length())))
          .sorted()
          .toList();
    }
  }

  /** Returns the number of lines. */
  private int readLog(Audit audit, ClientId client) throws IOException {
    List<ConverseEvent> events = ConverseLog.read(directory.resolve(client + LOG));
    events.forEach(event -> audit.logged(client, event));
    return events.size();
  }

  private void readReceived(Audit audit, ClientId client) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(client + RECEIVED));
    boolean isFirst = true;
    for (String line : lines) {
      JsonNode entry = JsonMapper.shared().readTree(line);
      JsonNode direction = entry.get("direction");
      if (direction != null && direction.asString().equals("sent")) {
        continue;
      }
      if (isFirst && entry.required("number").asLong() != 1) {
        throw new IllegalArgumentException(
            "the journal of " + client + " has dropped its oldest messages; send fewer");
      }
      isFirst = false;
      ClientId source = ClientId.parse(entry.required("source").asString());
      audit.received(client, source, entry.required("text").asString());
    }
  }

  private void print(String words) {
    spec.commandLine().getOut().println(words);
    spec.commandLine().getOut().flush();
  }
}

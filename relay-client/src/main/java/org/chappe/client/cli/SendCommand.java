package org.chappe.client.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one text, or each line of standard input. */
@Command(
    name = "send",
    description = "Sends a text, or each line of standard input, and says what became of it.",
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  @Parameters(
      index = "0",
      paramLabel = "TO",
      description =
          "the recipient: an ID, 10 digits, @NAME, '#GROUP' or queue:NAME; '*' for all who are"
              + " attached")
  private Recipient recipient = new Recipient(new ClientId(0), "");

  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      arity = "0..1",
      defaultValue = STANDARD_INPUT,
      description = "the text; - or nothing to send each line of standard input")
  private String text = STANDARD_INPUT;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "seconds to wait for what becomes of each text; 30 by default")
  private int timeoutSeconds;

  @Option(
      names = "--wait",
      paramLabel = "STAGE",
      description = {
        "wait until each text is accepted (by your relay), stored (by the recipient's relay)",
        "or delivered (to the recipient); accepted by default, and delivered with --receipt"
      })
  private @Nullable Stage until;

  @Option(
      names = "--receipt",
      description = "tell each stage as a text comes to it, not only the last one")
  private boolean receipt;

  @Option(
      names = {"--ttl", "--life"},
      paramLabel = "TIME",
      description =
          "how long the relays try, such as 30s, 2h or 7d, at most 30d; up to the relay by default")
  private @Nullable Life life;

  private final Hindrance hindrance = new Hindrance();

  SendCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError, IOException {
    if (recipient.isEveryone() && goal() != Stage.ACCEPTED) {
      throw new UserError(
          ExitCodes.USAGE,
          "nobody tells who has got a text to all: it can be waited for only until it is accepted");
    }
    try (RelayClient client = options.connect(output, hindrance::hear)) {
      ClientId destination = recipient.of(client);
      KnownNames.keep(options.config().journal(), destination, recipient.name());
      if (!text.equals(STANDARD_INPUT)) {
        return output.tell(send(client, destination, text), destination);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      int worst = ExitCodes.DONE;
      String line = lines.readLine();
      while (line != null) {
        OutcomeWords words = sendAfter(worst, client, destination, line);
        worst = Math.max(worst, output.tell(words, destination));
        line = words.isUntaken() ? null : lines.readLine();
      }
      return worst;
    }
  }

  /** @param worst how the lines before have ended, which counts also where this one ends the command */
  private OutcomeWords sendAfter(int worst, RelayClient client, ClientId destination, String line)
      throws UserError {
    try {
      return send(client, destination, line);
    } catch (UserError e) {
      throw new UserError(Math.max(worst, e.exitCode()), e.sentence());
    }
  }

  private OutcomeWords send(RelayClient client, ClientId destination, String line)
      throws UserError {
    Stage goal = goal();
    AtomicReference<@Nullable Outcome> last = new AtomicReference<>();
    SendOptions sendOptions = SendOptions.until(goal).withProgress(outcome -> {
      last.set(outcome);
      if (receipt && isBefore(outcome, goal)) {
        output.tell(OutcomeWords.of(outcome, client.relay()), destination);
      }
    });
    if (life != null) {
      sendOptions = sendOptions.withLife(life.duration());
    }
    try {
      Outcome outcome = recipient
          .send(client, destination, line, sendOptions)
          .orTimeout(timeoutSeconds, TimeUnit.SECONDS)
          .join();
      return OutcomeWords.of(outcome, client.relay());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return overdue(last.get(), client.relay());
      }
      throw ClientOptions.userError(e);
    }
  }

  private Stage goal() {
    Stage asked = until;
    if (asked != null) {
      return asked;
    }
    return receipt ? Stage.DELIVERED : Stage.ACCEPTED;
  }

  /** Whether a text has got somewhere, but not yet where it is to be; the last stage and bad ends are told by whoever waits. */
  private static boolean isBefore(Outcome outcome, Stage goal) {
    return (outcome instanceof Outcome.Accepted && goal != Stage.ACCEPTED)
        || (outcome instanceof Outcome.Stored && goal == Stage.DELIVERED);
  }

  /** @param last how far the text came; null for nowhere */
  private OutcomeWords overdue(@Nullable Outcome last, RelayNumber relay) throws UserError {
    if (last == null) {
      return hindrance.untaken("relay " + relay, timeoutSeconds, options.keepsJournal());
    }
    OutcomeWords reached = OutcomeWords.of(last, relay);
    String words = reached.line() + ", but not " + name(goal()) + " within " + timeoutSeconds
        + " s; it is still on its way";
    return new OutcomeWords(OutcomeWords.TIMEOUT, reached.id(), words, ExitCodes.QUEUED);
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}

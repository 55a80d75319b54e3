package org.chappe.client.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one text, or each line of standard input. */
@Command(
    name = "send",
    description = "Sends a text, or each line of standard input, and says what became of it.",
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Mixin
  private ClientOptions options = new ClientOptions();

  @Parameters(index = "0", paramLabel = "TO", description = "the recipient's ID, 10 digits")
  private ClientId destination = new ClientId(0);

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
      description = "seconds to wait for the relay's answer to each text; 30 by default")
  private int timeoutSeconds;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws UserError, IOException {
    try (RelayClient client = options.connect()) {
      if (!text.equals(STANDARD_INPUT)) {
        return send(client, text);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      int exitCode = ExitCodes.DONE;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        exitCode = Math.max(exitCode, send(client, line));
      }
      return exitCode;
    }
  }

  private int send(RelayClient client, String line) throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    Outcome outcome = await(client, line);
    if (outcome instanceof Outcome.Refused refused) {
      spec.commandLine().getErr().println("relay-client: refused: " + refused.words());
      return ExitCodes.REFUSED;
    }
    out.println("accepted by relay " + options.relay());
    out.flush();
    return ExitCodes.DONE;
  }

  private Outcome await(RelayClient client, String line) throws UserError {
    try {
      return client
          .send(destination, line)
          .orTimeout(timeoutSeconds, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new UserError(
            ExitCodes.UNREACHABLE,
            "relay " + options.relay()
                + " doesn't answer any more; the text may or may not have been sent");
      }
      throw ClientOptions.userError(e);
    }
  }
}

package org.chappe.client.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.client.Watching;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows messages as they come. */
@Command(
    name = "listen",
    description = "Shows messages as they come, one a line, each once; or runs a command for each.",
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {

  private static final long DAY_SECONDS = 86_400;

  /** That the client has come to an end by itself is noticed within a second. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "end after so many messages, not counting what you send from other devices; ends with 1 when fewer came in time")
  private long count;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0",
      description = "end after so many seconds; without it only Ctrl-C or --count ends it")
  private long seconds;

  @Option(
      names = "--exec",
      paramLabel = "CMD",
      description = {
        "run this by /bin/sh for each message that others send, one after the other, instead of showing it: the"
            + " text is its standard input,",
        "and CHAPPE_SOURCE, CHAPPE_SOURCE_NAME, CHAPPE_ROOM, CHAPPE_FROM, CHAPPE_TO (* if to all),"
            + " CHAPPE_TEXT, CHAPPE_MESSAGE, CHAPPE_NUMBER (in the journal) and CHAPPE_LATE (1 or"
            + " empty) are in its",
        "environment; a message whose command fails is shown"
      })
  private @Nullable String command;

  @Option(
      names = "--presence",
      description =
          "show as well who comes to the line and who leaves it, at most one line a second")
  private boolean presence;

  private boolean hasFailed;

  ListenCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError, InterruptedException {
    long shown;
    RelayClient client = options.connect(output);
    try (client) {
      if (presence) {
        watch(client);
      }
      client.listen();
      shown = show(client);
    }
    Delivery last = client.receive(Duration.ZERO);
    if (last != null) { // it came in the very last moment and was acknowledged, so it must be shown
      shown += show(Mail.of(last, client.id())); // nobody's name: there is no relay to ask
    }
    boolean isEnough = count > 0 && shown >= count;
    Throwable end = client.ended().join();
    if (!isEnough && !(end instanceof ClientFailure.Closed)) {
      throw ClientOptions.userError(new CompletionException(end));
    }
    return shown >= count && !hasFailed ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }

  private static void watch(RelayClient client) throws UserError {
    try {
      new Watching(client).begin().join();
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  private long show(RelayClient client) throws UserError, InterruptedException {
    long beganNanos = System.nanoTime();
    Writers writers = new Writers(client, new KnownNames(options.config().journal()));
    long shown = 0;
    Duration left = left(beganNanos);
    while (!left.isNegative()
        && (count == 0 || shown < count)
        && !client.ended().isDone()) {
      Delivery delivery = client.receive(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
      if (delivery != null) {
        shown += show(writers.introduce(delivery));
      }
      left = left(beganNanos);
    }
    return shown;
  }

  /** Shows a message; returns how many that are for whom the program listens: none if it is what they sent from another device. */
  private int show(Mail mail) throws InterruptedException {
    if (command == null || mail.own() != null) {
      output.print(mail);
      return mail.own() == null ? 1 : 0;
    }
    String problem = new Execution(command).run(mail);
    if (!problem.isEmpty()) {
      hasFailed = true;
      output.warn(problem + "; the message is:");
      output.print(mail);
    }
    return 1;
  }

  private Duration left(long beganNanos) {
    return seconds == 0
        ? Duration.ofSeconds(DAY_SECONDS)
        : Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - beganNanos);
  }
}

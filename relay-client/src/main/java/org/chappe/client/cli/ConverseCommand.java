package org.chappe.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A client for scripts that kill it. */
@Command(
    name = "converse",
    description = {
      "Sends numbered texts to peers, listens, and logs both, until it is told to stop (Ctrl-C or SIGTERM).",
      "Killed and started again, it goes on with the next number. scripts/crash-test runs several."
    },
    mixinStandardHelpOptions = true)
final class ConverseCommand implements Callable<Integer> {

  private static final double RATE_MAX = 10_000;

  /** Short, so that it stops soon when it is told to while its home is away. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private static final long STOP_SECONDS = 10;

  @Mixin
  private final ClientOptions options;

  @Option(
      names = "--peers",
      paramLabel = "ID",
      split = ",",
      required = true,
      description = "who gets the texts, in turn")
  private List<ClientId> peers = List.of();

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "20",
      description = "texts a second; 20 by default")
  private double rate;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      required = true,
      description = "where to note what was sent, accepted, refused and shown, one event a line")
  private Path log = Path.of("");

  @Option(
      names = "--until-file",
      paramLabel = "FILE",
      required = true,
      description = "send nothing more once this file is there; it listens on")
  private Path untilFile = Path.of("");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  ConverseCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError, InterruptedException {
    if (!(rate > 0) || rate > RATE_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--rate is above 0 and at most 10000; " + rate + " is not");
    }
    RelayClientConfig config = options.config().withConnectTimeout(CONNECT_TIMEOUT);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    try (ConverseLog events = ConverseLog.open(log)) {
      return converse(config, events);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(ExitCodes.FILE, log + ": " + e.getMessage());
    } finally {
      ended.countDown();
    }
  }

  private int converse(RelayClientConfig config, ConverseLog events)
      throws UserError, InterruptedException {
    RelayClient connected =
        connect(config.withObserver(report -> Conversation.observe(report, events)));
    if (connected == null) {
      return ExitCodes.DONE;
    }
    try (connected) {
      boolean wasStopped =
          new Conversation(config.id(), peers, events).run(connected, rate, untilFile, stopped);
      if (!wasStopped) {
        throw new UserError(ExitCodes.INCOMPLETE, "the client came to an end by itself");
      }
    }
    return ExitCodes.DONE;
  }

  /** Tries until somebody answers; null when it is stopped first. */
  private @Nullable RelayClient connect(RelayClientConfig config)
      throws UserError, InterruptedException {
    while (!stopped.await(0, TimeUnit.SECONDS)) {
      try {
        return RelayClient.connect(config).join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ClientFailure.Unreachable)) {
          throw ClientOptions.userError(e);
        }
      }
    }
    return null;
  }

  /** Has the client closed, and waits for that, but not for long. */
  void stop() {
    stopped.countDown();
    try {
      var unused = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.chappe.client.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.chappe.client.RelayClient;
import org.chappe.node.Delivery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows messages as they come. */
@Command(
    name = "listen",
    description = "Shows messages as they come, one a line, each once.",
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {

  private static final long DAY_SECONDS = 86_400;

  @Mixin
  private ClientOptions options = new ClientOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "end after so many messages; ends with 1 when fewer came in time")
  private long count;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0",
      description = "end after so many seconds; without it only Ctrl-C or --count ends it")
  private long seconds;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws UserError, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long shown;
    RelayClient client = options.connect(spec.commandLine().getErr());
    try (client) {
      client.listen();
      shown = show(client, out);
    }
    shown += showLast(client, out);
    return shown >= count ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }

  /** What came in the very last moment was acknowledged, so it must be shown. */
  private static long showLast(RelayClient closed, PrintWriter out) throws InterruptedException {
    Delivery delivery = closed.receive(Duration.ZERO);
    if (delivery == null) {
      return 0;
    }
    out.println(Mail.line(delivery));
    out.flush();
    return 1;
  }

  private long show(RelayClient client, PrintWriter out) throws InterruptedException {
    long beganNanos = System.nanoTime();
    long shown = 0;
    Duration left = left(beganNanos);
    while (!left.isNegative() && (count == 0 || shown < count)) {
      Delivery delivery = client.receive(left);
      if (delivery != null) {
        out.println(Mail.line(delivery));
        out.flush();
        shown++;
      }
      left = left(beganNanos);
    }
    return shown;
  }

  private Duration left(long beganNanos) {
    return seconds == 0
        ? Duration.ofSeconds(DAY_SECONDS)
        : Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - beganNanos);
  }
}

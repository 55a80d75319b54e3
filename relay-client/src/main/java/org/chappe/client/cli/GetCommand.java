package org.chappe.client.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.chappe.client.RelayClient;
import org.chappe.node.Delivery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gets what waits. */
@Command(
    name = "get",
    description = "Shows the messages that wait, one a line, each once.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  @Mixin
  private ClientOptions options = new ClientOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws UserError, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (RelayClient client = options.connect(spec.commandLine().getErr())) {
      CompletableFuture<Long> fetch = client.fetch();
      boolean over = false;
      while (!over) {
        over = fetch.isDone();
        show(client, out);
      }
      if (fetch.join() == 0) {
        out.println("nothing waits");
      }
      out.flush();
      return ExitCodes.DONE;
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  private static void show(RelayClient client, PrintWriter out) throws InterruptedException {
    Delivery delivery = client.receive(LOOK_AGAIN);
    while (delivery != null) {
      out.println(Mail.line(delivery));
      delivery = client.receive(Duration.ZERO);
    }
  }
}

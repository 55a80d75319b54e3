package org.chappe.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.chappe.client.Accounts;
import org.chappe.client.Mailbox;
import org.chappe.client.RelayClient;
import org.chappe.client.WaitingMessage;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets what waits. */
@Command(
    name = "get",
    description =
        "Shows the messages that wait, one a line, each once; or, with --peek, without taking"
            + " them.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** The relay is asked so often where nothing comes though mail waits, as it does where another relay has just brought it. */
  static final int FETCHES_MAX = 3;

  /** So long the command waits to hear what is left. */
  private static final long COUNT_SECONDS = 2;

  /**
   * How the mailbox is, for programs.
   *
   * @param type always {@code mailbox}
   * @param came how many messages this command got
   * @param waiting how many messages and receipts wait now; null where the relay doesn't say
   */
  record Fetched(String type, long came, @Nullable Long waiting) {}

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  @Option(
      names = "--peek",
      description = "show what waits without taking it: the first 100 messages stay at the relay")
  private boolean isPeek;

  GetCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError, InterruptedException {
    try (RelayClient client = options.connect(output)) {
      Writers writers = new Writers(client, new KnownNames(options.config().journal()));
      if (isPeek) {
        return peek(client, writers);
      }
      long came = fetch(client, writers);
      Long left = left(client);
      for (int asked = 1; asked < FETCHES_MAX && came == 0 && left != null && left > 0; asked++) {
        came = fetch(client, writers);
        left = left(client);
      }
      tell(came, left);
      return ExitCodes.DONE;
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  /** Shows what waits, and tells how much it was. */
  private long fetch(RelayClient client, Writers writers) throws InterruptedException {
    CompletableFuture<Long> fetch = client.fetch();
    boolean over = false;
    while (!over) {
      over = fetch.isDone();
      show(client, writers);
    }
    return fetch.join();
  }

  /** How much waits after all that waited has come; null where the relay doesn't say. */
  private static @Nullable Long left(RelayClient client) {
    return client
        .accounts()
        .standing()
        .thenApply(Accounts.Standing::waiting)
        .completeOnTimeout(null, COUNT_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failure -> null)
        .join();
  }

  private void tell(long came, @Nullable Long left) {
    if (output.isJson()) {
      output.print("", new Fetched("mailbox", came, left));
    } else if (left != null && left > 0) {
      output.warn(left == 1 ? "1 more waits" : left + " more wait");
    } else if (came == 0) {
      output.print("nothing waits");
    }
  }

  private int peek(RelayClient client, Writers writers) {
    List<WaitingMessage> waiting = client.mailbox().peek(Mailbox.MESSAGES_MAX).join();
    waiting.forEach(message -> output.print(writers.introduce(message)));
    if (waiting.isEmpty() && !output.isJson()) {
      output.print("nothing waits");
    }
    return ExitCodes.DONE;
  }

  private void show(RelayClient client, Writers writers) throws InterruptedException {
    Delivery delivery = client.receive(LOOK_AGAIN);
    while (delivery != null) {
      output.print(writers.introduce(delivery));
      delivery = client.receive(Duration.ZERO);
    }
  }
}

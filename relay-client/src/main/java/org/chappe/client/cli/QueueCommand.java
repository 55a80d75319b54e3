package org.chappe.client.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chappe.client.ClientFailure;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.Rooms;
import org.chappe.client.SendOptions;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with queues. */
@Command(
    name = "queue",
    description = {
      "Makes queues, puts texts into them and takes them out again, the oldest first: each goes to",
      "exactly one of those who take."
    },
    mixinStandardHelpOptions = true,
    footer = "%nExit codes: see relay-client --help")
final class QueueCommand implements Callable<Integer> {

  /** What is to be done. */
  enum Deed {
    CREATE,
    PUSH,
    TAKE,
    PEEK,
    SIZE,
    DESTROY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An empty queue is asked again after that. */
  private static final long PAUSE_MILLIS_MIN = 1_000;

  /** And then each time after twice as long, up to that: what asks costs a message there and back. */
  private static final long PAUSE_MILLIS_MAX = 10_000;

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "DEED", description = "${COMPLETION-CANDIDATES}")
  private Deed deed = Deed.SIZE;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "the queue, with or without queue: before it")
  private String name = "";

  @Parameters(index = "2", paramLabel = "TEXT", arity = "0..1", description = "push: the text")
  private @Nullable String text;

  @Option(
      names = "--lease",
      paramLabel = "S",
      description =
          "take: seconds after which it is another's if your relay has heard nothing of you; 10 to"
              + " 3600, 60 by default")
  private @Nullable Integer leaseSeconds;

  @Option(
      names = "--wait",
      paramLabel = "S",
      defaultValue = "0",
      description = "take: seconds to wait for an item where there is none; 0 by default")
  private int waitSeconds;

  @Option(
      names = "--force",
      description = "destroy: also a queue that isn't empty, if its founder has an account")
  private boolean force;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Hindrance hindrance = new Hindrance();

  QueueCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  /** An item, for programs. */
  record Item(String type, String room, @Nullable String message, String from, String text) {

    static Item of(RoomName queue, Rooms.Item item) {
      return new Item(
          "item",
          queue.text(),
          item.message().isEmpty() ? null : item.message(),
          item.from().toString(),
          item.text());
    }

    String line() {
      return from + ": " + Printable.line(text);
    }
  }

  /** What was done, for programs. */
  record Done(String type, String deed, String room, String id) {}

  /** How full it is, for programs. */
  record Size(String type, String room, int waiting, int lent) {}

  @Override
  public Integer call() throws UserError, InterruptedException {
    if ((deed == Deed.PUSH) != (text != null)) {
      throw new ParameterException(
          spec.commandLine(), deed == Deed.PUSH ? "push takes a text" : deed + " takes no text");
    }
    RoomName queue = queue();
    try (RelayClient client = options.connect(output, hindrance::hear)) {
      return act(client, queue);
    } catch (CompletionException e) {
      throw RoomExitCodes.userError(e);
    }
  }

  private RoomName queue() {
    try {
      return RoomName.parse(RoomKind.QUEUE, name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private int act(RelayClient client, RoomName queue) throws UserError, InterruptedException {
    Rooms rooms = client.rooms();
    ClientId id = deed == Deed.CREATE ? rooms.found(queue.text()).join() : queue.of(client);
    switch (deed) {
      case CREATE -> tell(queue, id, "founded; its ID is " + id);
      case PUSH -> {
        return output.tell(push(client, id, text == null ? "" : text), id);
      }
      case TAKE -> {
        Item item = Item.of(queue, take(rooms, id));
        // it stands in the journal, which knows only the ID of the queue
        KnownNames.keep(options.config().journal(), id, queue.text());
        output.print(item.line(), item);
      }
      case PEEK -> {
        Item item = Item.of(queue, rooms.peek(id).join());
        output.print(item.line(), item);
      }
      case SIZE -> {
        Rooms.Size size = rooms.size(id).join();
        output.print(
            size.waiting() + " waiting, " + size.lent() + " lent",
            new Size("queue", queue.text(), size.waiting(), size.lent()));
      }
      case DESTROY -> {
        rooms.destroy(id, force).join();
        tell(queue, id, "is no more");
      }
    }
    return ExitCodes.DONE;
  }

  private OutcomeWords push(RelayClient client, ClientId id, String item) throws UserError {
    try {
      Outcome outcome = client
          .rooms()
          .write(id, item, SendOptions.until(Stage.ACCEPTED))
          .orTimeout(Rooms.PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
      return OutcomeWords.of(outcome, client.relay());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        String home = "relay " + client.relay();
        return hindrance.untaken(home, Rooms.PATIENCE_SECONDS, options.keepsJournal());
      }
      throw e;
    }
  }

  private Rooms.Item take(Rooms rooms, ClientId id) throws InterruptedException {
    long endNanos = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
    Duration lease = leaseSeconds == null ? null : Duration.ofSeconds(leaseSeconds);
    for (int asked = 1; ; asked++) {
      try {
        return rooms.take(id, lease).join();
      } catch (CompletionException e) {
        boolean isEmpty = e.getCause() instanceof ClientFailure.RoomDenied denied
            && denied.reason().equals(RoomExitCodes.EMPTY);
        long leftNanos = endNanos - System.nanoTime();
        if (!isEmpty || leftNanos <= 0) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(
            Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(pauseMillis(asked))));
      }
    }
  }

  /** How long an empty queue is left alone that was asked so often. */
  static long pauseMillis(int asked) {
    long pause = PAUSE_MILLIS_MIN;
    for (int i = 1; i < asked && pause < PAUSE_MILLIS_MAX; i++) {
      pause *= 2;
    }
    return Math.min(pause, PAUSE_MILLIS_MAX);
  }

  private void tell(RoomName queue, ClientId id, String words) {
    output.print(
        queue.text() + ": " + words,
        new Done("queue", deed.toString(), queue.text(), id.toString()));
  }
}

package org.chappe.client.cli;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.topology.Topology;
import org.jspecify.annotations.Nullable;

/** A person's session: who and where, then the menu until they quit. */
final class TerminalSession {

  private static final String MENU = "1 send  2 get  3 quit";

  /** How long an action waits for the relay before the menu comes back. */
  private static final long PATIENCE_SECONDS = 10;

  /** How long the goodbye waits for the relay. */
  private static final long GOODBYE_SECONDS = 3;

  private final Screen screen;
  private final LineOptions line;
  private final JournalOption journal;
  private final @Nullable RelayChoice givenRelay;
  private final @Nullable ClientId givenId;
  private @Nullable RelayNumber attachedTo;
  private boolean relayIsSilent;
  private int textsSent;

  TerminalSession(
      Screen screen,
      LineOptions line,
      JournalOption journal,
      @Nullable RelayChoice givenRelay,
      @Nullable ClientId givenId) {
    this.screen = screen;
    this.line = line;
    this.journal = journal;
    this.givenRelay = givenRelay;
    this.givenId = givenId;
  }

  /** Returns the exit code. */
  int run() throws UserError {
    boolean isByAddress = givenRelay != null && givenRelay.address() != null;
    Topology topology = isByAddress ? null : line.line();
    RelayChoice choice = givenRelay == null ? askForRelay(line.line()) : givenRelay;
    if (choice == null) {
      return ExitCodes.DONE;
    }
    ClientId id = givenId == null ? askForId("Your ID (10 digits): ") : givenId;
    if (id == null) {
      return ExitCodes.DONE;
    }
    try (RelayClient client = ClientOptions.connect(journal
        .applyTo(line.settings(), line.config(id, choice))
        .withObserver(report -> onReport(report, topology, choice)))) {
      String millis = String.format(Locale.ROOT, "%.1f", client.roundTrip().toNanos() / 1e6);
      screen.print("attached to relay " + client.relay() + " as " + id + " (" + millis + " ms)");
      client.messages().subscribe(new Shown());
      client.listen();
      serve(client);
      sayGoodbye(client);
    }
    return ExitCodes.DONE;
  }

  // ---- the menu ----

  private void serve(RelayClient client) {
    screen.print(MENU);
    String choice = screen.ask("> ");
    while (choice != null && !choice.equals("3")) {
      switch (choice) {
        case "1" -> send(client);
        case "2" -> get(client);
        case "" -> screen.print(MENU);
        default -> screen.print("\"" + choice + "\" is not on the menu: " + MENU);
      }
      choice = screen.ask("> ");
    }
  }

  private void send(RelayClient client) {
    ClientId destination = askForId("To (10 digits): ");
    String text = destination == null ? null : screen.ask("Text: ");
    if (destination == null || text == null) {
      return;
    }
    String mark = "#" + ++textsSent + " ";
    CompletableFuture<String> firstTold = new CompletableFuture<>();
    SendOptions options = SendOptions.until(Stage.DELIVERED).withProgress(outcome -> {
      screen.print(mark + OutcomeWords.of(outcome, client.relay()).line());
      firstTold.complete("");
    });
    var unused = client.send(destination, text, options).exceptionally(failure -> {
      firstTold.completeExceptionally(failure);
      return null;
    });
    String inTime = inTime(firstTold);
    if (inTime == null) {
      screen.print(mark + "waits: relay " + client.relay()
          + " doesn't answer; it is sent as soon as one does");
    } else if (!inTime.isEmpty()) {
      screen.print(mark + inTime);
    }
  }

  private void get(RelayClient client) {
    String told = inTime(client.fetch().thenApply(TerminalSession::howMany));
    screen.print(told == null ? "relay " + client.relay() + " doesn't answer" : told);
  }

  private static String howMany(long count) {
    if (count == 0) {
      return "nothing waits";
    }
    return count == 1 ? "1 message came" : count + " messages came";
  }

  /** What a future becomes while a person is willing to wait; null when that takes longer. */
  private static @Nullable String inTime(CompletableFuture<String> future) {
    try {
      return future
          .<@Nullable String>thenApply(value -> value)
          .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
  }

  private void sayGoodbye(RelayClient client) {
    boolean confirmed = client
        .terminate()
        .thenApply(done -> true)
        .exceptionally(failure -> false)
        .completeOnTimeout(false, GOODBYE_SECONDS, TimeUnit.SECONDS)
        .join();
    screen.print(confirmed ? "signed off" : "left; the relay didn't confirm it");
  }

  // ---- questions ----

  private @Nullable RelayChoice askForRelay(Topology topology) {
    String range = LineOptions.range(topology);
    while (true) {
      String answer = screen.ask("Relay (" + range + ", or auto): ");
      if (answer == null) {
        return null;
      }
      try {
        RelayChoice choice = RelayChoice.parse(answer);
        RelayNumber number = choice.number();
        if (number == null || topology.relay(number).isPresent()) {
          return choice;
        }
        screen.print("relay " + answer + " is not in the line, which has relays " + range);
      } catch (IllegalArgumentException e) {
        screen.print(String.valueOf(e.getMessage()));
      }
    }
  }

  private @Nullable ClientId askForId(String prompt) {
    while (true) {
      String answer = screen.ask(prompt);
      if (answer == null) {
        return null;
      }
      try {
        return ClientId.parse(answer);
      } catch (IllegalArgumentException e) {
        screen.print(String.valueOf(e.getMessage()));
      }
    }
  }

  // ---- what comes by itself ----

  /** On the client's event loop. */
  private void onReport(ClientReport report, @Nullable Topology topology, RelayChoice choice) {
    if (report instanceof ClientReport.Unreachable) {
      relayIsSilent = true;
      boolean isOnly = topology != null && topology.relays().size() == 1;
      screen.print(
          isOnly
              ? name(topology, choice.number()) + " doesn't answer; still trying"
              : "no relay answers; still trying");
    } else if (report instanceof ClientReport.Attached attached) {
      onAttached(attached, topology);
    } else if (report instanceof ClientReport.Rejected rejected) {
      RelayNumber home = attachedTo == null ? choice.number() : attachedTo;
      screen.print(name(topology, home) + " refuses this client: " + rejected.words());
    }
    String late = OutcomeWords.late(report);
    if (late != null) {
      screen.print(late);
    }
  }

  /** Tells of each change; the first relay is told of by who connects. */
  private void onAttached(ClientReport.Attached attached, @Nullable Topology topology) {
    RelayNumber before = attachedTo;
    RelayNumber now = attached.relay() instanceof RelayNumber number ? number : before;
    attachedTo = now;
    if (before != null && !before.equals(now)) {
      screen.print("attached to " + name(topology, now) + " now; relay " + before + " is lost");
    } else if (relayIsSilent) {
      screen.print(name(topology, now) + (before == null ? " answers" : " answers again"));
    }
    relayIsSilent = false;
  }

  private static String name(@Nullable Topology topology, @Nullable RelayNumber number) {
    if (topology == null) {
      return number == null ? "the relay" : "relay " + number;
    }
    RelayNumber first = topology.relays().get(0).number();
    RelayNumber meant = number == null ? first : number;
    return "relay " + meant
        + topology.relay(meant).map(relay -> " at " + relay.address()).orElse("");
  }

  /** Shows all mail as it comes. */
  private final class Shown implements Flow.Subscriber<Delivery> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Delivery delivery) {
      screen.print(Mail.of(delivery).line());
    }

    @Override
    public void onError(Throwable reason) {
      screen.print("no mail any more: " + reason.getMessage());
    }

    @Override
    public void onComplete() {}
  }
}

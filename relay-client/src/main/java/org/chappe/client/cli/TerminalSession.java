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
  private final @Nullable RelayNumber givenRelay;
  private final @Nullable ClientId givenId;
  private boolean relayIsSilent;
  private int textsSent;

  TerminalSession(
      Screen screen,
      LineOptions line,
      JournalOption journal,
      @Nullable RelayNumber givenRelay,
      @Nullable ClientId givenId) {
    this.screen = screen;
    this.line = line;
    this.journal = journal;
    this.givenRelay = givenRelay;
    this.givenId = givenId;
  }

  /** Returns the exit code. */
  int run() throws UserError {
    Topology topology = line.line();
    Topology.Relay relay =
        givenRelay == null ? askForRelay(topology) : LineOptions.relayOf(topology, givenRelay);
    ClientId id = relay == null || givenId != null ? givenId : askForId("Your ID (10 digits): ");
    if (relay == null || id == null) {
      return ExitCodes.DONE;
    }
    Topology.Relay home = relay;
    try (RelayClient client = ClientOptions.connect(
        journal.applyTo(line.config(id, relay)).withObserver(report -> onReport(report, home)))) {
      String millis = String.format(Locale.ROOT, "%.1f", client.roundTrip().toNanos() / 1e6);
      screen.print("attached to relay " + relay.number() + " as " + id + " (" + millis + " ms)");
      client.messages().subscribe(new Shown());
      client.listen();
      serve(client, relay.number());
      sayGoodbye(client);
    }
    return ExitCodes.DONE;
  }

  // ---- the menu ----

  private void serve(RelayClient client, RelayNumber relay) {
    screen.print(MENU);
    String choice = screen.ask("> ");
    while (choice != null && !choice.equals("3")) {
      switch (choice) {
        case "1" -> send(client, relay);
        case "2" -> get(client, relay);
        case "" -> screen.print(MENU);
        default -> screen.print("\"" + choice + "\" is not on the menu: " + MENU);
      }
      choice = screen.ask("> ");
    }
  }

  private void send(RelayClient client, RelayNumber relay) {
    ClientId destination = askForId("To (10 digits): ");
    String text = destination == null ? null : screen.ask("Text: ");
    if (destination == null || text == null) {
      return;
    }
    String mark = "#" + ++textsSent + " ";
    CompletableFuture<String> firstTold = new CompletableFuture<>();
    SendOptions options = SendOptions.until(Stage.DELIVERED).withProgress(outcome -> {
      screen.print(mark + OutcomeWords.of(outcome, relay).line());
      firstTold.complete("");
    });
    var unused = client.send(destination, text, options).exceptionally(failure -> {
      firstTold.completeExceptionally(failure);
      return null;
    });
    String inTime = inTime(firstTold);
    if (inTime == null) {
      screen.print(
          mark + "waits: relay " + relay + " doesn't answer; it is sent as soon as it does");
    } else if (!inTime.isEmpty()) {
      screen.print(mark + inTime);
    }
  }

  private void get(RelayClient client, RelayNumber relay) {
    String told = inTime(client.fetch().thenApply(TerminalSession::howMany));
    screen.print(told == null ? "relay " + relay + " doesn't answer" : told);
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

  private Topology.@Nullable Relay askForRelay(Topology topology) {
    String range = LineOptions.range(topology);
    while (true) {
      String answer = screen.ask("Relay (" + range + "): ");
      if (answer == null) {
        return null;
      }
      try {
        Topology.Relay relay =
            topology.relay(RelayClientCli.relayNumber(answer)).orElse(null);
        if (relay != null) {
          return relay;
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
  private void onReport(ClientReport report, Topology.Relay relay) {
    String name = "relay " + relay.number() + " at " + relay.address();
    if (report instanceof ClientReport.Unreachable) {
      relayIsSilent = true;
      screen.print(name + " doesn't answer; still trying");
    } else if (report instanceof ClientReport.Attached && relayIsSilent) {
      relayIsSilent = false;
      screen.print(name + " answers again");
    } else if (report instanceof ClientReport.Rejected rejected) {
      screen.print(name + " refuses this client: " + rejected.words());
    } else if (report instanceof ClientReport.Undelivered undelivered) {
      screen.print(OutcomeWords.line(undelivered));
    }
  }

  /** Shows all mail as it comes. */
  private final class Shown implements Flow.Subscriber<Delivery> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Delivery delivery) {
      screen.print(Mail.line(delivery));
    }

    @Override
    public void onError(Throwable reason) {
      screen.print("no mail any more: " + reason.getMessage());
    }

    @Override
    public void onComplete() {}
  }
}

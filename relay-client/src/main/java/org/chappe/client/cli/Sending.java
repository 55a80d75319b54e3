package org.chappe.client.cli;

import java.util.concurrent.CompletableFuture;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;

/** Numbers the texts that a person sends, and tells how far each has come. */
final class Sending {

  private final Screen screen;
  private final Look look;
  private int texts;

  Sending(Screen screen, Look look) {
    this.screen = screen;
    this.look = look;
  }

  /** Sends a text, and waits a while for the first that is heard of it. */
  void send(Attached attached, Recipient to, ClientId destination, String text) {
    Stage until = destination.isEveryone() ? Stage.ACCEPTED : Stage.DELIVERED;
    int number = ++texts;
    RelayClient client = attached.client();
    CompletableFuture<String> firstTold = new CompletableFuture<>();
    SendOptions options = SendOptions.until(until).withProgress(outcome -> {
      screen.print(look.outcome(outcome, number, OutcomeWords.of(outcome, client.relay())));
      firstTold.complete("");
    });
    var unused = to.send(client, destination, text, options).exceptionally(failure -> {
      firstTold.completeExceptionally(failure);
      return null;
    });
    attached
        .news()
        .onDeferral(words ->
            firstTold.complete("waits: relay " + client.relay() + " takes it later: " + words));
    String told = new RelayAnswer(screen).words(firstTold);
    if (told == null) {
      screen.print(look.bad("#" + number + " waits: relay " + client.relay()
          + " doesn't answer; it is sent as soon as one does"));
    } else if (!told.isEmpty()) {
      screen.print(look.bad("#" + number + " " + told));
    }
  }
}

package org.chappe.client.cli;

import java.util.List;
import org.chappe.client.Mailbox;
import org.chappe.client.RelayClient;
import org.chappe.client.WaitingMessage;

/** Shows a person what waits at the relay. */
final class Peeking {

  private final Screen screen;
  private final Look look;

  Peeking(Screen screen, Look look) {
    this.screen = screen;
    this.look = look;
  }

  /** Shows it, if the relay answers as long as the person is willing to wait. */
  void show(RelayClient client) throws UserError {
    List<WaitingMessage> waiting =
        new RelayAnswer(screen).of(client.mailbox().peek(Mailbox.MESSAGES_MAX));
    Writers writers = new Writers(client, new KnownNames(null));
    waiting.forEach(message -> screen.print(look.mail(writers.introduce(message))));
    if (waiting.isEmpty()) {
      screen.print("nothing waits");
    }
  }
}

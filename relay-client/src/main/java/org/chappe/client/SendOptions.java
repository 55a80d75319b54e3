package org.chappe.client;

import java.time.Duration;
import java.util.function.Consumer;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * How a text is to be sent.
 *
 * @param until the stage that completes the future. More than {@link Stage#ACCEPTED} asks the network for receipts
 * @param life how long the network tries to deliver it, from when the home relay takes it, 1 second to 30 days, in whole
 *     seconds; null for as long as that relay has it
 * @param progress hears each stage as it is reached, and the bad end if it comes to one, before the future completes with the
 *     last of them. Called on the client's event loop, where it must not block, or on the sender's own thread when all
 *     is refused at once
 * @param inHistory whether it stands in the journal's history; what a program says to another needn't
 */
public record SendOptions(
    Stage until, @Nullable Duration life, Consumer<Outcome> progress, boolean inHistory) {

  /** Until it is accepted, with the relay's life. */
  public static final SendOptions DEFAULT = until(Stage.ACCEPTED);

  /** @throws IllegalArgumentException if the life is out of its range */
  public SendOptions {
    if (life != null
        && (!life.equals(Duration.ofSeconds(life.toSeconds()))
            || life.toSeconds() < 1
            || life.toSeconds() > ClientOrder.Send.LIFE_SECONDS_MAX)) {
      throw new IllegalArgumentException(
          "a message lives 1 second to 30 days, in whole seconds; " + life + " is neither");
    }
  }

  /** Until a stage, with the relay's life. */
  public static SendOptions until(Stage until) {
    return new SendOptions(until, null, outcome -> {}, true);
  }

  public SendOptions withLife(Duration newLife) {
    return new SendOptions(until, newLife, progress, inHistory);
  }

  public SendOptions withProgress(Consumer<Outcome> newProgress) {
    return new SendOptions(until, life, newProgress, inHistory);
  }

  /** The same for what no person has written: it doesn't stand in the history. */
  public SendOptions withoutHistory() {
    return new SendOptions(until, life, progress, false);
  }

  /** What a client is told that is to send a text so. */
  ClientOrder.Send order(long token, ClientId destination, Payload text) {
    return new ClientOrder.Send(token, destination, text, until, lifeSeconds(), inHistory);
  }

  /** The life in seconds, or {@link Message#UNLIMITED}. */
  long lifeSeconds() {
    return life == null ? Message.UNLIMITED : life.toSeconds();
  }
}

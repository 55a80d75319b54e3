package org.chappe.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;

/** What waits for a client at its relay, and can be looked at without being taken. */
public final class Mailbox {

  /** Messages that are shown at once. */
  public static final int MESSAGES_MAX = WaitingMessage.MESSAGES_MAX;

  private final RelayClient client;

  Mailbox(RelayClient client) {
    this.client = client;
  }

  /**
   * The messages that wait, those first that came first; the parts of a long text as one if all of them are among the messages looked at. They stay where they are, are not
   * acknowledged, and come again with the next {@link RelayClient#fetch}. What is on its way from another relay isn't among them.
   *
   * @param max how many messages are looked at, 1 to {@link #MESSAGES_MAX}; each part of a long text is one
   * @return completes exceptionally with {@link ClientFailure.Denied}: {@link Denial#LOGIN} where the client isn't logged in and has to be; {@link
   *     ClientFailure.NoAnswer} when there is none for 10 seconds
   * @throws IllegalArgumentException if the number is out of range
   */
  public CompletableFuture<List<WaitingMessage>> peek(int max) {
    if (max < 1 || max > MESSAGES_MAX) {
      throw new IllegalArgumentException("1 to 100 messages can be looked at; " + max + " can't");
    }
    return Replies.items(client.ask(QuestionWord.PEEK, Integer.toString(max)))
        .thenApply(WaitingMessage::all);
  }
}

package org.chappe.client;

import java.util.concurrent.CompletableFuture;
import org.chappe.client.session.ClientReport;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;

/** Hearing who comes to the line and who leaves it: at most one {@link ClientReport.Watched} a second for the {@link RelayClientConfig#observer}. */
public final class Watching {

  private final RelayClient client;

  public Watching(RelayClient client) {
    this.client = client;
  }

  /**
   * Hears of others from now on, at each relay that the client goes to.
   *
   * @return completes exceptionally with {@link ClientFailure.Denied}: {@link Denial#LOGIN} where the client isn't logged in and has to be, {@link Denial#BUSY} when too many
   *     watch there; {@link ClientFailure.NoAnswer} when there is no answer for 10 seconds
   */
  public CompletableFuture<Void> begin() {
    return ask("on");
  }

  /** Hears of nobody any more. It may complete exceptionally as {@link #begin} does. */
  public CompletableFuture<Void> end() {
    return ask("off");
  }

  private CompletableFuture<Void> ask(String wish) {
    return Replies.items(client.ask(QuestionWord.WATCH, wish)).thenApply(any -> null);
  }
}

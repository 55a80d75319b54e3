package org.chappe.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.model.ClientId;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;

/**
 * Whom names stand for, as the client's relay knows it; nothing is remembered here.
 *
 * <p>Futures complete exceptionally with {@link ClientFailure.Denied}: {@link Denial#NOUSER} where nobody is called so, {@link Denial#PARAM} where it can
 * be no name; and with {@link ClientFailure.NoAnswer} when there is no answer for 10 seconds.
 */
public final class Names {

  /** The kind of accounts. */
  public static final String CLIENT = "client";

  private final RelayClient client;

  Names(RelayClient client) {
    this.client = client;
  }

  /**
   * Somebody or something that can be written to.
   *
   * @param id of a client ten digits
   * @param name as it is to be shown; {@code NAME~ID} where another has the name, too, and empty for none
   * @param kind what it is: {@link #CLIENT}, {@code group} or {@code queue}
   */
  public record Named(String id, String name, String kind) {}

  /** Whom a name stands for, in whatever letters it is written, without an @ before it. */
  public CompletableFuture<Named> find(String name) {
    return Replies.items(client.ask(QuestionWord.NAME, name)).thenApply(Names::named);
  }

  /** What the account of an ID is called. */
  public CompletableFuture<Named> of(ClientId id) {
    return find(id.toString());
  }

  private static Named named(List<String> items) {
    if (items.size() < 3) {
      throw new ClientFailure.Denied(Denial.PARAM, "the relay's answer can't be right");
    }
    return new Named(items.get(0), items.get(1), items.get(2));
  }
}

package org.chappe.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers to questions, for those who have no use for a no. */
final class Replies {

  private Replies() {}

  /** The items of an answer; {@link ClientFailure.Denied} where the relay says no, {@link ClientFailure.NoAnswer} where it says nothing in time. */
  static CompletableFuture<List<String>> items(CompletableFuture<Reply> reply) {
    return reply.thenApply(Replies::items);
  }

  private static List<String> items(Reply reply) {
    if (reply instanceof Reply.Answer answer) {
      return answer.items();
    }
    throw reply instanceof Reply.Denied denied
        ? new ClientFailure.Denied(denied.reason(), denied.words())
        : new ClientFailure.NoAnswer(
            "the relay didn't answer in time; what was asked for may have been done");
  }
}

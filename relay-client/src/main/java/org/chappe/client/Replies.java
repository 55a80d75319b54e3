package org.chappe.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.node.Denial;

/** Answers to questions, for those who have no use for a no. */
final class Replies {

  private Replies() {}

  /** The items of an answer; {@link ClientFailure.Denied} where there is none. */
  static CompletableFuture<List<String>> items(CompletableFuture<Reply> reply) {
    return reply.thenApply(Replies::items);
  }

  private static List<String> items(Reply reply) {
    if (reply instanceof Reply.Answer answer) {
      return answer.items();
    }
    throw reply instanceof Reply.Denied denied
        ? new ClientFailure.Denied(denied.reason(), denied.words())
        : new ClientFailure.Denied(
            Denial.BUSY, "the relay didn't answer in time; it may have been done");
  }
}

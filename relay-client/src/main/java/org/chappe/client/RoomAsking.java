package org.chappe.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chappe.model.ClientId;

/** Something that a room is to answer. Whoever settles it first completes it. */
final class RoomAsking {
  private final ClientId room;
  private final String head;
  private final boolean isForItem;
  private final List<String> pages = new ArrayList<>();
  private final AtomicBoolean isSettled = new AtomicBoolean();
  private final CompletableFuture<List<String>> answer = new CompletableFuture<>();

  RoomAsking(ClientId room, String head, boolean isForItem) {
    this.room = room;
    this.head = head;
    this.isForItem = isForItem;
  }

  /** Hears an answer; the last page completes it. */
  void hear(String rest) {
    String[] words = rest.split(" ", 3);
    if (rest.startsWith("!")) {
      fail(new ClientFailure.RoomDenied(
          words[0].substring(1), rest.substring(words[0].length()).strip()));
      return;
    }
    String[] page = words.length > 1 ? words[1].split("\\.", -1) : new String[0];
    pages.add(rest.substring(Math.min(rest.length(), "ok ".length())));
    if ((page.length != 2 || page[0].equals(page[1])) && settle()) {
      answer.complete(List.copyOf(pages));
    }
  }

  /** Whether nobody has settled it before. */
  boolean settle() {
    return isSettled.compareAndSet(false, true);
  }

  /** It isn't answered, unless it was. */
  void fail(Throwable reason) {
    if (settle()) {
      answer.completeExceptionally(reason);
    }
  }

  ClientId room() {
    return room;
  }

  /** What an answer begins with. */
  String head() {
    return head;
  }

  /** Whether an item of a queue is an answer. */
  boolean isForItem() {
    return isForItem;
  }

  CompletableFuture<List<String>> answer() {
    return answer;
  }
}

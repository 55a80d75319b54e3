package org.chappe.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RoomKind;
import org.chappe.node.Delivery;
import org.chappe.node.QuestionWord;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a client can do with groups and queues. What it asks a room is sent as a message to it, and answered by one; a client without a journal hears answers only
 * once the mail in front of them is taken.
 *
 * <p>Futures complete exceptionally with {@link ClientFailure.RoomDenied} when the room says no, with {@link ClientFailure.NoAnswer} when nothing is heard of it
 * for {@link #PATIENCE_SECONDS}, and with {@link ClientFailure.Closed}.
 */
public final class Rooms {

  /** So long an answer is waited for, and so long the network tries to bring the question to the room. */
  public static final int PATIENCE_SECONDS = 20;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long TOKENS = 101_559_956_668_416L;
  private static final String STROKE = "/";
  private static final String TAKE = "take";

  private final RelayClient client;
  private final Consumer<ClientOrder> orders;
  private final List<RoomAsking> askings = new ArrayList<>();

  Rooms(RelayClient client, Consumer<ClientOrder> orders) {
    this.client = client;
    this.orders = orders;
  }

  /**
   * An item that was taken from a queue.
   *
   * @param message its number
   * @param from who wrote it
   */
  public record Item(String message, ClientId from, String text) {

    /** Reads {@code WRITER TEXT}. */
    private static Item of(String message, String text) {
      int end = Math.min(text.length(), ClientId.DIGITS);
      return new Item(
          message,
          ClientId.parse(text.substring(0, end)),
          text.substring(Math.min(text.length(), end + 1)));
    }
  }

  /**
   * How full a queue is.
   *
   * @param waiting items that wait
   * @param lent items that somebody has taken and not acknowledged yet
   */
  public record Size(int waiting, int lent) {}

  /**
   * Founds a group, of which nobody is a member yet. Asked again by its founder, it is told once more.
   *
   * @param name as {@link RoomKind} wants it
   * @return its ID; exceptionally with {@link ClientFailure.Denied} when the relay says no
   */
  public CompletableFuture<ClientId> found(String name) {
    return Replies.items(client.ask(QuestionWord.FOUND, name))
        .thenApply(items -> ClientId.parse(items.get(0)));
  }

  /** Becomes a member; completes with how many there are. */
  public CompletableFuture<Integer> join(ClientId group) {
    return ask(group, "join", "").thenApply(Rooms::count);
  }

  /** Is a member no more; completes with how many are left. */
  public CompletableFuture<Integer> leave(ClientId group) {
    return ask(group, "leave", "").thenApply(Rooms::count);
  }

  private static int count(List<String> answer) {
    return Integer.parseInt(answer.get(0));
  }

  /** All members, by ascending ID. */
  public CompletableFuture<List<ClientId>> members(ClientId group) {
    return ask(group, "members", "").thenApply(Rooms::ids);
  }

  private static List<ClientId> ids(List<String> pages) {
    List<ClientId> ids = new ArrayList<>();
    for (String page : pages) {
      String[] words = page.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        ids.add(ClientId.parse(words[i]));
      }
    }
    return ids;
  }

  /**
   * Ends a room that this client has founded.
   *
   * @param force whether also a queue that isn't empty
   */
  public CompletableFuture<Void> destroy(ClientId room, boolean force) {
    return ask(room, "destroy", force ? "force" : "").thenAccept(done -> {});
  }

  /**
   * Takes the oldest item of a queue. It is this client's alone once it is in its journal, or was handed out where it keeps none.
   *
   * @param lease how long it is kept from others while it isn't acknowledged, 10 s to 1 hour; null for 60 s
   */
  public CompletableFuture<Item> take(ClientId queue, @Nullable Duration lease) {
    return ask(queue, TAKE, lease == null ? "" : Long.toString(lease.toSeconds()))
        .thenApply(answer -> Item.of(answer.get(0), answer.get(1)));
  }

  /** Shows the oldest item of a queue without taking it; its number isn't known. */
  public CompletableFuture<Item> peek(ClientId queue) {
    return ask(queue, "peek", "").thenApply(pages -> Item.of("", joined(pages)));
  }

  private static String joined(List<String> pages) {
    StringBuilder text = new StringBuilder();
    pages.forEach(
        page -> text.append(page, Math.min(page.length(), "1.1 ".length()), page.length()));
    return text.toString();
  }

  /** How full a queue is. */
  public CompletableFuture<Size> size(ClientId queue) {
    return ask(queue, "size", "").thenApply(answer -> {
      String[] counts = answer.get(0).split(" ", -1);
      return new Size(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
    });
  }

  /**
   * Writes to a room; delivered means that the room has taken it.
   *
   * @param text at most {@link RoomKind#TEXT_BYTES_MAX} bytes of UTF-8; a longer one is refused at once
   */
  public CompletableFuture<Outcome> write(ClientId room, String text, SendOptions options) {
    int bytes = Payload.of(text).length();
    if (bytes > RoomKind.TEXT_BYTES_MAX) {
      String words =
          "a text for a room has at most " + RoomKind.TEXT_BYTES_MAX + " bytes; this has " + bytes;
      Outcome refused = new Outcome.Refused(Refusal.SIZE, words);
      options.progress().accept(refused);
      return CompletableFuture.completedFuture(refused);
    }
    return client.send(room, text.startsWith(STROKE) ? STROKE + text : text, options);
  }

  private CompletableFuture<List<String>> ask(ClientId room, String word, String rest) {
    String token = Long.toString(RANDOM.nextLong(TOKENS), Character.MAX_RADIX);
    String head = STROKE + word + " " + token + " ";
    RoomAsking asking = new RoomAsking(room, head, word.equals(TAKE));
    add(asking);
    var unused = client
        .send(
            room,
            (head + rest).strip(),
            SendOptions.until(Stage.DELIVERED)
                .withLife(Duration.ofSeconds(PATIENCE_SECONDS))
                .withoutHistory())
        .whenComplete((outcome, failure) -> sent(asking, outcome, failure));
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var unusedToo = timer.exceptionally(late -> {
      asking.fail(late);
      return null;
    });
    return asking.answer().handle((answer, failure) -> {
      timer.complete(null);
      remove(asking);
      if (failure == null) {
        return answer;
      }
      throw failure instanceof ClientFailure known
          ? known
          : new ClientFailure.NoAnswer(words(failure));
    });
  }

  private static String words(Throwable failure) {
    return failure instanceof TimeoutException
        ? "the room doesn't answer; the relay that keeps it may be down"
        : String.valueOf(failure.getMessage());
  }

  private static void sent(
      RoomAsking asking, @Nullable Outcome outcome, @Nullable Throwable failure) {
    if (failure != null) {
      asking.fail(failure);
    } else if (outcome instanceof Outcome.Failed failed) {
      asking.fail(new ClientFailure.NoAnswer("there is no such room any more: " + failed.words()));
    } else if (outcome instanceof Outcome.Refused refused) {
      asking.fail(new ClientFailure.NoAnswer(refused.words()));
    }
  }

  private synchronized void add(RoomAsking asking) {
    askings.add(asking);
    tellClient();
  }

  private synchronized void remove(RoomAsking asking) {
    if (askings.remove(asking)) {
      tellClient();
    }
  }

  private void tellClient() {
    List<ClientId> queues = askings.stream()
        .filter(RoomAsking::isForItem)
        .map(RoomAsking::room)
        .distinct()
        .toList();
    orders.accept(new ClientOrder.AwaitAnswers(!askings.isEmpty(), queues));
  }

  /** A room has answered, or a queue given an item. An answer for which nobody waits is dropped; an item is mail then. */
  void onReport(ClientReport report) {
    if (report instanceof ClientReport.RoomAnswered answer) {
      askingOf(answer.room()).stream()
          .filter(each -> answer.text().startsWith(each.head()))
          .findFirst()
          .ifPresent(each -> each.hear(answer.text().substring(each.head().length())));
    } else if (report instanceof ClientReport.RoomItem told) {
      onItem(told.item());
    }
  }

  /** The journal hears that the item has found somebody before that one does, who may close the client then. */
  private void onItem(Delivery item) {
    Message message = item.message();
    Optional<RoomAsking> taker = askingOf(message.source()).stream()
        .filter(each -> each.isForItem() && each.settle())
        .findFirst();
    orders.accept(new ClientOrder.Claim(item, taker.isPresent()));
    List<String> answer = List.of(String.valueOf(message.id()), message.text().text());
    taker.ifPresent(each -> each.answer().complete(answer));
  }

  private synchronized List<RoomAsking> askingOf(ClientId room) {
    return askings.stream().filter(each -> each.room().equals(room)).toList();
  }
}

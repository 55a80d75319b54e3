package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chappe.client.RelayClient;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/** A client as a person sees it: its mail as it comes, and a prompt that tells how the link is. */
final class Attached implements AutoCloseable, Flow.Subscriber<Delivery> {

  /** How often the quality of the link is looked at. */
  private static final long LOOK_SECONDS = 2;

  /** How long the goodbye waits for the relay. */
  private static final long GOODBYE_SECONDS = 3;

  private final RelayClient client;
  private final Screen screen;
  private final Look look;
  private final HomeNews news;
  private final KnownIds knownIds;
  private final LinkQuality quality;
  private final KnownNames names;
  private final Writers writers;
  private volatile CompletableFuture<Void> shown = CompletableFuture.completedFuture(null);
  private final AtomicInteger unread = new AtomicInteger();
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "link-quality");
        thread.setDaemon(true);
        return thread;
      });
  private final @Nullable Path journal;
  private String shownPrompt = "";

  /** @param journal the client's journal; null where none is kept */
  Attached(
      RelayClient client,
      @Nullable Path journal,
      Screen screen,
      Look look,
      HomeNews news,
      KnownIds knownIds) {
    this.client = client;
    this.journal = journal;
    this.screen = screen;
    this.look = look;
    this.news = news;
    this.knownIds = knownIds;
    this.names = new KnownNames(journal);
    this.writers = new Writers(client, names);
    this.quality = new LinkQuality(client.roundTrip().toNanos());
  }

  /** Shows mail as it comes, from now on. */
  void begin() {
    client.messages().subscribe(this);
    client.listen();
    var unused = pulse.scheduleWithFixedDelay(
        this::lookAtLink, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  RelayClient client() {
    return client;
  }

  /** What happens to the link, and to the login. */
  HomeNews news() {
    return news;
  }

  /** What others are called, for the journal. */
  KnownNames names() {
    return names;
  }

  /** Completes when all that has come is shown. */
  CompletableFuture<Void> shown() {
    return shown;
  }

  /** The journal's directory; null where none is kept. */
  @Nullable Path journal() {
    return journal;
  }

  /** Relay, ID, link and what came since the person typed last. */
  synchronized String prompt() {
    int count = unread.get();
    String divider = look.divider();
    shownPrompt = client.relay() + divider + client.id()
        + (news.isOut() ? divider + "not logged in" : "")
        + divider + quality()
        + (count == 0 ? "" : divider + count + " new") + " > ";
    return shownPrompt;
  }

  /** How the link is, in words. */
  synchronized String quality() {
    return news.isSilent() ? "no answer" : quality.words();
  }

  /** The person has seen what came. */
  void noteRead() {
    unread.set(0);
  }

  private void lookAtLink() {
    names.save();
    var unused = client.statistics().thenAccept(statistics -> {
      synchronized (this) {
        quality.add(statistics);
      }
      refresh();
    });
  }

  private synchronized void refresh() {
    String before = shownPrompt;
    String now = prompt();
    if (!now.equals(before)) {
      screen.changePrompt(now);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Delivery delivery) {
    knownIds.add(delivery.message().source());
    shown = shown.thenAcceptBoth(writers.named(delivery), (before, mail) -> show(mail));
  }

  /** Messages are shown in the order in which they came, though a name may be known later than the next. */
  private void show(Mail mail) {
    knownIds.addName(mail.fromName() == null ? "" : mail.fromName());
    if (mail.own() == null) {
      unread.incrementAndGet();
    }
    screen.print(look.mail(mail));
    refresh();
  }

  /** Signs off, unless nobody is logged in. */
  void sayGoodbye() {
    if (news.isOut()) {
      screen.print("left");
      return;
    }
    boolean confirmed;
    try {
      CompletableFuture<Boolean> signedOff = client.terminate().thenApply(done -> true);
      confirmed = Boolean.TRUE.equals(screen.await(signedOff, GOODBYE_SECONDS));
    } catch (ExecutionException e) {
      confirmed = false;
    }
    screen.print(confirmed ? "signed off" : "left; the relay didn't confirm it");
  }

  @Override
  public void onError(Throwable reason) {
    screen.print(look.bad("no mail any more: " + reason.getMessage()));
  }

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    pulse.shutdownNow();
    client.close(); // no name comes any more, so that what waits for one is shown now
    shown.join();
    names.save();
  }
}

package org.chappe.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.ClientStatistics;
import org.jspecify.annotations.Nullable;

/** The futures that a client owes, and the reports that complete them. All methods may be called from any thread. */
final class Pending {

  /** A message under way. */
  record Sending(long token, CompletableFuture<Outcome> outcome) {}

  private final CompletableFuture<ClientReport.Attached> attached = new CompletableFuture<>();
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<Outcome>> sendings = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private @Nullable CompletableFuture<Long> fetch;
  private @Nullable CompletableFuture<ClientStatistics> survey;
  private volatile @Nullable Throwable over;

  CompletableFuture<ClientReport.Attached> attached() {
    return attached;
  }

  CompletableFuture<Void> terminated() {
    return terminated;
  }

  Sending open() {
    Sending sending = new Sending(tokens.getAndIncrement(), new CompletableFuture<>());
    sendings.put(sending.token(), sending.outcome());
    Throwable reason = over;
    if (reason != null) {
      sendings.remove(sending.token());
      sending.outcome().completeExceptionally(reason);
    }
    return sending;
  }

  void finish(long token, Outcome outcome) {
    CompletableFuture<Outcome> sending = sendings.remove(token);
    if (sending != null) {
      sending.complete(outcome);
    }
  }

  /** The fetch under way, or a new one, which {@code begin} begins. */
  synchronized CompletableFuture<Long> fetch(Runnable begin) {
    CompletableFuture<Long> current = fetch;
    if (current == null) {
      current = owed();
      fetch = current;
      begin.run();
    }
    return current;
  }

  /** The survey under way, or a new one, which {@code begin} begins. */
  synchronized CompletableFuture<ClientStatistics> survey(Runnable begin) {
    CompletableFuture<ClientStatistics> current = survey;
    if (current == null) {
      current = owed();
      survey = current;
      begin.run();
    }
    return current;
  }

  private <T> CompletableFuture<T> owed() {
    Throwable reason = over;
    return reason == null ? new CompletableFuture<>() : CompletableFuture.failedFuture(reason);
  }

  void onReport(ClientReport report) {
    if (report instanceof ClientReport.Accepted accepted) {
      finish(accepted.token(), new Outcome.Accepted(accepted.id()));
    } else if (report instanceof ClientReport.Refused refused) {
      finish(refused.token(), new Outcome.Refused(refused.refusal(), refused.words()));
    } else if (report instanceof ClientReport.Attached first) {
      attached.complete(first);
    } else if (report instanceof ClientReport.Fetched fetched) {
      complete(takeFetch(), fetched.count());
    } else if (report instanceof ClientReport.Surveyed surveyed) {
      complete(takeSurvey(), surveyed.statistics());
    } else if (report instanceof ClientReport.Rejected rejected) {
      fail(new ClientFailure.Rejected(rejected.refusal(), rejected.words()));
    } else if (report instanceof ClientReport.Terminated) {
      terminated.complete(null);
      fail(new ClientFailure.Closed("the client has signed off"));
    }
  }

  /** Whether nothing can be completed normally any more. */
  boolean isOver() {
    return over != null;
  }

  /** Completes whatever is open, and all that comes, exceptionally; the first reason stays. */
  void fail(Throwable reason) {
    synchronized (this) {
      if (over != null) {
        return;
      }
      over = reason;
    }
    attached.completeExceptionally(reason);
    terminated.completeExceptionally(reason);
    List.copyOf(sendings.keySet())
        .forEach(token -> completeExceptionally(sendings.remove(token), reason));
    completeExceptionally(takeFetch(), reason);
    completeExceptionally(takeSurvey(), reason);
  }

  private synchronized @Nullable CompletableFuture<Long> takeFetch() {
    CompletableFuture<Long> taken = fetch;
    fetch = null;
    return taken;
  }

  private synchronized @Nullable CompletableFuture<ClientStatistics> takeSurvey() {
    CompletableFuture<ClientStatistics> taken = survey;
    survey = null;
    return taken;
  }

  private static <T> void complete(@Nullable CompletableFuture<T> future, T value) {
    if (future != null) {
      future.complete(value);
    }
  }

  private static void completeExceptionally(
      @Nullable CompletableFuture<?> future, Throwable reason) {
    if (future != null) {
      future.completeExceptionally(reason);
    }
  }
}

package org.chappe.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.ClientStatistics;
import org.chappe.client.session.Stage;
import org.jspecify.annotations.Nullable;

/** The futures that a client owes, and the reports that complete them. All methods may be called from any thread. */
final class Pending {

  /** A text under way, and what its sender wants to know of it. */
  record Sending(long token, SendOptions options, CompletableFuture<Outcome> outcome) {}

  private final CompletableFuture<ClientReport.Attached> attached = new CompletableFuture<>();
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private final Map<Long, Sending> sendings = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Reply>> questions = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final boolean logsIn;
  private final boolean waitsForLogin;
  private @Nullable CompletableFuture<ClientReport.LoggedIn> login;
  private @Nullable CompletableFuture<Long> fetch;
  private @Nullable CompletableFuture<ClientStatistics> survey;
  private volatile @Nullable Throwable over;
  private volatile ClientReport.@Nullable Attached last;

  /**
   * @param logsIn whether the client is attached only once it is logged in
   * @param waitsForLogin whether it is attached, too, when it is not let in
   */
  Pending(boolean logsIn, boolean waitsForLogin) {
    this.logsIn = logsIn;
    this.waitsForLogin = waitsForLogin;
  }

  CompletableFuture<ClientReport.Attached> attached() {
    return attached;
  }

  /** The session that is, or was last; null before the first. */
  ClientReport.@Nullable Attached lastAttached() {
    return last;
  }

  CompletableFuture<Void> terminated() {
    return terminated;
  }

  /** Completes with the reason once nothing else can be completed normally any more. */
  CompletableFuture<Throwable> ended() {
    return ended;
  }

  Sending open(SendOptions options) {
    Sending sending = new Sending(tokens.getAndIncrement(), options, new CompletableFuture<>());
    sendings.put(sending.token(), sending);
    Throwable reason = over;
    if (reason != null) {
      sendings.remove(sending.token());
      sending.outcome().completeExceptionally(reason);
    }
    return sending;
  }

  /** A question under way, and what comes of it. */
  record Asking(long id, CompletableFuture<Reply> reply) {}

  Asking ask() {
    Asking asking = new Asking(tokens.getAndIncrement(), new CompletableFuture<>());
    questions.put(asking.id(), asking.reply());
    Throwable reason = over;
    if (reason != null) {
      questions.remove(asking.id());
      asking.reply().completeExceptionally(reason);
    }
    return asking;
  }

  /** A question has its answer, or none. */
  void reply(long id, Reply reply) {
    CompletableFuture<Reply> asked = questions.remove(id);
    if (asked != null) {
      asked.complete(reply);
    }
  }

  /** A text has come to a stage, which may be the one that is waited for. */
  private void reach(long token, Stage stage, Outcome outcome) {
    Sending sending = sendings.get(token);
    if (sending != null && sending.options().until() == stage) {
      finish(token, outcome);
    } else if (sending != null) {
      sending.options().progress().accept(outcome);
    }
  }

  /** Nothing more becomes of a text. */
  void finish(long token, Outcome outcome) {
    Sending sending = sendings.remove(token);
    if (sending != null) {
      sending.options().progress().accept(outcome);
      sending.outcome().complete(outcome);
    }
  }

  /** The login under way, or a new one, which {@code begin} begins. */
  synchronized CompletableFuture<ClientReport.LoggedIn> login(Runnable begin) {
    CompletableFuture<ClientReport.LoggedIn> current = login;
    if (current == null) {
      current = owed();
      login = current;
      begin.run();
    }
    return current;
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
    if (report instanceof ClientReport.Attached session) {
      last = session;
      if (!logsIn) {
        attached.complete(session);
      }
    } else if (report instanceof ClientReport.LoggedIn loggedIn) {
      completeAttached();
      complete(takeLogin(), loggedIn);
    } else if (report instanceof ClientReport.LoginDenied denied) {
      onLoginDenied(new ClientFailure.Denied(denied.reason(), denied.words()));
    } else if (report instanceof ClientReport.Fetched fetched) {
      complete(takeFetch(), fetched.count());
    } else if (report instanceof ClientReport.Surveyed surveyed) {
      complete(takeSurvey(), surveyed.statistics());
    } else if (report instanceof ClientReport.Rejected rejected) {
      fail(new ClientFailure.Rejected(rejected.refusal(), rejected.words()));
    } else if (report instanceof ClientReport.Terminated) {
      terminated.complete(null);
      fail(new ClientFailure.Closed("the client has signed off"));
    } else {
      onReply(report);
      onSendReport(report);
    }
  }

  private void onLoginDenied(ClientFailure.Denied failure) {
    if (waitsForLogin) {
      completeAttached();
      completeExceptionally(takeLogin(), failure);
    } else {
      fail(failure);
    }
  }

  private void completeAttached() {
    ClientReport.Attached session = last;
    if (session != null) {
      attached.complete(session);
    }
  }

  private void onReply(ClientReport report) {
    if (report instanceof ClientReport.Answered answered) {
      reply(answered.id(), new Reply.Answer(answered.items()));
    } else if (report instanceof ClientReport.Denied denied) {
      reply(denied.id(), new Reply.Denied(denied.reason(), denied.words()));
    } else if (report instanceof ClientReport.Unanswered unanswered) {
      reply(unanswered.id(), new Reply.None());
    }
  }

  private void onSendReport(ClientReport report) {
    if (report instanceof ClientReport.Accepted accepted) {
      reach(accepted.token(), Stage.ACCEPTED, new Outcome.Accepted(accepted.id()));
    } else if (report instanceof ClientReport.Stored stored) {
      reach(stored.token(), Stage.STORED, new Outcome.Stored(stored.id()));
    } else if (report instanceof ClientReport.Delivered delivered) {
      reach(delivered.token(), Stage.DELIVERED, new Outcome.Delivered(delivered.id()));
    } else if (report instanceof ClientReport.Expired expired) {
      finish(expired.token(), new Outcome.Expired(expired.id(), expired.words()));
    } else if (report instanceof ClientReport.Failed failed) {
      finish(failed.token(), new Outcome.Failed(failed.id(), failed.words()));
    } else if (report instanceof ClientReport.Unknown unknown) {
      finish(unknown.token(), new Outcome.Unknown(unknown.id(), unknown.words()));
    } else if (report instanceof ClientReport.Refused refused) {
      finish(refused.token(), new Outcome.Refused(refused.refusal(), refused.words()));
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
    List.copyOf(sendings.keySet()).stream()
        .map(sendings::remove)
        .filter(Objects::nonNull)
        .forEach(sending -> sending.outcome().completeExceptionally(reason));
    List.copyOf(questions.keySet()).stream()
        .map(questions::remove)
        .filter(Objects::nonNull)
        .forEach(reply -> reply.completeExceptionally(reason));
    completeExceptionally(takeLogin(), reason);
    completeExceptionally(takeFetch(), reason);
    completeExceptionally(takeSurvey(), reason);
    ended.complete(reason);
  }

  private synchronized @Nullable CompletableFuture<ClientReport.LoggedIn> takeLogin() {
    CompletableFuture<ClientReport.LoggedIn> taken = login;
    login = null;
    return taken;
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

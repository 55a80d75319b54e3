package org.chappe.client.session;

import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.wire.Frame;

/**
 * What is asked of the home about mail: a lease that is renewed in time, and single fetches.
 *
 * <p>The home answers each request with one {@code get}, in their order; that is how an answer finds its request. A request that
 * was not answered for long is made again: its home may have died after it acknowledged it, and only the next request
 * finds that out.
 */
final class MailRequests {

  /** A fetch is over when nothing more has come for so long, though the home announced more. */
  static final long FETCH_QUIET_NANOS_MAX = 5_000_000_000L;

  /** A request that was not answered for so long counts as lost, and is made again. */
  static final long ANSWER_NANOS_MAX = 5_000_000_000L;

  /** A lease is renewed when so much of it has passed: one part in so many. */
  static final int RENEWALS_PER_LEASE = 3;

  /** The lease while receipts are awaited and the program doesn't listen. */
  static final int RECEIPTS_LEASE_SECONDS = 30;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** No request. */
  private static final long NONE = -1;

  private long asked;
  private long answered;
  private int listenSeconds;
  private boolean awaitingReceipts;
  private boolean awaitingAnswers;
  private boolean stopDue;
  private long leaseDueNanos = Node.NEVER;
  private long leaseRequest = NONE;
  private long leaseLostNanos = Node.NEVER;
  private boolean fetching;
  private boolean fetchDue;
  private long fetchRequest = NONE;
  private long fetchLostNanos = Node.NEVER;
  private long fetchedCount;
  private long announcedCount;
  private long quietDueNanos = Node.NEVER;

  /** Starts, changes or stops the program's lease. */
  void listen(long nowNanos, int newLeaseSeconds) {
    if (newLeaseSeconds == listenSeconds) {
      return;
    }
    listenSeconds = newLeaseSeconds;
    stopDue = newLeaseSeconds == 0;
    leaseDueNanos = nowNanos;
  }

  /**
   * Whether mail is wanted for the receipts among it, though the program doesn't listen. When it isn't any more, the lease runs
   * out by itself: the next message's receipt may be awaited soon.
   */
  void awaitReceipts(boolean areAwaited) {
    awaitingReceipts = areAwaited;
  }

  /** The same for what groups and queues answer. */
  void awaitAnswers(boolean areAwaited) {
    awaitingAnswers = areAwaited;
  }

  void fetch() {
    if (!fetching) {
      fetching = true;
      fetchDue = true;
      fetchedCount = 0;
    }
  }

  /** A new session knows nothing of what was asked in the last. */
  void attached(long nowNanos) {
    asked = 0;
    answered = 0;
    leaseRequest = NONE;
    fetchRequest = NONE;
    fetchLostNanos = Node.NEVER;
    fetchDue = fetching;
    quietDueNanos = Node.NEVER;
    stopDue = false;
    leaseDueNanos = nowNanos;
  }

  /** Whether {@link #next} has a request to make. */
  boolean isDue(long nowNanos) {
    return isFetchDue(nowNanos) || leaseDeadline() <= nowNanos;
  }

  /** Whether mail is to be pushed as it comes. */
  boolean isListening() {
    return leaseSeconds() > 0;
  }

  /** Asks for the lease once more now: an answer shows that the home is there. */
  void renew(long nowNanos) {
    leaseDueNanos = nowNanos;
    leaseLostNanos = nowNanos;
  }

  private boolean isFetchDue(long nowNanos) {
    return fetchDue || fetchLostNanos <= nowNanos;
  }

  /** The seconds of the next request; only when one is due. */
  int next(long nowNanos) {
    long request = asked++;
    if (isFetchDue(nowNanos)) {
      // the first of them is answered first, so that it is the one to wait for
      fetchRequest = fetchDue ? request : fetchRequest;
      fetchDue = false;
      fetchLostNanos = nowNanos + ANSWER_NANOS_MAX;
      return Frame.Get.NO_WAIT;
    }
    leaseRequest = request;
    leaseLostNanos = nowNanos + ANSWER_NANOS_MAX;
    stopDue = false;
    leaseDueNanos = nowNanos + leaseSeconds() * NANOS_PER_SECOND / RENEWALS_PER_LEASE;
    return leaseSeconds();
  }

  /** The lease that is wanted now; 0 for none. */
  private int leaseSeconds() {
    boolean awaits = awaitingReceipts || awaitingAnswers;
    return listenSeconds == 0 && awaits ? RECEIPTS_LEASE_SECONDS : listenSeconds;
  }

  /** The home answered the oldest request: so many messages wait. An answer to nothing is ignored. */
  void onAnswer(long nowNanos, Payload count, Effects effects) {
    if (answered == asked) {
      return;
    }
    long request = answered++;
    if (request != fetchRequest) {
      return;
    }
    fetchRequest = NONE;
    fetchLostNanos = Node.NEVER;
    announcedCount = countOf(count);
    quietDueNanos = nowNanos + FETCH_QUIET_NANOS_MAX;
    effects.report(new ClientReport.Waiting(announcedCount));
  }

  /** A message came over the link, new or not. */
  void onMail(long nowNanos) {
    if (quietDueNanos != Node.NEVER) {
      announcedCount--;
      quietDueNanos = nowNanos + FETCH_QUIET_NANOS_MAX;
    }
  }

  /** A message was shown. */
  void onShown() {
    fetchedCount++;
  }

  /**
   * Expects nothing more of a fetch of which nothing has come for long, and makes requests again that were not answered; not while
   * it is the program that holds up what comes.
   */
  void onDeadline(long nowNanos, boolean heldUp) {
    if (heldUp) {
      holdUpRequests(nowNanos);
    }
    if (quietDueNanos > nowNanos) {
      return;
    }
    quietDueNanos = nowNanos + FETCH_QUIET_NANOS_MAX;
    if (!heldUp) {
      announcedCount = 0;
    }
  }

  /** Answers wait behind what the program doesn't take. */
  private void holdUpRequests(long nowNanos) {
    if (leaseLostNanos <= nowNanos) {
      leaseLostNanos = nowNanos + ANSWER_NANOS_MAX;
    }
    if (fetchLostNanos <= nowNanos) {
      fetchLostNanos = nowNanos + ANSWER_NANOS_MAX;
    }
  }

  /**
   * When a request is due that isn't yet, or a fetch ends for want of anything more.
   *
   * @param hasRoom whether a request can go out; when there is none, what waits goes out as soon as there is room again
   */
  long nextDeadline(boolean hasRoom) {
    return hasRoom
        ? Math.min(Math.min(leaseDeadline(), fetchLostNanos), quietDueNanos)
        : quietDueNanos;
  }

  private long leaseDeadline() {
    boolean isWanted = stopDue || leaseSeconds() > 0;
    boolean isAnswered = leaseRequest < answered;
    return !isWanted ? Node.NEVER : isAnswered ? leaseDueNanos : leaseLostNanos;
  }

  /**
   * Ends a fetch when all that was announced has come.
   *
   * @param allShown whether all that came was shown, too
   */
  void endFetchIfComplete(boolean allShown, Effects effects) {
    if (quietDueNanos == Node.NEVER || announcedCount > 0 || !allShown) {
      return;
    }
    fetching = false;
    quietDueNanos = Node.NEVER;
    effects.report(new ClientReport.Fetched(fetchedCount));
  }

  /** The decimal count; what isn't one counts as nothing waiting. */
  private static long countOf(Payload payload) {
    long count = 0;
    for (int i = 0; i < Math.min(payload.length(), 9); i++) {
      int digit = payload.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      count = count * 10 + digit;
    }
    return count;
  }
}

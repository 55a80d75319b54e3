package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.wire.Frame;

/**
 * What is asked of the home about mail: a lease that is renewed in time, and single fetches.
 *
 * <p>The home answers each request with one {@code get}, in their order; that is how an answer finds its request. No
 * more than one request of a kind is under way.
 */
final class MailRequests {

  /** A fetch is over when nothing more has come for so long, though the home announced more. */
  static final long FETCH_QUIET_NANOS_MAX = 5_000_000_000L;

  /** A lease is renewed when so much of it has passed: one part in so many. */
  static final int RENEWALS_PER_LEASE = 3;

  /** The lease while receipts are awaited and the program doesn't listen. */
  static final int RECEIPTS_LEASE_SECONDS = 30;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What a request was for. */
  private enum Purpose {
    LEASE,
    FETCH
  }

  private final Deque<Purpose> unanswered = new ArrayDeque<>();
  private int listenSeconds;
  private boolean awaitingReceipts;
  private boolean stopDue;
  private long leaseDueNanos = Node.NEVER;
  private boolean fetching;
  private boolean fetchDue;
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

  void fetch() {
    if (!fetching) {
      fetching = true;
      fetchDue = true;
      fetchedCount = 0;
    }
  }

  /** A new session knows nothing of what was asked in the last. */
  void attached(long nowNanos) {
    unanswered.clear();
    fetchDue = fetching;
    quietDueNanos = Node.NEVER;
    stopDue = false;
    leaseDueNanos = nowNanos;
  }

  /** Whether {@link #next} has a request to make. */
  boolean isDue(long nowNanos) {
    return fetchDue || requestDeadline() <= nowNanos;
  }

  /** The seconds of the next request; only when one is due. */
  int next(long nowNanos) {
    if (fetchDue) {
      fetchDue = false;
      unanswered.add(Purpose.FETCH);
      return Frame.Get.NO_WAIT;
    }
    unanswered.add(Purpose.LEASE);
    stopDue = false;
    leaseDueNanos = nowNanos + leaseSeconds() * NANOS_PER_SECOND / RENEWALS_PER_LEASE;
    return leaseSeconds();
  }

  /** The lease that is wanted now; 0 for none. */
  private int leaseSeconds() {
    return listenSeconds == 0 && awaitingReceipts ? RECEIPTS_LEASE_SECONDS : listenSeconds;
  }

  /** The home answered the oldest request: so many messages wait. An answer to nothing is ignored. */
  void onAnswer(long nowNanos, Payload count, Effects effects) {
    if (unanswered.poll() != Purpose.FETCH) {
      return;
    }
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

  /** Expects nothing more of a fetch of which nothing has come for long; not while it is the program that holds it up. */
  void onDeadline(long nowNanos, boolean heldUp) {
    if (quietDueNanos > nowNanos) {
      return;
    }
    quietDueNanos = nowNanos + FETCH_QUIET_NANOS_MAX;
    if (!heldUp) {
      announcedCount = 0;
    }
  }

  /**
   * When a request is due that isn't yet, or a fetch ends for want of anything more.
   *
   * @param hasRoom whether a request can go out; when there is none, what waits goes out as soon as there is room again
   */
  long nextDeadline(boolean hasRoom) {
    return hasRoom ? Math.min(requestDeadline(), quietDueNanos) : quietDueNanos;
  }

  private long requestDeadline() {
    boolean isWanted = stopDue || leaseSeconds() > 0;
    return !isWanted || unanswered.contains(Purpose.LEASE) ? Node.NEVER : leaseDueNanos;
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

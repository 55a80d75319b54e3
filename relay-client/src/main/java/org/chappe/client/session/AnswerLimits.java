package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Message;
import org.chappe.node.Node;

/**
 * How long receipts are waited for: from when the home has all of a text, as long as that may live and a week more, the least that
 * receipts live.
 *
 * <p>The limit is written down with the text. The wall clock by which it is kept may be another after a restart: then there are at
 * least {@link #AGAIN_MILLIS_MIN} left, in which receipts that wait at the home come in, and at most the whole time.
 */
final class AnswerLimits {

  /** How long receipts are on their way after the life of what they tell of. */
  static final long MARGIN_MILLIS = 7 * 86_400_000L;

  /** How long is waited at least after a restart. */
  static final long AGAIN_MILLIS_MIN = 600_000L;

  /** All that is waited for is gone through no more often. */
  static final long LOOK_INTERVAL_MILLIS = 60_000L;

  private final Awaiting awaiting;
  private long nowMillis;
  private long nextMillis = Node.NEVER;

  AnswerLimits(Awaiting awaiting) {
    this.awaiting = awaiting;
  }

  void advance(long millis) {
    nowMillis = millis;
  }

  /** The limit of a text, unless it has one already or nobody waits for its receipts. */
  void begin(Submission submission) {
    boolean waits = submission.wantsReceipts() && !submission.isOver() && submission.isAccepted();
    if (waits && submission.answerByMillis() == Submission.NO_LIMIT) {
      submission.waitUntil(nowMillis + waitMillis(submission));
      nextMillis = Math.min(nextMillis, submission.answerByMillis());
    }
  }

  /** A text of an earlier run is waited for again. */
  void resume(Submission submission) {
    if (submission.answerByMillis() != Submission.NO_LIMIT) {
      long earliest = nowMillis + AGAIN_MILLIS_MIN;
      long latest = nowMillis + waitMillis(submission);
      submission.waitUntil(Math.max(earliest, Math.min(latest, submission.answerByMillis())));
      nextMillis = Math.min(nextMillis, submission.answerByMillis());
    }
    begin(submission);
  }

  private static long waitMillis(Submission submission) {
    long seconds = submission.lifeSeconds() == Message.UNLIMITED
        ? ClientOrder.Send.LIFE_SECONDS_MAX
        : submission.lifeSeconds();
    return seconds * 1_000 + MARGIN_MILLIS;
  }

  /** Those whose time is over. */
  List<Submission> takeOverdue() {
    List<Submission> overdue = new ArrayList<>();
    if (nowMillis < nextMillis) {
      return overdue;
    }
    long earliest = Node.NEVER;
    for (Submission submission : awaiting.open()) {
      if (submission.answerByMillis() == Submission.NO_LIMIT) {
        continue;
      }
      if (submission.answerByMillis() <= nowMillis) {
        overdue.add(submission);
      } else {
        earliest = Math.min(earliest, submission.answerByMillis());
      }
    }
    nextMillis =
        earliest == Node.NEVER ? Node.NEVER : Math.max(earliest, nowMillis + LOOK_INTERVAL_MILLIS);
    return overdue;
  }

  /** When there may be some. */
  long nextMillis() {
    return nextMillis;
  }
}

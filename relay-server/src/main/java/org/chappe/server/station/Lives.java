package org.chappe.server.station;

import org.chappe.model.Message;

/**
 * How long messages live. A life is counted in seconds of a station's age while the message rests there; what is left
 * of it goes along when the message does.
 *
 * @param standardSeconds the life of a message whose sender names none, 1 to {@code longestSeconds}
 * @param longestSeconds the longest life that a sender gets, 1 to {@value Message#LIFE_SECONDS_MAX}
 */
public record Lives(long standardSeconds, long longestSeconds) {

  /** Receipts live at least so long: who sent something may come back late to ask what became of it. */
  public static final long RECEIPT_SECONDS_MIN = 7L * 24 * 3_600;

  /** A week, and a month at most. */
  public static final Lives DEFAULT = new Lives(7L * 24 * 3_600, 30L * 24 * 3_600);

  /** @throws IllegalArgumentException if a life is out of its range */
  public Lives {
    boolean inRange = longestSeconds >= 1 && longestSeconds <= Message.LIFE_SECONDS_MAX;
    if (!inRange || standardSeconds < 1 || standardSeconds > longestSeconds) {
      throw new IllegalArgumentException(
          "lives of " + standardSeconds + " s, at most " + longestSeconds + " s, can't be");
    }
  }

  /**
   * The age of the station at which a message that comes now ends, unless it is handed over before.
   *
   * @param ageSeconds the station's age now
   */
  public long endOf(Message message, long ageSeconds) {
    return ageSeconds + lifeOf(message);
  }

  private long lifeOf(Message message) {
    if (message.receipt().isReceipt()) {
      return message.lifeSeconds() == Message.UNLIMITED
          ? receiptSeconds()
          : Math.min(message.lifeSeconds(), receiptSeconds());
    }
    return message.lifeSeconds() == Message.UNLIMITED
        ? standardSeconds
        : Math.min(message.lifeSeconds(), longestSeconds);
  }

  /** The life of a receipt that is made now: as long as that of any message. */
  public long receiptSeconds() {
    return Math.max(longestSeconds, RECEIPT_SECONDS_MIN);
  }

  /**
   * How long a station remembers what it has seen: as long as a copy may still come. That is one life, and once more the same, as
   * a relay that was down counts at most a day of it, so that what it has kept may be older than its life. A copy that comes
   * later still is removed by its recipient, who remembers, too.
   */
  public long memorySeconds() {
    return 2 * receiptSeconds();
  }

  /** Whether a life has ended at an age. A life of 0 seconds has ended when it comes. */
  public static boolean isOver(long endSeconds, long ageSeconds) {
    return endSeconds <= ageSeconds;
  }

  /** What is left of a life, 0 when it has ended. */
  public static long left(long endSeconds, long ageSeconds) {
    return Math.max(0, Math.min(endSeconds - ageSeconds, Message.LIFE_SECONDS_MAX));
  }
}

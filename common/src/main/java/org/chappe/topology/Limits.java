package org.chappe.topology;

import org.chappe.model.Message;

/**
 * How much each relay of a line keeps, how fast one client may send, and how long mail lives.
 *
 * @param messages messages that a relay keeps at once, 1 to {@value #MESSAGES_MAX}; above it clients are refused as
 *     {@code full}
 * @param megabytes the same in units of 1,000,000 bytes, 1 to {@value #MEGABYTES_MAX}
 * @param mailboxMessages messages that wait for one recipient at once, 1 to {@value #MAILBOX_MESSAGES_MAX}; above it a
 *     sender is refused with {@code quota}
 * @param mailboxBytes the same in bytes, {@value #MAILBOX_BYTES_MIN} to {@value #MAILBOX_BYTES_MAX}
 * @param senderRate messages a second that one client may send for long, 1 to {@value #SENDER_RATE_MAX}; a second's worth
 *     may come at once
 * @param lifeSeconds life of a message whose sender names none, 1 s to {@code lifeSecondsMax}
 * @param lifeSecondsMax the longest life that a sender gets, 1 s to {@value Message#LIFE_SECONDS_MAX}
 */
public record Limits(
    int messages,
    int megabytes,
    int mailboxMessages,
    int mailboxBytes,
    int senderRate,
    int lifeSeconds,
    int lifeSecondsMax) {

  public static final int MESSAGES_MAX = 100_000_000;
  public static final int MEGABYTES_MAX = 1_000_000;
  public static final int MAILBOX_MESSAGES_MAX = 1_000_000;
  public static final int MAILBOX_BYTES_MIN = 1_000;
  public static final int MAILBOX_BYTES_MAX = 999_999_999;
  public static final int SENDER_RATE_MAX = 1_000_000;

  /** A million messages of full length, ten thousand of them in one mailbox, a week of life and a month at most. */
  public static final Limits DEFAULT =
      new Limits(1_000_000, 256, 10_000, 2_000_000, 100_000, 604_800, 2_592_000);

  /** @throws IllegalArgumentException if a value is out of its range */
  public Limits {
    require(messages, "messages", 1, MESSAGES_MAX);
    require(megabytes, "megabytes", 1, MEGABYTES_MAX);
    require(mailboxMessages, "messages of a mailbox", 1, MAILBOX_MESSAGES_MAX);
    require(mailboxBytes, "bytes of a mailbox", MAILBOX_BYTES_MIN, MAILBOX_BYTES_MAX);
    require(senderRate, "messages a second", 1, SENDER_RATE_MAX);
    require(lifeSecondsMax, "seconds of the longest life", 1, (int) Message.LIFE_SECONDS_MAX);
    require(lifeSeconds, "seconds of life", 1, lifeSecondsMax);
  }

  private static void require(int value, String what, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " are " + min + " to " + max + "; " + value + " is not");
    }
  }
}

package org.chappe.server.station;

/**
 * How much a relay keeps. Receipts count as messages where nothing else is said.
 *
 * @param messagesMax messages kept at once, above which those of the relay's own clients are refused as {@code full};
 *     draining goes on
 * @param bytesMax the same in bytes, {@link Mail#RECORD_BYTES} and the text for each
 * @param mailboxMessagesMax messages other than receipts in one mailbox, above which those of the relay's own clients are
 *     refused with {@code quota}; also receipts in a mailbox, above which its owner is refused
 * @param mailboxBytesMax the same in bytes
 * @param senderRate messages a second that one client may send
 * @param lives how long messages live
 * @param pairsMax pairs whose seen numbers are in memory; those of all others are read from the store
 */
public record StationLimits(
    int messagesMax,
    long bytesMax,
    int mailboxMessagesMax,
    long mailboxBytesMax,
    int senderRate,
    Lives lives,
    int pairsMax) {

  public static final StationLimits DEFAULT = new StationLimits(
      1_000_000, 256_000_000, 10_000, 2_000_000, 100_000, Lives.DEFAULT, SeenNumbers.PAIRS_MAX);

  /** @throws IllegalArgumentException if a limit is below 1, or the rate beyond what can be counted */
  public StationLimits {
    if (messagesMax < 1 || mailboxMessagesMax < 1 || senderRate < 1 || pairsMax < 1) {
      throw new IllegalArgumentException("a station's limits are at least 1");
    }
    if (bytesMax < 1 || mailboxBytesMax < 1 || senderRate > SenderRate.PER_SECOND_MAX) {
      throw new IllegalArgumentException("a station's limits in bytes are at least 1");
    }
  }

  /** The standard limits but for two. */
  public StationLimits(int messagesMax, int pairsMax) {
    this(
        messagesMax,
        DEFAULT.bytesMax,
        DEFAULT.mailboxMessagesMax,
        DEFAULT.mailboxBytesMax,
        DEFAULT.senderRate,
        DEFAULT.lives,
        pairsMax);
  }

  /** The same but for what one mailbox holds. */
  public StationLimits withMailbox(int newMessagesMax, long newBytesMax) {
    return new StationLimits(
        messagesMax, bytesMax, newMessagesMax, newBytesMax, senderRate, lives, pairsMax);
  }

  /** The same but for the bytes kept at once. */
  public StationLimits withBytesMax(long newBytesMax) {
    return new StationLimits(
        messagesMax, newBytesMax, mailboxMessagesMax, mailboxBytesMax, senderRate, lives, pairsMax);
  }

  /** The same but for the rate of a sender. */
  public StationLimits withSenderRate(int newSenderRate) {
    return new StationLimits(
        messagesMax, bytesMax, mailboxMessagesMax, mailboxBytesMax, newSenderRate, lives, pairsMax);
  }

  /** The same but for the lives of messages. */
  public StationLimits withLives(Lives newLives) {
    return new StationLimits(
        messagesMax, bytesMax, mailboxMessagesMax, mailboxBytesMax, senderRate, newLives, pairsMax);
  }

  /**
   * What neighbours may still bring where clients are refused: a quarter more. If clients could fill a relay to the brim,
   * two relays full of mail for each other would wait for each other without end.
   */
  public int fromNeighboursMax() {
    return (int) withReserve(messagesMax);
  }

  /** A limit and a quarter of it, and one, so that the smallest has a reserve, too. */
  static long withReserve(long limit) {
    return limit + limit / 4 + 1;
  }
}

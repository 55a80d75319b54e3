package org.chappe.model;

/**
 * A message's number from its source to its destination; with those two it names the message everywhere, for ever.
 *
 * @param epoch a source's numbering period, named by the millisecond (since 1970) at which it began, 0 to 36⁸−1
 * @param n the contiguous number within the epoch and pair, from 0 to 36⁶−1
 */
public record MessageId(long epoch, long n) {

  /** Eight base-36 digits: milliseconds until the year 2059. */
  public static final long EPOCH_MAX = 2_821_109_907_455L;

  /** Six base-36 digits. */
  public static final long N_MAX = 2_176_782_335L;

  private static final int RADIX = 36;

  /** @throws IllegalArgumentException if either number is out of its range */
  public MessageId {
    if (epoch < 0 || epoch > EPOCH_MAX || n < 0 || n > N_MAX) {
      throw new IllegalArgumentException("message number " + epoch + "." + n + " is out of range");
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it isn't two numbers in base 36 with a dot between them, or one of them is out of its range
   */
  public static MessageId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no message number");
    }
    return new MessageId(
        Long.parseLong(text.substring(0, dot), RADIX),
        Long.parseLong(text.substring(dot + 1), RADIX));
  }

  /** The wire form, epoch.n in base 36. */
  @Override
  public String toString() {
    return Long.toString(epoch, RADIX) + "." + Long.toString(n, RADIX);
  }
}

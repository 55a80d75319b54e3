package org.chappe.wire;

/**
 * Where a frame stands: protocol version, session, lap and sequence number.
 *
 * @param version 0 for classic frames, 2 for ours; 1 to 9 are readable
 * @param session 48 random bits, or {@link #NONE} before there is a session
 * @param lap how often the sequence number has rolled over, 0 to {@link WireLimits#LAP_MAX}, or {@link #NONE}
 * @param seq the sequence number on the wire, 0 to 99
 */
public record Stamp(int version, long session, long lap, int seq) {

  /** The absence of a session, lap, nonce or cookie. */
  public static final long NONE = -1;

  /** The version without parameters. */
  public static final int CLASSIC = 0;

  /** The version spoken here. */
  public static final int VERSION = 2;

  /** Sessions, nonces and cookies have 48 bits. */
  public static final long TOKEN_MAX = (1L << 48) - 1;

  private static final Stamp UNNUMBERED = new Stamp(VERSION, NONE, NONE, 0);

  /** @throws IllegalArgumentException if a field is out of its range */
  public Stamp {
    if (version < 0 || version > 9) {
      throw new IllegalArgumentException("version " + version + " is out of range");
    }
    if (session < NONE || session > TOKEN_MAX) {
      throw new IllegalArgumentException("a session has 48 bits");
    }
    if (lap < NONE || lap > WireLimits.LAP_MAX) {
      throw new IllegalArgumentException("lap " + lap + " is out of range");
    }
    if (seq < 0 || seq >= WireLimits.SEQUENCE_MODULUS) {
      throw new IllegalArgumentException("sequence number " + seq + " is not 0 to 99");
    }
  }

  /** The stamp of a frame without parameters. */
  public static Stamp classic(int seq) {
    return new Stamp(CLASSIC, NONE, NONE, seq);
  }

  /** The stamp of a frame that stands outside any session, such as a handshake. */
  public static Stamp unnumbered() {
    return UNNUMBERED;
  }

  /** The stamp of the frame with a number in a session: number = 100·lap + seq. */
  public static Stamp of(long session, long number) {
    return new Stamp(VERSION, session, number / WireLimits.SEQUENCE_MODULUS, (int)
        (number % WireLimits.SEQUENCE_MODULUS));
  }

  /** Whether the frame has neither version nor any other place than its sequence number. */
  public boolean isClassic() {
    return version == CLASSIC;
  }

  /** Whether it is what {@link #classic} gives: there is no version, session or lap. */
  public boolean isBare() {
    return version == CLASSIC && session == NONE && lap == NONE;
  }

  /** Whether both session and lap are there, so that {@link #number()} means something. */
  public boolean isNumbered() {
    return session != NONE && lap != NONE;
  }

  /** The number in the session, 100·lap + seq; only for a numbered frame. */
  public long number() {
    return lap * WireLimits.SEQUENCE_MODULUS + seq;
  }
}

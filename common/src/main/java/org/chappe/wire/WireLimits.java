package org.chappe.wire;

/** Every bound of the wire form in one place. */
public final class WireLimits {

  /** The largest UDP payload, in bytes. */
  public static final int DATAGRAM_BYTES_MAX = 256;

  /** The longest text of one message, in Unicode code points. */
  public static final int TEXT_CHARACTERS_MAX = 160;

  /** The longest text of one message, in bytes of UTF-8: with it every header fits in a datagram. */
  public static final int TEXT_BYTES_MAX = 160;

  /** The longest value of a parameter, in characters. */
  public static final int PARAMETER_CHARACTERS_MAX = 16;

  /** Sequence numbers run from 0 to this minus one, then roll over. */
  public static final int SEQUENCE_MODULUS = 100;

  /** The largest lap: four base-36 digits. A session that reaches it is replaced by a new one. */
  public static final long LAP_MAX = 1_679_615L;

  /** The longest time that a get may ask to wait, in seconds. */
  public static final int WAIT_SECONDS_MAX = 3_600;

  private WireLimits() {}
}

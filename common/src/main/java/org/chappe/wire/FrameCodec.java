package org.chappe.wire;

/** STUB: bytes to frames and back. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class FrameCodec {

  private FrameCodec() {}

  /** Reads one datagram; never throws. */
  public static Decoded decode(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes a frame at {@code offset} and returns the offset behind it.
   *
   * @throws IllegalArgumentException if the frame would be longer than a datagram or the array
   */
  public static int encode(Frame frame, byte[] target, int offset) {
    throw new UnsupportedOperationException();
  }
}

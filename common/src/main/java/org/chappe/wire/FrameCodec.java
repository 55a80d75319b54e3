package org.chappe.wire;

/**
 * Frames to bytes and back, by the grammar of {@code docs/PROTOCOL.md}.
 *
 * <p>The form is canonical: {@code decode(encode(f))} equals {@code f}, and whatever bytes decode to a frame are the
 * bytes that the frame encodes to.
 */
public final class FrameCodec {

  private FrameCodec() {}

  /**
   * Reads one datagram, of which padding is already cut ({@link Datagrams#contentLength}). No bytes make it throw:
   * what is no frame is {@link Malformed}. A caller with many datagrams keeps a {@link FrameDecoder} instead.
   *
   * @param length the length in bytes; more than {@link WireLimits#DATAGRAM_BYTES_MAX} is refused, but attributed
   */
  public static Decoded decode(byte[] bytes, int offset, int length) {
    return new FrameDecoder().decode(bytes, offset, length);
  }

  /**
   * Writes a frame at {@code offset} and returns the offset behind it. After an exception the bytes from
   * {@code offset} on are undefined; those before it are never touched.
   *
   * @throws IllegalArgumentException if a decoder would refuse the frame, or if it is longer than a datagram or the
   *     rest of the array
   */
  public static int encode(Frame frame, byte[] target, int offset) {
    return FrameEncoder.encode(frame, target, offset);
  }
}

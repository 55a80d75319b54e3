package org.chappe.wire;

/** What stands around a frame in a datagram. */
public final class Datagrams {

  private Datagrams() {}

  /**
   * The length of the frame in a datagram: without the NUL bytes that pad it, and without the one line end that netcat
   * adds to what is typed, if the frame has no parameters. What doesn't begin with a small letter is not text, and
   * what is longer than a datagram may be is refused as it is: both keep their length.
   *
   * @param length the datagram's length in bytes
   * @return at most that, and at least 1 unless it is 0
   */
  public static int contentLength(byte[] bytes, int offset, int length) {
    if (length < 1
        || length > WireLimits.DATAGRAM_BYTES_MAX
        || !Ascii.isSmallLetter(bytes[offset])) {
      return length;
    }
    int end = withoutPadding(bytes, offset, offset + length);
    return withoutLineEnd(bytes, offset, end) - offset;
  }

  /** Where the NUL bytes at the end of a range begin, which holds something else. */
  private static int withoutPadding(byte[] bytes, int offset, int to) {
    int end = to;
    while (end - offset >= Long.BYTES) {
      long last = EightBytes.get(bytes, end - Long.BYTES);
      if (last != 0) {
        return end - Long.numberOfLeadingZeros(last) / Byte.SIZE;
      }
      end -= Long.BYTES;
    }
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static int withoutLineEnd(byte[] bytes, int offset, int end) {
    if (bytes[end - 1] != '\n' || !isClassic(bytes, offset, end)) {
      return end;
    }
    return bytes[end - 2] == '\r' ? end - 2 : end - 1;
  }

  private static boolean isClassic(byte[] bytes, int offset, int end) {
    int typeEnd = Ascii.indexOf('/', bytes, offset, end);
    return Ascii.indexOf(';', bytes, offset, typeEnd) == typeEnd;
  }
}

package org.chappe.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Immutable bytes, compared by content: the fifth field of a frame, or a stored value. */
public final class Payload {

  public static final Payload EMPTY = new Payload(new byte[0]);

  /** Instead of a number of characters: the bytes are no UTF-8. */
  public static final int NOT_UTF8 = Utf8.INVALID;

  /** Instead of a number of characters: there is a control character other than tab and line feed. */
  public static final int HOLDS_CONTROL = Utf8.CONTROL;

  private static final int NOT_COUNTED = -3;

  private final byte[] bytes;

  // found at the first call; any thread finds the same
  private int characters = NOT_COUNTED;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The UTF-8 bytes of a text. */
  public static Payload of(String text) {
    return text.isEmpty() ? EMPTY : new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of {@code length} bytes from {@code offset}. */
  public static Payload copyOf(byte[] source, int offset, int length) {
    return length == 0 ? EMPTY : new Payload(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * How many characters (code points) the bytes are as UTF-8, or {@link #NOT_UTF8} or {@link #HOLDS_CONTROL}, whichever is found
   * first. Looked at once: a text that a relay passes on was checked when it came.
   */
  public int characters() {
    int counted = characters;
    if (counted == NOT_COUNTED) {
      counted = Utf8.characters(bytes, 0, bytes.length);
      characters = counted;
    }
    return counted;
  }

  /** The byte at an index, 0 to length−1. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Copies all bytes to {@code target} from {@code offset} and returns the offset behind them. */
  public int copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    return offset + bytes.length;
  }

  /**
   * A part of a text: from an index on as many of its bytes as the limit allows, without a character cut in two.
   *
   * @param begin 0 to the length; where a character begins
   */
  public Payload part(int begin, int bytesMax) {
    int latest = (int) Math.min(bytes.length, (long) begin + bytesMax);
    return copyOf(bytes, begin, Math.max(0, Utf8.cutBefore(bytes, latest) - begin));
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The text. */
  @Override
  public String toString() {
    return text();
  }
}

package org.chappe.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks and counts UTF-8 (RFC 3629, section 4) without control characters, eight bytes at a time where it is ASCII. */
final class Utf8 {

  /** Overlong, truncated, a surrogate, or otherwise no UTF-8. */
  static final int INVALID = -1;

  /** A character of U+0000–U+001F other than tab and line feed, or U+007F. */
  static final int CONTROL = -2;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_01 = 0x0101_0101_0101_0101L;
  private static final long EACH_80 = 0x8080_8080_8080_8080L;

  /** A character goes on for at most so many bytes after its first. */
  private static final int CONTINUATION_BYTES_MAX = 3;

  private Utf8() {}

  /** How many code points a range holds, or {@link #INVALID} or {@link #CONTROL}, whichever comes first. */
  static int characters(byte[] bytes, int from, int to) {
    return isPlain(bytes, from, to) ? to - from : count(bytes, from, to);
  }

  /** Whether a range is all printable ASCII; not found out of fewer than eight bytes. */
  private static boolean isPlain(byte[] bytes, int from, int to) {
    int last = to - Long.BYTES;
    if (last < from) {
      return false;
    }
    long all = notPlain((long) EIGHT_BYTES.get(bytes, last));
    for (int at = from; at < last; at += Long.BYTES) {
      all |= notPlain((long) EIGHT_BYTES.get(bytes, at));
    }
    return (all & EACH_80) == 0;
  }

  private static int count(byte[] bytes, int from, int to) {
    int characters = 0;
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && (notPlain((long) EIGHT_BYTES.get(bytes, at)) & EACH_80) == 0) {
        at += Long.BYTES;
        characters += Long.BYTES;
        continue;
      }
      int length = characterBytes(bytes, at, to);
      if (length < 0) {
        return length;
      }
      at += length;
      characters++;
    }
    return characters;
  }

  /** The last place up to an index where a text can be cut; the index itself where that would lie within no UTF-8. */
  static int cutBefore(byte[] bytes, int latest) {
    for (int at = latest; at >= 0 && at >= latest - CONTINUATION_BYTES_MAX; at--) {
      if (at >= bytes.length || !isContinuation(bytes[at])) {
        return at;
      }
    }
    return latest;
  }

  private static boolean isContinuation(byte any) {
    return (any & 0xC0) == 0x80;
  }

  /**
   * Has the highest bit of a byte set unless all eight bytes are printable ASCII: none from 0x80 on, none below 0x20, none 0x7F. A byte that carries or borrows is one
   * of those itself.
   */
  private static long notPlain(long eight) {
    return eight | eight + EACH_01 | eight - EACH_01 * 0x20;
  }

  private static int characterBytes(byte[] bytes, int at, int to) {
    int lead = bytes[at];
    if (lead >= 0) {
      boolean shown = lead >= 0x20 && lead != 0x7F;
      return shown || lead == '\t' || lead == '\n' ? 1 : CONTROL;
    }
    int length = sequenceBytes(lead & 0xFF);
    if (length == INVALID || at + length > to || !isSecond(lead & 0xFF, bytes[at + 1] & 0xFF)) {
      return INVALID;
    }
    for (int i = at + 2; i < at + length; i++) {
      if (!isContinuation(bytes[i])) {
        return INVALID;
      }
    }
    return length;
  }

  private static int sequenceBytes(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return INVALID;
    }
    if (lead < 0xE0) {
      return 2;
    }
    return lead < 0xF0 ? 3 : 4;
  }

  /** The second byte alone tells overlong forms, surrogates and what lies beyond U+10FFFF. */
  private static boolean isSecond(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> second >= 0x80 && second <= 0xBF;
    };
  }
}

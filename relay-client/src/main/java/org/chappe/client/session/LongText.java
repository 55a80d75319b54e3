package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.wire.WireLimits;

/**
 * A text cut into parts that fit in one message each.
 *
 * <p>Each cut is as late as the limit allows and between two code points, so that there are as few parts as can be. A
 * character is never shorter than a byte: what keeps the limit of bytes keeps that of characters. Characters that
 * combine may be cut apart, as parts are never shown alone.
 */
final class LongText {

  static final int PARTS_MAX = Part.MAX;

  static {
    if (WireLimits.TEXT_CHARACTERS_MAX < WireLimits.TEXT_BYTES_MAX) {
      throw new IllegalStateException("the cuts go by bytes alone");
    }
  }

  /** A character of UTF-8 goes on for at most so many bytes after its first. */
  private static final int CONTINUATION_BYTES_MAX = 3;

  private LongText() {}

  /** The parts, at least one; more than {@link #PARTS_MAX} when the text is too long to be sent. */
  static List<Payload> split(Payload text) {
    if (text.length() <= WireLimits.TEXT_BYTES_MAX) {
      return List.of(text);
    }
    byte[] bytes = new byte[text.length()];
    text.copyTo(bytes, 0);
    List<Payload> parts = new ArrayList<>();
    for (int begin = 0; begin < bytes.length; ) {
      int end = cut(bytes, begin);
      parts.add(Payload.copyOf(bytes, begin, end - begin));
      begin = end;
    }
    return parts;
  }

  /** Where the part that begins at an index ends. */
  private static int cut(byte[] bytes, int begin) {
    int latest = begin + WireLimits.TEXT_BYTES_MAX;
    if (latest >= bytes.length) {
      return bytes.length;
    }
    for (int end = latest; end >= latest - CONTINUATION_BYTES_MAX; end--) {
      if ((bytes[end] & 0xC0) != 0x80) {
        return end;
      }
    }
    return latest; // no UTF-8, which the relay will refuse
  }
}

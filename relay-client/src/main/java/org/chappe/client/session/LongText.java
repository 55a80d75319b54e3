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

  private LongText() {}

  /** The parts, at least one; more than {@link #PARTS_MAX} when the text is too long to be sent. */
  static List<Payload> split(Payload text) {
    if (text.length() <= WireLimits.TEXT_BYTES_MAX) {
      return List.of(text);
    }
    List<Payload> parts = new ArrayList<>();
    for (int begin = 0; begin < text.length(); ) {
      Payload part = text.part(begin, WireLimits.TEXT_BYTES_MAX);
      parts.add(part);
      begin += part.length();
    }
    return parts;
  }
}

package org.chappe.client.session;

import java.util.List;
import org.chappe.model.Payload;
import org.chappe.wire.Refusal;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/** What a text may be, checked before anything is sent. */
final class TextRule {

  private TextRule() {}

  /**
   * What is wrong with a text; null when nothing is.
   *
   * @param refusal {@link Refusal#SIZE} or {@link Refusal#PARSE}
   * @param words one sentence for the person who wrote it
   */
  record Breach(Refusal refusal, String words) {}

  /** What is wrong with an order to send a text to all; null when nothing is. */
  static @Nullable Breach checkForAll(ClientOrder.Send order, List<Payload> parts) {
    if (parts.size() > 1) {
      return new Breach(
          Refusal.SIZE,
          "a text to all goes in one part, of at most " + WireLimits.TEXT_CHARACTERS_MAX
              + " characters and " + WireLimits.TEXT_BYTES_MAX + " bytes");
    }
    return order.until() == Stage.ACCEPTED
        ? null
        : new Breach(Refusal.PARAM, "nobody tells who has got a text to all");
  }

  /** @param parts the parts of the text */
  static @Nullable Breach check(Payload text, List<Payload> parts) {
    if (parts.size() > LongText.PARTS_MAX) {
      return new Breach(Refusal.SIZE, tooLong(text));
    }
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.at(i))) {
        return new Breach(
            Refusal.PARSE,
            "text holds the control character " + text.at(i) + "; only tabs and line ends may be");
      }
    }
    return null;
  }

  private static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t' && b != '\n') || b == 0x7F;
  }

  private static String tooLong(Payload text) {
    String written = text.text();
    return "text is " + written.codePointCount(0, written.length()) + " characters and "
        + text.length() + " bytes of UTF-8; the limit is " + LongText.PARTS_MAX
        + " parts of at most " + WireLimits.TEXT_CHARACTERS_MAX + " characters and "
        + WireLimits.TEXT_BYTES_MAX + " bytes each";
  }
}

package org.chappe.wire;

import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/** The fifth field: UTF-8 without control characters; in a send, a text of limited length. */
final class PayloadField {

  private PayloadField() {}

  /** What is wrong with a payload; null if nothing is. */
  static @Nullable Problem problem(FrameType type, Payload payload) {
    String name = type == FrameType.SEND ? "text" : "payload";
    int characters = payload.characters();
    if (characters == Payload.NOT_UTF8) {
      return new Problem(Refusal.PARSE, name + " is not UTF-8");
    }
    if (characters == Payload.HOLDS_CONTROL) {
      return new Problem(Refusal.PARSE, name + " holds a control character");
    }
    return type == FrameType.SEND ? lengthProblem(characters, payload.length()) : null;
  }

  private static @Nullable Problem lengthProblem(int characters, int length) {
    if (characters > WireLimits.TEXT_CHARACTERS_MAX) {
      return new Problem(
          Refusal.SIZE,
          "text is " + characters + " characters; the limit is " + WireLimits.TEXT_CHARACTERS_MAX);
    }
    if (length > WireLimits.TEXT_BYTES_MAX) {
      return new Problem(
          Refusal.SIZE,
          "text is " + length + " bytes of UTF-8; the limit is " + WireLimits.TEXT_BYTES_MAX);
    }
    return null;
  }
}

package org.chappe.auth;

import java.util.Base64;

/** Bytes as they are written in frames and records: base64url without padding. */
final class Bytes64 {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Bytes64() {}

  static String write(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** @throws IllegalArgumentException if the text isn't so many bytes, in the one way in which they are written */
  static byte[] read(String text, int length) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != length || !write(bytes).equals(text)) {
      throw new IllegalArgumentException("not " + length + " bytes of base64url");
    }
    return bytes;
  }
}

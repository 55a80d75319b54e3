package org.chappe.wire;

import org.chappe.model.Payload;

/**
 * What a receiver holds from the next number needed on: bit i, the least significant being 0, stands for that number
 * plus i. As a payload it is 8 characters of base64url, or empty when nothing is held.
 */
public final class AckBitmap {

  /** Numbers that a bitmap covers. */
  public static final int BITS = 48;

  /** Returned for a payload that is no bitmap. */
  public static final long NOT_A_BITMAP = -1;

  private AckBitmap() {}

  /**
   * The payload of a bitmap.
   *
   * @throws IllegalArgumentException if there are more than 48 bits
   */
  public static Payload encode(long bitmap48) {
    if (bitmap48 < 0 || bitmap48 > Stamp.TOKEN_MAX) {
      throw new IllegalArgumentException("a bitmap has 48 bits");
    }
    if (bitmap48 == 0) {
      return Payload.EMPTY;
    }
    byte[] characters = new byte[Token.CHARACTERS];
    return Payload.copyOf(characters, 0, Token.write(bitmap48, characters, 0));
  }

  /** The 48 bits, or {@link #NOT_A_BITMAP}; eight characters for nothing held are not canonical, and none. */
  public static long decode(Payload payload) {
    if (payload.isEmpty()) {
      return 0;
    }
    if (payload.length() != Token.CHARACTERS) {
      return NOT_A_BITMAP;
    }
    long bitmap = 0;
    for (int i = 0; i < Token.CHARACTERS; i++) {
      int bits = Token.value(payload.at(i));
      if (bits < 0) {
        return NOT_A_BITMAP;
      }
      bitmap = bitmap << Token.BITS | bits;
    }
    return bitmap == 0 ? NOT_A_BITMAP : bitmap;
  }
}

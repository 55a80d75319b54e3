package org.chappe.server.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * How a room is an account: its name says so, and no password opens it. Its keys are zero, which no password's hash is; in the place of the salt stand
 * six zero bytes and the ten digits of its founder.
 */
public final class RoomAccount {

  private static final int ZEROS = Verifier.SALT_BYTES - ClientId.DIGITS;

  private RoomAccount() {}

  /** What stands in a room's account in the place of a password. */
  public static Verifier verifier(ClientId founder) {
    byte[] salt = new byte[Verifier.SALT_BYTES];
    byte[] digits = founder.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, salt, ZEROS, digits.length);
    String noKey = base64(new byte[Verifier.KEY_BYTES]);
    return new Verifier(base64(salt), Verifier.ITERATIONS_MIN, noKey, noKey);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether an account is a room's. */
  public static boolean isRoom(Account account) {
    return RoomKind.of(account.name()) != null;
  }

  /** Who founded a room; null if its account doesn't say. */
  public static @Nullable ClientId founder(Account account) {
    Verifier verifier = account.verifier();
    byte[] salt = verifier == null ? new byte[0] : Base64.getUrlDecoder().decode(verifier.salt());
    String digits = new String(salt, StandardCharsets.US_ASCII);
    boolean isFounder = digits.matches("\0{" + ZEROS + "}[0-9]{" + ClientId.DIGITS + "}");
    return isRoom(account) && isFounder ? ClientId.parse(digits.substring(ZEROS)) : null;
  }
}

package org.chappe.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a relay keeps of a password: enough to check a proof, not enough to give one. All bytes are in base64url without padding.
 *
 * @param salt {@link #SALT_BYTES} random bytes
 * @param iterations how often the password was hashed, {@link #ITERATIONS_MIN} to {@link #ITERATIONS_MAX}
 * @param storedKey SCRAM's StoredKey, {@link #KEY_BYTES} bytes
 * @param serverKey SCRAM's ServerKey, {@link #KEY_BYTES} bytes
 */
public record Verifier(String salt, int iterations, String storedKey, String serverKey) {

  public static final int SALT_BYTES = 16;
  public static final int KEY_BYTES = 32;

  /** Fewer are refused everywhere: RFC 7677. */
  public static final int ITERATIONS_MIN = 4_096;

  /** More are refused everywhere: they would keep a client busy for seconds. */
  public static final int ITERATIONS_MAX = 1_000_000;

  private static final String DIVIDER = ".";
  private static final int FIELDS = 4;

  /** @throws IllegalArgumentException if a value has another length, or isn't base64url */
  public Verifier {
    checkSalt(salt, iterations);
    Bytes64.read(storedKey, KEY_BYTES);
    Bytes64.read(serverKey, KEY_BYTES);
  }

  static void checkSalt(String salt, int iterations) {
    Bytes64.read(salt, SALT_BYTES);
    if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX) {
      throw new IllegalArgumentException(iterations + " iterations are too few or too many");
    }
  }

  /** {@code SALT.ITERATIONS.STOREDKEY.SERVERKEY}, iterations decimal. */
  public String text() {
    return String.join(DIVIDER, salt, Integer.toString(iterations), storedKey, serverKey);
  }

  /** Reads what {@link #text} writes; null when it isn't that. */
  public static @Nullable Verifier read(String text) {
    String[] fields = text.split("\\.", -1);
    if (fields.length != FIELDS || !fields[1].matches("[1-9][0-9]{0,6}")) {
      return null;
    }
    try {
      return new Verifier(fields[0], Integer.parseInt(fields[1]), fields[2], fields[3]);
    } catch (IllegalArgumentException notAVerifier) {
      return null;
    }
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "Verifier[" + iterations + " iterations]";
  }
}

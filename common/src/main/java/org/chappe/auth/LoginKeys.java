package org.chappe.auth;

import static com.ongres.scram.common.ScramMechanism.SCRAM_SHA_256;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.StringPreparation;
import org.jspecify.annotations.Nullable;

/**
 * What a client derives from its password to prove that it knows it. Whoever has these can log in, but doesn't know the password.
 *
 * @param salt as in {@link Verifier}
 * @param clientKey SCRAM's ClientKey
 * @param serverKey SCRAM's ServerKey
 */
public record LoginKeys(String salt, int iterations, String clientKey, String serverKey) {

  /** The usual number of iterations: a tenth of a second of work. */
  public static final int ITERATIONS = 100_000;

  /** New passwords have at least so many characters. */
  public static final int PASSWORD_CHARACTERS_MIN = 8;

  /** No password has more. */
  public static final int PASSWORD_CHARACTERS_MAX = 128;

  /** @throws IllegalArgumentException if a value has another length, or isn't base64url */
  public LoginKeys {
    Verifier.checkSalt(salt, iterations);
    Bytes64.read(clientKey, Verifier.KEY_BYTES);
    Bytes64.read(serverKey, Verifier.KEY_BYTES);
  }

  /**
   * Derives the keys; takes a while on purpose.
   *
   * @param salt random bytes
   * @throws IllegalArgumentException if the password is empty or too long, or holds what can't be typed
   */
  public static LoginKeys derive(char[] password, byte[] salt, int iterations) {
    return derive(password, Bytes64.write(salt), iterations);
  }

  /** The same with a salt as it is written. */
  public static LoginKeys derive(char[] password, String salt, int iterations) {
    if (password.length == 0 || password.length > PASSWORD_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a password has 1 to " + PASSWORD_CHARACTERS_MAX + " characters");
    }
    Verifier.checkSalt(salt, iterations);
    byte[] salted = ScramFunctions.saltedPassword(
        SCRAM_SHA_256,
        StringPreparation.SASL_PREPARATION,
        password,
        Bytes64.read(salt, Verifier.SALT_BYTES),
        iterations);
    return new LoginKeys(
        salt,
        iterations,
        Bytes64.write(ScramFunctions.clientKey(SCRAM_SHA_256, salted)),
        Bytes64.write(ScramFunctions.serverKey(SCRAM_SHA_256, salted)));
  }

  /** What a relay keeps of it. */
  public Verifier verifier() {
    byte[] storedKey = ScramFunctions.storedKey(SCRAM_SHA_256, clientKeyBytes());
    return new Verifier(salt, iterations, Bytes64.write(storedKey), serverKey);
  }

  byte[] clientKeyBytes() {
    return Bytes64.read(clientKey, Verifier.KEY_BYTES);
  }

  /** {@code SALT.ITERATIONS.CLIENTKEY.SERVERKEY}, to be kept where nobody else reads it. */
  public String text() {
    return String.join(".", salt, Integer.toString(iterations), clientKey, serverKey);
  }

  /** Reads what {@link #text} writes; null when it isn't that. */
  public static @Nullable LoginKeys read(String text) {
    Verifier sameForm = Verifier.read(text);
    return sameForm == null
        ? null
        : new LoginKeys(
            sameForm.salt(), sameForm.iterations(), sameForm.storedKey(), sameForm.serverKey());
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "LoginKeys[" + iterations + " iterations]";
  }
}

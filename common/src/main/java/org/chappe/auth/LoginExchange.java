package org.chappe.auth;

import static com.ongres.scram.common.ScramMechanism.SCRAM_SHA_256;

import com.ongres.scram.common.ScramFunctions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.chappe.model.ClientId;

/**
 * What both sides know of one login, from which the proofs of both are made (RFC 5802, section 3). Neither is worth anything in another
 * login, as both sides chose a nonce.
 *
 * @param clientNonce the client's, {@link #NONCE_CHARACTERS} of base64url
 * @param relayNonce the relay's, likewise
 */
public record LoginExchange(
    ClientId client, String clientNonce, String relayNonce, String salt, int iterations) {

  /** 96 bits, as two tokens. */
  public static final int NONCE_CHARACTERS = 16;

  /** The header that says that no channel is bound, in base64. */
  private static final String NO_CHANNEL = "biws";

  /** @throws IllegalArgumentException if a value has another form */
  public LoginExchange {
    if (!isNonce(clientNonce) || !isNonce(relayNonce)) {
      throw new IllegalArgumentException("a nonce is 16 characters of base64url");
    }
    Verifier.checkSalt(salt, iterations);
  }

  /** Whether a text may be a nonce. */
  public static boolean isNonce(String text) {
    return text.matches("[A-Za-z0-9_-]{" + NONCE_CHARACTERS + "}");
  }

  /** The client-first-message-bare, the server-first-message and the client-final-message-without-proof. */
  private String authMessage() {
    String nonce = clientNonce + relayNonce;
    return "n=" + client + ",r=" + clientNonce
        + ",r=" + nonce + ",s=" + salt + ",i=" + iterations
        + ",c=" + NO_CHANNEL + ",r=" + nonce;
  }

  /** The client's proof, in base64url. */
  public String proof(LoginKeys keys) {
    byte[] clientKey = keys.clientKeyBytes();
    byte[] storedKey = ScramFunctions.storedKey(SCRAM_SHA_256, clientKey);
    byte[] signature = ScramFunctions.clientSignature(SCRAM_SHA_256, storedKey, authMessage());
    return Bytes64.write(ScramFunctions.clientProof(clientKey, signature));
  }

  /** Whether a proof shows that the client knows the password. */
  public boolean isProvenBy(String proof, Verifier verifier) {
    try {
      return ScramFunctions.verifyClientProof(
          SCRAM_SHA_256,
          Bytes64.read(proof, Verifier.KEY_BYTES),
          Bytes64.read(verifier.storedKey(), Verifier.KEY_BYTES),
          authMessage());
    } catch (IllegalArgumentException notAProof) {
      return false;
    }
  }

  /** The relay's signature, by which it shows that it knows the account; in base64url. */
  public String signature(String serverKey) {
    byte[] key = Bytes64.read(serverKey, Verifier.KEY_BYTES);
    return Bytes64.write(ScramFunctions.serverSignature(SCRAM_SHA_256, key, authMessage()));
  }

  /** Whether a signature is that of a relay that knows the account. */
  public boolean isSignedBy(String signature, LoginKeys keys) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.US_ASCII),
        signature(keys.serverKey()).getBytes(StandardCharsets.US_ASCII));
  }
}

package org.chappe.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;

/**
 * Stateless proof that a handshake's source address is real: whoever returns the cookie has received it there. It is a
 * keyed hash (HMAC-SHA-256, RFC 2104, cut to 48 bits) of address, port, source, nonce and the minute, so that nothing
 * is kept for those who never come back (the idea of RFC 6347 section 4.2.1).
 */
public final class Cookies {

  private static final String ALGORITHM = "HmacSHA256";
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int TOKEN_SHIFT = Long.SIZE - 48;

  private final Mac mac;

  /** Two random words, fresh for each process, are the secret. */
  public Cookies(long secretHigh, long secretLow) {
    byte[] secret = ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(secretHigh)
        .putLong(secretLow)
        .array();
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** 48 bits bound to the address, the source, the nonce and the minute. */
  public long issue(long nowNanos, Endpoint from, Frame.Handshake handshake) {
    return hash(nowNanos / MINUTE_NANOS, from, handshake);
  }

  /** Whether the handshake carries a cookie issued for it in this or the last minute. */
  public boolean isGenuine(long nowNanos, Endpoint from, Frame.Handshake handshake) {
    long minute = nowNanos / MINUTE_NANOS;
    // both are computed before either is looked at, so that the time taken tells nothing
    boolean ofThisMinute = hash(minute, from, handshake) == handshake.cookie();
    boolean ofLastMinute = hash(minute - 1, from, handshake) == handshake.cookie();
    return ofThisMinute || ofLastMinute;
  }

  private long hash(long minute, Endpoint from, Frame.Handshake handshake) {
    byte[] source = handshake.source().toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer input = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES + source.length);
    input.putLong(minute).putLong(from.high()).putLong(from.low()).putInt(from.port());
    input.putLong(handshake.nonce()).put(source);
    return ByteBuffer.wrap(mac.doFinal(input.array())).getLong() >>> TOKEN_SHIFT;
  }
}

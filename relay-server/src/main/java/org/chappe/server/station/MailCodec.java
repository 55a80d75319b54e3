package org.chappe.server.station;

import java.nio.ByteBuffer;
import org.chappe.model.Payload;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.FrameDecoder;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;

/**
 * Mail records: one byte that tells messages from receipts, eight for the end of the message's life, highest first, and then the very frame
 * that carries the message, outside any session.
 */
final class MailCodec {

  private static final byte MESSAGE = 1;
  private static final byte RECEIPT = 2;

  /** The frame's text stands behind so many of these. */
  private static final int SLASHES = 4;

  private static final int HEAD_BYTES = 1 + Long.BYTES;

  private final FrameDecoder decoder = new FrameDecoder();
  private final byte[] scratch = new byte[HEAD_BYTES + WireLimits.DATAGRAM_BYTES_MAX];
  private final ByteBuffer head = ByteBuffer.wrap(scratch);

  Payload encode(Mail mail) {
    byte first = mail.message().receipt().isReceipt() ? RECEIPT : MESSAGE;
    head.put(0, first).putLong(1, mail.expiresAtSeconds());
    Frame frame = new Frame.Send(Stamp.unnumbered(), mail.message(), "");
    int end = FrameCodec.encode(frame, scratch, HEAD_BYTES);
    return Payload.copyOf(scratch, 0, end);
  }

  /** @throws IllegalStateException if the value isn't a mail record: the store is damaged */
  Mail decode(Payload value) {
    long expiresAtSeconds = expiry(value);
    int end = value.copyTo(scratch, 0);
    Decoded decoded = decoder.decode(scratch, HEAD_BYTES, end - HEAD_BYTES);
    if (decoded instanceof Frame.Send send) {
      return new Mail(send.message(), expiresAtSeconds);
    }
    throw damaged();
  }

  /**
   * When the life of a recorded message ends, without reading the message.
   *
   * @throws IllegalStateException if the value isn't a mail record
   */
  long expiry(Payload value) {
    boolean fits = value.length() > HEAD_BYTES && value.length() <= scratch.length;
    if (!fits || (value.at(0) != MESSAGE && value.at(0) != RECEIPT)) {
      throw damaged();
    }
    long expiresAtSeconds = 0;
    for (int i = 1; i < HEAD_BYTES; i++) {
      expiresAtSeconds = (expiresAtSeconds << 8) | (value.at(i) & 0xFF);
    }
    if (expiresAtSeconds < 0) {
      throw damaged();
    }
    return expiresAtSeconds;
  }

  /** Whether a record that has an {@link #expiry} is that of a receipt. */
  static boolean isReceipt(Payload value) {
    return value.at(0) == RECEIPT;
  }

  /** What the message of a record that has an {@link #expiry} is counted with, without reading the message. */
  static int bytes(Payload value) {
    int at = HEAD_BYTES;
    for (int slashes = 0; slashes < SLASHES && at < value.length(); at++) {
      slashes += value.at(at) == '/' ? 1 : 0;
    }
    return Mail.RECORD_BYTES + value.length() - at;
  }

  private static IllegalStateException damaged() {
    return new IllegalStateException("a stored value is not a mail record");
  }
}

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
 * Mail records: one byte for the format, eight for the end of the message's life, highest first, and then the very frame
 * that carries the message, outside any session.
 */
final class MailCodec {

  /** The only format so far. */
  private static final byte FORMAT = 1;

  private static final int HEAD_BYTES = 1 + Long.BYTES;

  private final FrameDecoder decoder = new FrameDecoder();
  private final byte[] scratch = new byte[HEAD_BYTES + WireLimits.DATAGRAM_BYTES_MAX];
  private final ByteBuffer head = ByteBuffer.wrap(scratch);

  Payload encode(Mail mail) {
    head.put(0, FORMAT).putLong(1, mail.expiresAtSeconds());
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
    if (!fits || value.at(0) != FORMAT) {
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

  private static IllegalStateException damaged() {
    return new IllegalStateException("a stored value is not a mail record");
  }
}

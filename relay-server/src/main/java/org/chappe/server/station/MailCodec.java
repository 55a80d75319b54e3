package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.FrameDecoder;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;

/** Messages at rest: the very frame that carries them, outside any session. */
final class MailCodec {

  private final FrameDecoder decoder = new FrameDecoder();
  private final byte[] scratch = new byte[WireLimits.DATAGRAM_BYTES_MAX];

  Payload encode(Message message) {
    int length = FrameCodec.encode(new Frame.Send(Stamp.unnumbered(), message, ""), scratch, 0);
    return Payload.copyOf(scratch, 0, length);
  }

  /** @throws IllegalStateException if the value isn't a stored message: the store is damaged */
  Message decode(Payload value) {
    if (value.length() <= scratch.length) {
      int length = value.copyTo(scratch, 0);
      Decoded decoded = decoder.decode(scratch, 0, length);
      if (decoded instanceof Frame.Send send) {
        return send.message();
      }
    }
    throw new IllegalStateException("a stored value is not a message");
  }
}

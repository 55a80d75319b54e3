package org.chappe.wire;

import static org.chappe.wire.AddressKind.ANY;
import static org.chappe.wire.AddressKind.CLIENT;
import static org.chappe.wire.AddressKind.CLIENT_OR_RELAY;
import static org.chappe.wire.AddressKind.RECIPIENT;
import static org.chappe.wire.AddressKind.RELAY;

import org.jspecify.annotations.Nullable;

/** The first word of a frame, and what its type may hold. */
enum FrameType {
  SEND("send", CLIENT, RECIPIENT, "elmstodrkg"),
  ACK("ack", ANY, ANY, "elxnc"),
  TABLE("table", RELAY, RELAY, "el"),
  GET("get", CLIENT_OR_RELAY, ANY, "elw"),
  HANDSHAKE("handshake", CLIENT_OR_RELAY, ANY, "elnc"),
  TERMINATE("terminate", CLIENT_OR_RELAY, ANY, "el");

  private static final FrameType[] ALL = values();

  private final String word;
  private final AddressKind source;
  private final AddressKind destination;
  private final int letters;

  FrameType(String word, AddressKind source, AddressKind destination, String letters) {
    this.word = word;
    this.source = source;
    this.destination = destination;
    this.letters = letters.chars().map(FrameType::bit).sum();
  }

  /** The type whose word fills a range; null when there is none. */
  static @Nullable FrameType of(byte[] bytes, int from, int to) {
    for (FrameType type : ALL) {
      if (Ascii.equals(type.word, bytes, from, to)) {
        return type;
      }
    }
    return null;
  }

  static FrameType of(Frame frame) {
    if (frame instanceof Frame.Send) {
      return SEND;
    }
    if (frame instanceof Frame.Ack) {
      return ACK;
    }
    if (frame instanceof Frame.Table) {
      return TABLE;
    }
    if (frame instanceof Frame.Get) {
      return GET;
    }
    return frame instanceof Frame.Handshake ? HANDSHAKE : TERMINATE;
  }

  String word() {
    return word;
  }

  AddressKind source() {
    return source;
  }

  AddressKind destination() {
    return destination;
  }

  boolean carries(Parameter parameter) {
    return (letters & bit(parameter.letter())) != 0;
  }

  private static int bit(int letter) {
    return 1 << (letter - 'a');
  }
}

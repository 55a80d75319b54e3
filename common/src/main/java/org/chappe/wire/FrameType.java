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

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, then only read
  private final byte[] ranks = new byte[256];

  FrameType(String word, AddressKind source, AddressKind destination, String letters) {
    this.word = word;
    this.source = source;
    this.destination = destination;
    for (char digit = '1'; digit <= '9'; digit++) {
      ranks[digit] = Parameter.VERSION_RANK;
    }
    for (Parameter parameter : Parameter.values()) {
      boolean carried = letters.indexOf(parameter.letter()) >= 0;
      ranks[parameter.letter()] = (byte) (carried ? parameter.rank() : 0);
    }
  }

  /** The type whose word begins a range, with a ";", a "/" or the range's end behind it; null when there is none. */
  static @Nullable FrameType of(byte[] bytes, int from, int to) {
    for (FrameType type : ALL) {
      int end = from + type.word.length();
      if (end <= to
          && Ascii.equals(type.word, bytes, from, end)
          && (end == to || bytes[end] == ';' || bytes[end] == '/')) {
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
    return rank(parameter.letter()) > 0;
  }

  /** The rank of the parameter of a letter, or of a version's digit; 0 when the type carries none such. */
  int rank(int letter) {
    return ranks[letter & 0xFF];
  }
}

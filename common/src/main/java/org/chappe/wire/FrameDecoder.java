package org.chappe.wire;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads datagrams one after the other, in a single pass each; it makes nothing but the frame. For one thread; what it
 * returns keeps no hold on it or on the bytes.
 */
public final class FrameDecoder {

  private final ParameterReader parameters = new ParameterReader();

  private byte[] bytes = {};
  private int offset;
  private int end;
  private int at;

  private FrameType type = FrameType.SEND;
  private int seq;
  private Address source = Address.NOBODY;
  private Address destination = Address.NOBODY;
  private Payload payload = Payload.EMPTY;

  private Problem problem = new Problem(Refusal.PARSE, "");

  /** Reads one datagram; see {@link FrameCodec#decode}. */
  public Decoded decode(byte[] datagram, int from, int length) {
    bytes = datagram;
    offset = from;
    end = from + length;
    at = from;
    boolean whole = isSmall()
        && isTypeRead()
        && areParametersRead()
        && isSequenceRead()
        && isSourceRead()
        && isDestinationRead()
        && isPayloadRead();
    return whole ? frame() : Attribution.malformed(problem, datagram, from, length);
  }

  private boolean isSmall() {
    return end - offset <= WireLimits.DATAGRAM_BYTES_MAX
        || refuse(Refusal.SIZE, "a datagram is at most 256 bytes; this one is longer");
  }

  private boolean isTypeRead() {
    if (at == end || !Ascii.isSmallLetter(bytes[at])) {
      return refuse(Refusal.PARSE, "a frame begins with a small letter");
    }
    FrameType read = FrameType.of(bytes, offset, end);
    if (read == null) {
      int to = Ascii.endOfWord(bytes, offset, end);
      return refuse(Refusal.PARSE, "unknown type " + Quote.of(bytes, offset, to));
    }
    type = read;
    at += read.word().length();
    return true;
  }

  private boolean areParametersRead() {
    int to = parameters.read(type, bytes, at, end);
    if (to == ParameterReader.REFUSED) {
      return refuse(Refusal.PARAM, parameters.complaint);
    }
    at = to;
    return at < end || refuseFieldCount();
  }

  private boolean isSequenceRead() {
    int from = at + 1;
    if (!isFieldClosed(from)) {
      return false;
    }
    seq = SequenceField.read(bytes, from, at);
    return seq != SequenceField.NOT_A_NUMBER
        || refuse(
            Refusal.PARSE, "sequence number " + Quote.of(bytes, from, at) + " is not 0 to 99");
  }

  private boolean isSourceRead() {
    Address read = readAddress("source ", type.source());
    if (read == null) {
      return false;
    }
    source = read;
    return true;
  }

  private boolean isDestinationRead() {
    Address read = readAddress("destination ", type.destination());
    if (read == null) {
      return false;
    }
    destination = read;
    return true;
  }

  /** Reads the next field; null, and a problem, when it isn't what the type wants there. */
  private @Nullable Address readAddress(String field, AddressKind kind) {
    int from = at + 1;
    Address client = AddressField.readClientBefore('/', bytes, from, end);
    if (client != null && kind.accepts(client)) {
      at = from + ClientId.DIGITS;
      return client;
    }
    if (!isFieldClosed(from)) {
      return null;
    }
    Address read = AddressField.read(bytes, from, at);
    if (read != null && kind.accepts(read)) {
      return read;
    }
    refuse(Refusal.PARSE, field + Quote.of(bytes, from, at) + " " + kind.complaint());
    return null;
  }

  /** Moves to the "/" that ends the field which begins at {@code from}. */
  private boolean isFieldClosed(int from) {
    at = Ascii.indexOf('/', bytes, from, end);
    return at < end || refuseFieldCount();
  }

  private boolean isPayloadRead() {
    int from = at + 1;
    payload = Payload.copyOf(bytes, from, end - from);
    Problem found = PayloadField.problem(type, payload);
    return found == null || refuse(found);
  }

  private Frame frame() {
    ParameterReader p = parameters;
    Stamp stamp = new Stamp(p.version, p.session, p.lap, seq);
    return switch (type) {
      case SEND -> new Frame.Send(stamp, message(), p.extensions);
      case ACK ->
        new Frame.Ack(
            stamp, source, destination, p.refusal, p.nonce, p.cookie, payload, p.extensions);
      case TABLE ->
        new Frame.Table(
            stamp, (RelayNumber) source, (RelayNumber) destination, payload, p.extensions);
      case GET -> new Frame.Get(stamp, source, destination, p.waitSeconds, payload, p.extensions);
      case HANDSHAKE ->
        new Frame.Handshake(stamp, source, destination, p.nonce, p.cookie, payload, p.extensions);
      case TERMINATE -> new Frame.Terminate(stamp, source, destination, payload, p.extensions);
    };
  }

  private Message message() {
    ParameterReader p = parameters;
    return new Message(
        (ClientId) source,
        (ClientId) destination,
        p.id,
        p.part,
        p.hopsLeft,
        p.custodian,
        p.lifeSeconds,
        p.receipt,
        p.via,
        p.keyId,
        payload);
  }

  private boolean refuseFieldCount() {
    int fields = 1;
    for (int i = offset; i < end; i++) {
      fields += bytes[i] == '/' ? 1 : 0;
    }
    return refuse(Refusal.PARSE, "a frame has five fields divided by /; this has " + fields);
  }

  private boolean refuse(Refusal kind, String words) {
    return refuse(new Problem(kind, words));
  }

  private boolean refuse(Problem found) {
    problem = found;
    return false;
  }
}

package org.chappe.wire;

import static org.chappe.wire.WireLimits.DATAGRAM_BYTES_MAX;

import org.chappe.model.Address;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/** Writes frames, and refuses those that a decoder would refuse. */
final class FrameEncoder {

  /** Type, parameters and four fields without extensions and payload: those of a send are 96. */
  private static final int HEADER_BYTES_MAX = 96;

  private FrameEncoder() {}

  static int encode(Frame frame, byte[] target, int offset) {
    int bytesMax =
        HEADER_BYTES_MAX + frame.extensions().length() + frame.payload().length();
    return bytesMax <= Math.min(DATAGRAM_BYTES_MAX, target.length - offset)
        ? write(frame, target, offset)
        : writeIfFits(frame, target, offset);
  }

  /** Where it may be too long, it is written beside the target first. */
  private static int writeIfFits(Frame frame, byte[] target, int offset) {
    int variable = frame.extensions().length() + frame.payload().length();
    require(variable <= DATAGRAM_BYTES_MAX, "frame is over 256 bytes, the limit of a datagram");
    byte[] scratch = new byte[HEADER_BYTES_MAX + variable];
    int length = write(frame, scratch, 0);
    require(length <= DATAGRAM_BYTES_MAX, "frame is over 256 bytes, the limit of a datagram");
    require(length <= target.length - offset, "frame is longer than the rest of the array");
    System.arraycopy(scratch, 0, target, offset, length);
    return offset + length;
  }

  private static int write(Frame frame, byte[] target, int offset) {
    FrameType type = FrameType.of(frame);
    Stamp stamp = frame.stamp();
    Address source = frame.source();
    Address destination = frame.destination();
    Payload payload = frame.payload();
    require(type.source().accepts(source), "the source doesn't fit the type");
    require(type.destination().accepts(destination), "the destination doesn't fit the type");
    int at = Ascii.write(type.word(), target, offset);
    at = writeStamp(stamp, target, at);
    at = writeParameters(frame, target, at);
    at = writeExtensions(frame.extensions(), target, at);
    target[at++] = '/';
    at = AddressField.writeNumber(stamp.seq(), target, at);
    target[at++] = '/';
    at = AddressField.write(source, target, at);
    target[at++] = '/';
    at = AddressField.write(destination, target, at);
    target[at++] = '/';
    Problem problem = PayloadField.problem(type, payload);
    require(problem == null, problem == null ? "" : problem.words());
    return payload.copyTo(target, at);
  }

  private static int writeStamp(Stamp stamp, byte[] target, int offset) {
    int at = offset;
    if (!stamp.isClassic()) {
      target[at++] = ';';
      target[at++] = (byte) ('0' + stamp.version());
    }
    at = writeToken(Parameter.SESSION, stamp.session(), target, at);
    return writeNumber(Parameter.LAP, stamp.lap(), target, at);
  }

  private static int writeParameters(Frame frame, byte[] target, int offset) {
    if (frame instanceof Frame.Send send) {
      return writeMessage(send.message(), target, offset);
    }
    if (frame instanceof Frame.Ack ack) {
      int at = writeRefusal(ack.refusal(), target, offset);
      at = writeToken(Parameter.NONCE, ack.nonce(), target, at);
      return writeToken(Parameter.COOKIE, ack.cookie(), target, at);
    }
    if (frame instanceof Frame.Get get) {
      require(
          get.waitSeconds() >= Frame.Get.NO_WAIT
              && get.waitSeconds() <= WireLimits.WAIT_SECONDS_MAX,
          "a wait is 0 to 3600 seconds, or none");
      return writeNumber(Parameter.WAIT, get.waitSeconds(), target, offset);
    }
    if (frame instanceof Frame.Handshake handshake) {
      int at = writeToken(Parameter.NONCE, handshake.nonce(), target, offset);
      return writeToken(Parameter.COOKIE, handshake.cookie(), target, at);
    }
    return offset;
  }

  private static int writeMessage(Message message, byte[] target, int offset) {
    int at = writeMessageId(message.id(), target, offset);
    at = writePart(message.part(), target, at);
    at = writeNumber(Parameter.HOPS, message.hopsLeft(), target, at);
    at = writeCustodian(message.custodian(), target, at);
    at = writeNumber(Parameter.LIFE, message.lifeSeconds(), target, at);
    at = writeReceipt(message.receipt(), target, at);
    at = writeKeyId(message.keyId(), target, at);
    return writeVia(message.via(), target, at);
  }

  private static int writeMessageId(@Nullable MessageId id, byte[] target, int offset) {
    if (id == null) {
      return offset;
    }
    int at = writeLetter(Parameter.MESSAGE, target, offset);
    at = Base36.write(id.epoch(), target, at);
    target[at++] = '.';
    return Base36.write(id.n(), target, at);
  }

  private static int writePart(@Nullable Part part, byte[] target, int offset) {
    if (part == null) {
      return offset;
    }
    int at = writeLetter(Parameter.PART, target, offset);
    target[at++] = (byte) ('0' + part.k());
    target[at++] = '.';
    target[at++] = (byte) ('0' + part.n());
    return at;
  }

  private static int writeCustodian(int custodian, byte[] target, int offset) {
    if (custodian == Message.NOBODY) {
      return offset;
    }
    return Base36.write(custodian, target, writeLetter(Parameter.CUSTODIAN, target, offset));
  }

  private static int writeReceipt(Receipt receipt, byte[] target, int offset) {
    if (receipt == Receipt.NONE) {
      return offset;
    }
    int at = writeLetter(Parameter.RECEIPT, target, offset);
    switch (receipt) {
      case NONE, WANTED -> {
        return at;
      }
      case STORED -> target[at++] = 's';
      case DELIVERED -> target[at++] = 'd';
      case EXPIRED -> target[at++] = 'x';
      case FAILED -> target[at++] = 'f';
      case COPY -> target[at++] = 'c';
      case OWN -> target[at++] = 'o';
      case TAKEN -> target[at++] = 't';
      case VOID -> target[at++] = 'v';
    }
    return at;
  }

  private static int writeKeyId(@Nullable String keyId, byte[] target, int offset) {
    if (keyId == null) {
      return offset;
    }
    boolean valid = keyId.length() >= 1
        && keyId.length() <= ParameterReader.KEY_CHARACTERS_MAX
        && keyId.chars().allMatch(Parameter::isValueCharacter);
    require(valid, "a key ID is " + Parameter.KEY.takes());
    return Ascii.write(keyId, target, writeLetter(Parameter.KEY, target, offset));
  }

  private static int writeVia(Via via, byte[] target, int offset) {
    if (via == Via.DIRECT) {
      return offset;
    }
    int at = writeLetter(Parameter.VIA, target, offset);
    switch (via) {
      case BROADCAST -> target[at] = 'a';
      case ROOM -> target[at] = 'r';
      case ROOM_ANSWER -> target[at] = 'c';
      case DIRECT -> throw new IllegalArgumentException("nothing is written of a direct message");
    }
    return at + 1;
  }

  private static int writeRefusal(@Nullable Refusal refusal, byte[] target, int offset) {
    return refusal == null
        ? offset
        : Ascii.write(refusal.word(), target, writeLetter(Parameter.REFUSAL, target, offset));
  }

  private static int writeToken(Parameter parameter, long token, byte[] target, int offset) {
    if (token == Stamp.NONE) {
      return offset;
    }
    require(token >= 0 && token <= Stamp.TOKEN_MAX, "a nonce or cookie has 48 bits");
    return Token.write(token, target, writeLetter(parameter, target, offset));
  }

  /** Writes a number that its record has checked; −1 stands for none in all of them. */
  private static int writeNumber(Parameter parameter, long value, byte[] target, int offset) {
    if (value == Stamp.NONE) {
      return offset;
    }
    return Base36.write(value, target, writeLetter(parameter, target, offset));
  }

  private static int writeLetter(Parameter parameter, byte[] target, int offset) {
    target[offset] = ';';
    target[offset + 1] = (byte) parameter.letter();
    return offset + 2;
  }

  private static int writeExtensions(String extensions, byte[] target, int offset) {
    if (extensions.isEmpty()) {
      return offset;
    }
    require(extensions.chars().allMatch(c -> c < 0x80), Extensions.COMPLAINT);
    int end = Ascii.write(extensions, target, offset);
    require(Extensions.end(target, offset, end) == end, Extensions.COMPLAINT);
    return end;
  }

  private static void require(boolean condition, String words) {
    if (!condition) {
      throw new IllegalArgumentException(words);
    }
  }
}

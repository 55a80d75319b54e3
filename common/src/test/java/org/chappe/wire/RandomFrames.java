package org.chappe.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/** Valid frames of all types with any mixture of parameters, from a seed. */
final class RandomFrames {

  private static final String VALUE_CHARACTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.-";
  private static final int[] CODE_POINTS = {
    'a', 'Z', '0', ' ', '/', ';', '~', '\t', '\n', 0x80, 0xE9, 0x7FF, 0x800, 0x20AC, 0xD7FF, 0xE000,
    0xFFFD, 0x10000, 0x1F600, 0x10FFFF
  };

  private final RandomGenerator random;

  RandomFrames(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  Frame next() {
    return switch (random.nextInt(6)) {
      case 0 ->
        new Frame.Handshake(
            stamp(), someone(), anyone(), token(), token(), payload(140), extensions());
      case 1 -> new Frame.Terminate(stamp(), someone(), anyone(), payload(140), extensions());
      case 2 -> new Frame.Get(stamp(), someone(), anyone(), waits(), payload(140), extensions());
      case 3 ->
        new Frame.Ack(
            stamp(), anyone(), anyone(), refusal(), token(), token(), payload(120), extensions());
      case 4 -> new Frame.Table(stamp(), relay(), relay(), payload(170), extensions());
      default -> new Frame.Send(stamp(), message(), random.nextInt(8) == 0 ? ";Q" : "");
    };
  }

  byte[] nextBytes() {
    byte[] target = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    int length = FrameCodec.encode(next(), target, 0);
    return Arrays.copyOf(target, length);
  }

  private Stamp stamp() {
    int version = oneIn(4) ? 0 : 1 + random.nextInt(9);
    long lap = oneIn(3) ? Stamp.NONE : upTo(WireLimits.LAP_MAX);
    return new Stamp(version, token(), lap, random.nextInt(100));
  }

  private Message message() {
    Via via = oneOf(List.of(Via.values()));
    return new Message(
        client(),
        oneIn(8) ? ClientId.EVERYONE : client(),
        oneIn(3) ? null : new MessageId(upTo(MessageId.EPOCH_MAX), upTo(MessageId.N_MAX)),
        part(),
        oneIn(3) ? Message.UNLIMITED : (int) upTo(Message.HOPS_MAX),
        oneIn(3) ? Message.NOBODY : 1 + random.nextInt(RelayNumber.MAX),
        oneIn(3) ? Message.UNLIMITED : upTo(Message.LIFE_SECONDS_MAX),
        oneOf(List.of(Receipt.values())),
        via,
        oneIn(3) && via == Via.DIRECT ? value(1, 4) : null,
        payload(160));
  }

  private @Nullable Part part() {
    int n = 1 + random.nextInt(Part.MAX);
    return oneIn(2) ? null : new Part(1 + random.nextInt(n), n);
  }

  private int waits() {
    return oneIn(2) ? Frame.Get.NO_WAIT : (int) upTo(WireLimits.WAIT_SECONDS_MAX);
  }

  private @Nullable Refusal refusal() {
    return oneIn(2) ? null : oneOf(List.of(Refusal.values()));
  }

  private long token() {
    return oneIn(3) ? Stamp.NONE : upTo(Stamp.TOKEN_MAX);
  }

  private ClientId client() {
    return new ClientId(upTo(9_999_999_999L));
  }

  private RelayNumber relay() {
    return new RelayNumber(1 + (int) upTo(RelayNumber.MAX - 1));
  }

  private Address someone() {
    return oneIn(2) ? client() : relay();
  }

  private Address anyone() {
    return oneIn(3) ? Address.NOBODY : someone();
  }

  private String extensions() {
    StringBuilder extensions = new StringBuilder();
    for (int letter = 'A' + random.nextInt(26); letter <= 'Z'; letter += 1 + random.nextInt(26)) {
      if (extensions.length() < 18 && oneIn(2)) {
        extensions.append(';').append((char) letter).append(value(0, 16));
      }
    }
    return extensions.toString();
  }

  private String value(int lengthMin, int lengthMax) {
    int length = random.nextInt(lengthMin, lengthMax + 1);
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < length; i++) {
      value.append(VALUE_CHARACTERS.charAt(random.nextInt(VALUE_CHARACTERS.length())));
    }
    return value.toString();
  }

  private Payload payload(int bytesMax) {
    int bytes = oneIn(4) ? bytesMax : random.nextInt(bytesMax + 1);
    boolean ascii = oneIn(2);
    StringBuilder text = new StringBuilder();
    int used = 0;
    while (used < bytes) {
      int codePoint =
          ascii ? random.nextInt(0x20, 0x7F) : CODE_POINTS[random.nextInt(CODE_POINTS.length)];
      used += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (used <= bytes) {
        text.appendCodePoint(codePoint);
      }
    }
    return Payload.of(text.toString());
  }

  /** Small numbers and the maximum come more often than their share. */
  private long upTo(long max) {
    return switch (random.nextInt(4)) {
      case 0 -> max;
      case 1 -> random.nextLong(Math.min(max, 40) + 1);
      default -> random.nextLong(max + 1);
    };
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}

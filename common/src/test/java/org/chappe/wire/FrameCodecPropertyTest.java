package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all bytes and all frames, tried on many of a seed. */
class FrameCodecPropertyTest {

  private static final int FRAMES = 2_000;
  private static final int MUTATED_FRAMES = 60;
  private static final int OFFSET = 3;

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldDecodeToTheFrameThatWasEncoded(long seed) {
    RandomFrames frames = new RandomFrames(seed);
    FrameDecoder decoder = new FrameDecoder();
    byte[] bytes = new byte[400];
    for (int i = 0; i < FRAMES; i++) {
      Frame frame = frames.next();
      int end = FrameCodec.encode(frame, bytes, OFFSET);
      Decoded decoded = decoder.decode(bytes, OFFSET, end - OFFSET);
      assertThat(decoded).as("seed %d, frame %d", seed, i).isEqualTo(frame);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldRefuseEveryTruncationOrReadItCanonically(long seed) {
    RandomFrames frames = new RandomFrames(seed);
    for (int i = 0; i < MUTATED_FRAMES; i++) {
      byte[] bytes = frames.nextBytes();
      for (int length = 0; length <= bytes.length; length++) {
        assertCanonical(Arrays.copyOf(bytes, length), seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldRefuseEveryFlippedBitOrReadItCanonically(long seed) {
    RandomFrames frames = new RandomFrames(seed);
    for (int i = 0; i < MUTATED_FRAMES; i++) {
      byte[] bytes = frames.nextBytes();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        assertCanonical(bytes, seed);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldRefuseEveryChangedByteOrReadItCanonically(long seed) {
    RandomFrames frames = new RandomFrames(seed);
    byte[] bytes = frames.nextBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte whole = bytes[at];
      for (int value = 0; value < 256; value++) {
        bytes[at] = (byte) value;
        assertCanonical(bytes, seed);
      }
      bytes[at] = whole;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldRefuseGarbageOrReadItCanonically(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] alphabet = Ascii.bytes("sendgtack;;;;2elmstdrxwnck//////0123456789AZ._-\n\0\u007f");
    for (int i = 0; i < FRAMES * 5; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      for (int at = 0; at < bytes.length; at++) {
        boolean wild = random.nextInt(40) == 0;
        bytes[at] = wild ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
      }
      byte[] type = Ascii.bytes(random.nextBoolean() ? "send" : "ack");
      System.arraycopy(type, 0, bytes, 0, Math.min(type.length, bytes.length));
      assertCanonical(bytes, seed);
    }
  }

  /** Frames made of fields that are mostly right reach what random bytes never do. */
  @ParameterizedTest
  @MethodSource("seeds")
  void shouldReadStitchedFramesCanonicallyOrRefuseThem(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String[] parameters = {
      ";2",
      ";0",
      ";eAbCdEfGh",
      ";e",
      ";l0",
      ";l00",
      ";lzzzz",
      ";m0.0",
      ";m1.",
      ";s1.1",
      ";s2.1",
      ";t0",
      ";d10",
      ";r",
      ";rs",
      ";rq",
      ";xwho",
      ";xfoo",
      ";w2s0",
      ";w2s1",
      ";nAAAAAAAA",
      ";c________",
      ";kab",
      ";k",
      ";A",
      ";Bx-y",
      ";C12345678901234567",
      ";",
      ";q1",
      ";e AAAAAAA"
    };
    String[] types = {"send", "ack", "get", "table", "handshake", "terminate", "sen", "sends", ""};
    String[] fields = {
      "", "0", "7", "07", "99", "100", "1234567890", "0000000000", "9999", "01", "x"
    };
    int[] frames = {0};
    for (int i = 0; i < FRAMES * 5; i++) {
      StringBuilder text = new StringBuilder(types[random.nextInt(types.length)]);
      for (int n = random.nextInt(4); n > 0; n--) {
        text.append(parameters[random.nextInt(parameters.length)]);
      }
      for (int field = 0; field < 3; field++) {
        text.append('/').append(fields[random.nextInt(fields.length)]);
      }
      frames[0] += assertCanonical(Ascii.bytes(text.append("/hi").toString()), seed) ? 1 : 0;
    }
    assertThat(frames[0]).as("seed %d reaches accepted frames", seed).isPositive();
  }

  /** Whether the bytes are a frame; either way, nothing but what the contract allows came out. */
  private static boolean assertCanonical(byte[] bytes, long seed) {
    Decoded decoded = FrameCodec.decode(bytes, 0, bytes.length);
    if (decoded instanceof Frame frame) {
      byte[] again = new byte[bytes.length];
      int end = FrameCodec.encode(frame, again, 0);
      assertThat(Arrays.copyOf(again, end)).as("seed %d, %s", seed, frame).isEqualTo(bytes);
      return true;
    }
    Malformed malformed = (Malformed) decoded;
    assertThat(malformed.words()).as("seed %d", seed).matches("[ -~]{1,120}");
    assertThat(malformed.seq()).as("seed %d", seed).isBetween(-1, 99);
    boolean ack =
        bytes.length > 3 && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).matches("ack[;/]");
    assertThat(ack && malformed.answerable())
        .as("seed %d: acks are not answered", seed)
        .isFalse();
    return false;
  }
}

package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextTest {

  private static final ClientId ANN = new ClientId(1);

  private static List<Integer> lengths(String text) {
    return LongText.split(Payload.of(text)).stream().map(Payload::length).toList();
  }

  @Test
  void shouldLeaveAShortTextWhole() {
    assertThat(lengths("")).containsExactly(0);
    assertThat(lengths("x".repeat(160))).containsExactly(160);
  }

  @ParameterizedTest
  @CsvSource({"x,160", "\u00e9,160", "\u20ac,159", "\ud83d\ude00,160"})
  void shouldCutAsLateAsAWholeCharacterAllows(String character, int bytes) {
    assertThat(lengths(character.repeat(161)).get(0)).isEqualTo(bytes);
    assertThat(lengths("a" + character.repeat(161)).get(0)).isGreaterThan(156);
  }

  @Test
  void shouldCutEvenWhatIsNoText() {
    byte[] noText = new byte[330];
    java.util.Arrays.fill(noText, (byte) 0x80);
    assertThat(LongText.split(Payload.copyOf(noText, 0, noText.length)))
        .extracting(Payload::length)
        .containsExactly(160, 160, 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldGiveTheSameTextWhenSplitAndJoinedInAnyOrder(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      String text = randomText(random, random.nextInt(1_281));
      List<Payload> parts = LongText.split(Payload.of(text));
      for (Payload part : parts) {
        assertThat(part.length()).isLessThanOrEqualTo(WireLimits.TEXT_BYTES_MAX);
        assertThat(decodedStrictly(part).codePointCount(0, decodedStrictly(part).length()))
            .isLessThanOrEqualTo(WireLimits.TEXT_CHARACTERS_MAX);
      }
      if (parts.size() > 1 && parts.size() <= LongText.PARTS_MAX) {
        assertThat(joined(parts, random)).as("seed %d round %d", seed, round).isEqualTo(text);
      }
      boolean isRefused = TextRule.check(Payload.of(text), parts) != null;
      assertThat(isRefused).isEqualTo(parts.size() > LongText.PARTS_MAX);
    }
  }

  /** Characters of one to four bytes in runs, of at most so many bytes in all. */
  private static String randomText(RandomGenerator random, int bytesMax) {
    int[][] kinds = {
      {' ', 0x7E}, {0xA0, 0x7FF}, {0x800, 0xD7FF}, {0xE000, 0xFFFF}, {0x10000, 0x10FFFF}
    };
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    while (bytes < bytesMax) {
      int[] kind = kinds[random.nextInt(kinds.length)];
      for (int run = random.nextInt(1, 90); run > 0 && bytes < bytesMax; run--) {
        String character = Character.toString(random.nextInt(kind[0], kind[1] + 1));
        text.append(character);
        bytes += character.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return text.toString();
  }

  private static String decodedStrictly(Payload part) throws Exception {
    byte[] bytes = new byte[part.length()];
    part.copyTo(bytes, 0);
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(java.nio.ByteBuffer.wrap(bytes))
        .toString();
  }

  private static @Nullable String joined(List<Payload> parts, Random random) {
    List<Message> shuffled = new ArrayList<>();
    for (int k = 1; k <= parts.size(); k++) {
      shuffled.add(JoinerTest.part(
          ANN, new MessageId(1, 40 + k), new Part(k, parts.size()), parts.get(k - 1)));
    }
    Collections.shuffle(shuffled, random);
    Joiner joiner = new Joiner(part -> {});
    Message whole = null;
    for (Message part : shuffled) {
      assertThat(whole).isNull();
      whole = joiner.add(part, 0);
    }
    return whole == null ? null : whole.text().text();
  }
}

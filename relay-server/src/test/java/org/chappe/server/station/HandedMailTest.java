package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was handed on, against a list of it. */
class HandedMailTest {

  private static final ClientId ANNA = ClientId.parse("1234567890");
  private static final ClientId BERT = ClientId.parse("0987654321");

  private final HandedMail handed = new HandedMail();

  private static Message message(long n) {
    return Message.plain(ANNA, BERT, Payload.of("text")).withId(new MessageId(1, n));
  }

  private boolean settle(long n) {
    return handed.settle(message(n), entry -> assertThat(entry.n()).isEqualTo(n));
  }

  @Test
  void shouldNotKeepWhatWasSettledBehindOneThatIsNot() {
    handed.hand(0, message(0), false, 0);
    for (long n = 1; n < 100_000; n++) {
      handed.hand(n, message(n), false, 0);
      assertThat(settle(n)).isTrue();
    }
    assertThat(handed.entries()).isLessThan(100);
    assertThat(handed.underWay()).isEqualTo(1);
    assertThat(settle(0)).isTrue();
    assertThat(handed.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHandAgainWhatIsWantedBackInItsOrder(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    TreeMap<Long, Boolean> underWay = new TreeMap<>();
    long fresh = 0;
    for (int deed = 0; deed < 5_000; deed++) {
      List<Long> back = underWay.entrySet().stream()
          .filter(one -> !one.getValue())
          .map(Map.Entry::getKey)
          .toList();
      assertThat(handed.hasRepetition()).isEqualTo(!back.isEmpty());
      switch (random.nextInt(deed % 1_000 < 500 ? 20 : 60)) {
        case 0 -> {
          handed.rewind();
          underWay.replaceAll((n, any) -> false);
        }
        case 1, 2, 3, 4, 5, 6, 7, 8 -> settleAny(random, underWay);
        default -> {
          long n = back.isEmpty() ? fresh++ : back.get(0);
          assertThat(back.isEmpty() ? n : handed.nextRepetition()).isEqualTo(n);
          handed.hand(n, message(n), false, 0);
          underWay.put(n, true);
        }
      }
      assertThat(handed.underWay())
          .isEqualTo((int) underWay.values().stream().filter(any -> any).count());
    }
  }

  private void settleAny(RandomGenerator random, Map<Long, Boolean> underWay) {
    List<Long> all = new ArrayList<>(underWay.keySet());
    if (!all.isEmpty()) {
      long n = all.get(random.nextInt(all.size()));
      boolean isUnderWay = Boolean.TRUE.equals(underWay.get(n));
      assertThat(settle(n)).isEqualTo(isUnderWay);
      if (isUnderWay) {
        underWay.remove(n);
      }
    }
  }
}

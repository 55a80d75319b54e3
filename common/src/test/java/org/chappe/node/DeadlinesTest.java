package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

  private final Deadlines deadlines = new Deadlines();

  @Test
  void shouldHaveNoDeadlineAtFirst() {
    assertThat(deadlines.earliest()).isEqualTo(Node.NEVER);
    assertThatThrownBy(deadlines::earliestSlot).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldServeEqualDeadlinesByAscendingSlot() {
    int[] slots = {9, 2, 40, 7, 3};
    for (int slot : slots) {
      deadlines.set(slot, 5);
    }
    for (int slot : new int[] {2, 3, 7, 9, 40}) {
      assertThat(deadlines.earliestSlot()).isEqualTo(slot);
      deadlines.set(slot, Node.NEVER);
    }
    assertThat(deadlines.earliest()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldGrowToItsBoundAndNoFurther() {
    deadlines.set(Deadlines.SLOTS_MAX - 1, 8);
    deadlines.set(0, 9);
    assertThat(deadlines.earliestSlot()).isEqualTo(Deadlines.SLOTS_MAX - 1);
    assertThatThrownBy(() -> deadlines.set(Deadlines.SLOTS_MAX, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bound");
    assertThatThrownBy(() -> deadlines.set(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeOutASlotThatNeverWasIn() {
    deadlines.set(500_000, Node.NEVER);
    deadlines.set(3, Node.NEVER);
    assertThat(deadlines.earliest()).isEqualTo(Node.NEVER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldAgreeWithASortedMapWhateverIsSet(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Integer, Long> model = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int slot = random.nextInt(200);
      boolean takesOut = random.nextInt(3) == 0;
      long nanos = takesOut ? Node.NEVER : random.nextInt(50);
      deadlines.set(slot, nanos);
      if (takesOut) {
        model.remove(slot);
      } else {
        model.put(slot, nanos);
      }
      var first = model.entrySet().stream().min(Comparator.comparing(Map.Entry::getValue));
      assertThat(deadlines.earliest())
          .as("seed %d, step %d", seed, i)
          .isEqualTo(first.map(Map.Entry::getValue).orElse(Node.NEVER));
      if (first.isPresent()) {
        assertThat(deadlines.earliestSlot())
            .as("seed %d, step %d", seed, i)
            .isEqualTo(first.get().getKey());
      }
    }
  }
}

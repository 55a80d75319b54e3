package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChangeLogTest {

  private final ClientTable table = new ClientTable(0);
  private final ChangeLog log = new ChangeLog(table);
  private final TreeMap<Long, Integer> model = new TreeMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private void add(long number) {
    int slot = table.insert(number);
    table.write(slot, 1, 1, 1, number, 0);
    log.add(slot);
    model.put(number, slot);
  }

  private void remove(long number) {
    int slot = table.find(number);
    log.remove(slot);
    table.remove(slot);
    model.remove(number);
  }

  private List<Integer> after(long number, int max) {
    int[] slots = new int[max];
    int count = log.copyAfter(number, slots);
    return Arrays.stream(slots, 0, count).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldKeepTheOrderOfTheChanges(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int range = 200 + random.nextInt(5_000);
    for (int i = 0; i < 5_000; i++) {
      long number = 1L + random.nextInt(range);
      if (!model.containsKey(number)) {
        add(number);
      } else if (random.nextBoolean()) {
        remove(number);
      }
    }
    assertThat(after(0, range)).as("seed %d", seed).containsExactlyElementsOf(model.values());
    assertThat(log.size()).isEqualTo(model.size());
    for (int i = 0; i < 50; i++) {
      long from = random.nextLong(range + 2L);
      int max = 1 + random.nextInt(300);
      List<Integer> expected = new ArrayList<>(model.tailMap(from, false).values());
      assertThat(after(from, max))
          .as("seed %d", seed)
          .isEqualTo(expected.subList(0, Math.min(max, expected.size())));
    }
  }

  @Test
  void shouldTakeFourBytesAChangeWhenTheyComeInOrder() {
    int changes = 100 * ChangeLog.LEAF;
    for (long number = 1; number <= changes; number++) {
      add(number);
    }
    assertThat(log.heapBytes()).isLessThan(5L * changes);
  }

  @Test
  void shouldTakeNoMoreThanNineBytesAChangeWhateverWasSuperseded() {
    int changes = 100 * ChangeLog.LEAF;
    for (long number = 1; number <= changes; number++) {
      add(number);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (Map.Entry<Long, Integer> entry : List.copyOf(model.entrySet())) {
      if (random.nextInt(10) > 0) {
        remove(entry.getKey());
      }
    }
    assertThat(log.heapBytes()).isLessThan(9L * model.size() + 512);
  }

  @Test
  void shouldBeEmptyAgain() {
    for (long number = 1; number <= 1_000; number++) {
      add(number);
    }
    for (long number = 1; number <= 1_000; number++) {
      remove(number);
    }
    assertThat(log.isEmpty()).isTrue();
    assertThat(after(0, 10)).isEmpty();
    assertThat(log.heapBytes()).isLessThan(256);
  }

  @Test
  void shouldNotRemoveWhatIsNotThere() {
    add(1);
    int stranger = table.insert(2);
    table.write(stranger, 1, 1, 1, 2, 0);
    assertThatThrownBy(() -> log.remove(stranger)).isInstanceOf(IllegalStateException.class);
  }
}

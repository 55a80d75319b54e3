package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClientTableTest {

  private static final long CLIENT_MAX = 9_999_999_999L;

  private record Written(int slot, int relay, long version, int origin, long number, int tick) {}

  private final TreeMap<Long, Written> model = new TreeMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldHoldWhatWasWrittenLast(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ClientTable table = new ClientTable(random.nextLong());
    for (int i = 0; i < 20_000; i++) {
      long client = random.nextInt(6_000);
      int slot = table.find(client);
      assertThat(slot != ClientTable.NONE).isEqualTo(model.containsKey(client));
      if (slot != ClientTable.NONE && random.nextInt(3) == 0) {
        table.remove(slot);
        model.remove(client);
      } else {
        write(table, slot == ClientTable.NONE ? table.insert(client) : slot, client, random);
      }
    }
    assertThat(table.size()).isEqualTo(model.size());
    model.forEach((client, written) -> check(table, client, written));
    assertThat(used(table)).isEqualTo(model.size());
  }

  private void write(ClientTable table, int slot, long client, SplittableRandom random) {
    Written written = new Written(
        slot,
        random.nextInt(10_000),
        random.nextLong(Credence.VERSION_MAX + 1),
        random.nextInt(ClientTable.ORIGINS_MAX),
        random.nextLong(ClientTable.NUMBER_MAX + 1),
        random.nextInt(ClientTable.TICKS));
    table.write(slot, written.relay, written.version, written.origin, written.number, written.tick);
    model.put(client, written);
  }

  private static void check(ClientTable table, long client, Written written) {
    int slot = table.find(client);
    assertThat(table.client(slot)).isEqualTo(client);
    assertThat(new Written(
            slot,
            table.relay(slot),
            table.version(slot),
            table.origin(slot),
            table.number(slot),
            table.tick(slot)))
        .isEqualTo(written);
  }

  private static int used(ClientTable table) {
    int used = 0;
    for (int slot = 0; slot < table.slots(); slot++) {
      used += table.isUsed(slot) ? 1 : 0;
    }
    return used;
  }

  @Test
  void shouldHoldTheGreatestValuesThereAre() {
    ClientTable table = new ClientTable(0);
    int slot = table.insert(CLIENT_MAX);
    Written most = new Written(
        slot,
        9_999,
        Credence.VERSION_MAX,
        ClientTable.ORIGINS_MAX - 1,
        ClientTable.NUMBER_MAX,
        ClientTable.TICKS - 1);
    table.write(slot, most.relay, most.version, most.origin, most.number, most.tick);
    check(table, CLIENT_MAX, most);
    assertThat(table.isUsed(slot)).isTrue();
  }

  @Test
  void shouldUseTheSlotThatCameFreeLast() {
    ClientTable table = new ClientTable(0);
    int first = table.insert(1);
    int second = table.insert(2);
    table.remove(first);
    table.remove(second);
    assertThat(table.insert(3)).isEqualTo(second);
    assertThat(table.insert(4)).isEqualTo(first);
    assertThat(table.slots()).isEqualTo(2);
  }

  @Test
  void shouldNotGrowWhenAsManyGoAsCome() {
    ClientTable table = new ClientTable(0);
    for (long client = 0; client < 10_000; client++) {
      table.insert(client);
    }
    long bytes = table.heapBytes();
    for (long client = 10_000; client < 100_000; client++) {
      table.remove(table.find(client - 10_000));
      table.insert(client);
    }
    assertThat(table.heapBytes()).isEqualTo(bytes);
  }

  @Test
  void shouldGoThroughItsSlotsInTheSameOrderWhateverTheSalt() {
    ClientTable one = new ClientTable(1);
    ClientTable other = new ClientTable(2);
    for (long client = 0; client < 5_000; client++) {
      assertThat(one.insert(client * 7)).isEqualTo(other.insert(client * 7));
    }
  }
}

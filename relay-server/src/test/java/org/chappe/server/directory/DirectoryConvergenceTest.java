package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.chappe.model.ClientId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same changes lead to the same table, in whatever order, number and pieces they come. */
final class DirectoryConvergenceTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldNotDependOnOrderOrRepetition(long seed) {
    RandomTown town = new RandomTown(seed);
    SortedMap<ClientId, Whereabouts> first = mergedInRandomOrder(town).snapshot();
    SortedMap<ClientId, Whereabouts> second = mergedInRandomOrder(town).snapshot();
    assertThat(first).as("seed %d", seed).isEqualTo(second).isEqualTo(highest(town.log));
  }

  /** Merges all changes, shuffled and some of them several times, until none is missing. */
  private static Directory mergedInRandomOrder(RandomTown town) {
    List<Changes> pending = new ArrayList<>(town.log);
    for (int i = town.log.size() / 2; i > 0; i--) {
      pending.add(town.log.get(town.random.nextInt(town.log.size())));
    }
    Directory directory = RandomTown.newcomer();
    while (!pending.isEmpty()) {
      Collections.shuffle(pending, new Random(town.random.nextLong()));
      pending.removeIf(
          changes -> directory.merge(changes, any -> 0, any -> {}) != Directory.Merge.GAP);
    }
    return directory;
  }

  private static SortedMap<ClientId, Whereabouts> highest(List<Changes> log) {
    SortedMap<ClientId, Whereabouts> winners = new java.util.TreeMap<>();
    for (Changes changes : log) {
      for (Whereabouts entry : changes.entries()) {
        winners.merge(entry.client(), entry, (a, b) -> b.outranks(a) ? b : a);
      }
    }
    return winners;
  }

  /**
   * A knows everything and tells it in frames of a random size. B already knows some of it, from earlier, smaller
   * frames; wherever it starts, it ends up knowing the same.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void shouldTellTheSameInPiecesOfAnySizeFromAnyStart(long seed) {
    RandomTown town = new RandomTown(seed);
    Directory teller = mergedInRandomOrder(town);
    Directory listener = RandomTown.newcomer();
    for (Changes changes : town.log) {
      if (town.random.nextBoolean()) {
        listener.merge(changes, any -> 0, any -> {});
      }
    }
    for (OriginKey origin : town.origins) {
      tell(town, teller, listener, origin, seed);
    }
    assertThat(listener.snapshot()).as("seed %d", seed).isEqualTo(teller.snapshot());
    assertThat(listener.known()).as("seed %d", seed).isEqualTo(teller.known());
  }

  /** Tells an origin's changes from somewhere at or before what the listener knows, as a digest that is late would. */
  private static void tell(
      RandomTown town, Directory teller, Directory listener, OriginKey origin, long seed) {
    long known = RandomTown.knownOf(listener, origin);
    long from = town.random.nextLong(known + 1);
    Changes told = teller.changesAfter(origin, from, 1 + town.random.nextInt(6));
    while (told != null) {
      Changes read = TableText.changes(TableText.of(told));
      assertThat(read).as("seed %d", seed).isEqualTo(told);
      Directory.Merge merge = listener.merge(told, any -> 0, any -> {});
      assertThat(merge).as("seed %d", seed).isIn(Directory.Merge.APPLIED, Directory.Merge.KNOWN);
      from = told.to();
      told = teller.changesAfter(origin, from, 1 + town.random.nextInt(6));
    }
  }

  /** Two relays exchange whatever the other lacks, in both directions, while both go on changing the table. */
  @ParameterizedTest
  @MethodSource("seeds")
  void shouldConvergeByGossipAlongTheLine(long seed) {
    RandomTown town = new RandomTown(seed);
    GossipLine line = new GossipLine(town);
    line.run();
    SortedMap<ClientId, Whereabouts> first = town.directories.get(0).snapshot();
    assertThat(first).as("seed %d", seed).isEqualTo(highest(town.log));
    for (Directory directory : town.directories) {
      assertThat(directory.snapshot()).as("seed %d", seed).isEqualTo(first);
    }
  }
}

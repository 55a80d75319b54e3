package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random lines, each from one seed. */
class SwarmTest {

  private static final int THREADS = 2;

  /** After so many seeds have failed the rest isn't run. */
  private static final int FAILURES_MAX = 5;

  /** So many seeds meet everything that the swarm is there to meet. */
  private static final int SEEDS_TO_MEET_ALL = 1_000;

  @Test
  void shouldKeepEveryInvariantWithEverySeed(TestReporter reporter) throws Exception {
    SeedRange range = SeedRange.fromProperty();
    AtomicLong next = new AtomicLong(range.from());
    AtomicLong run = new AtomicLong();
    Encounters encounters = new Encounters();
    Map<Long, Throwable> failures = new ConcurrentSkipListMap<>();
    inParallel(() -> {
      for (long seed = next.getAndIncrement();
          seed <= range.to() && failures.size() < FAILURES_MAX;
          seed = next.getAndIncrement()) {
        live(seed, failures, encounters);
        run.incrementAndGet();
      }
    });
    reporter.publishEntry("encounters", encounters.toString());
    if (!failures.isEmpty()) {
      AssertionError all = new AssertionError("seeds " + failures.keySet() + " failed");
      failures.values().forEach(all::addSuppressed);
      throw all;
    }
    assertThat(run).hasValue(range.count());
    if (range.count() >= SEEDS_TO_MEET_ALL) {
      assertThat(encounters.missing()).as("what never happened: %s", encounters).isEmpty();
    }
  }

  private static void live(long seed, Map<Long, Throwable> failures, Encounters encounters) {
    try {
      Encounters met = Swarm.live(seed).encounters();
      synchronized (encounters) {
        encounters.add(met);
      }
    } catch (InvariantViolation e) {
      failures.put(seed, e);
      write(seed, e.log());
    } catch (RuntimeException | AssertionError e) {
      failures.put(seed, e);
    }
  }

  /** Leaves the whole log of a failed seed for whoever looks into it. */
  private static void write(long seed, EventLog log) {
    Path file = Path.of("target", "seed-" + seed + ".log");
    try {
      Files.writeString(file, log.tail(EventLog.ENTRIES_MAX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void inParallel(Runnable work) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        futures.add(threads.submit(work));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
  void shouldDoTheSameAgainWithTheSameSeed(long seed) {
    Determinism.check(seed, () -> Swarm.live(seed));
  }

  @Test
  void shouldReadARangeOfSeeds() {
    assertThat(SeedRange.parse("7-9")).isEqualTo(new SeedRange(7, 9));
    assertThat(SeedRange.parse("7")).isEqualTo(new SeedRange(7, 7));
    assertThat(new SeedRange(7, 9).count()).isEqualTo(3);
    assertThatThrownBy(() -> SeedRange.parse("9-7")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SeedRange.parse("many")).hasMessageContaining("FROM-TO");
  }
}

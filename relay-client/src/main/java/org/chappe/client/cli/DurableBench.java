package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures what it costs that relays keep mail on disk: a line that does, in turns with one that doesn't. */
final class DurableBench {

  static final int ROUNDS_MAX = 99;

  /** Messages of each round that are measured one at a time; each waits for the disk. */
  private static final int SINGLE_MESSAGES_MAX = 2_000;

  private final BenchPlan plan;
  private final BenchRoute durable;
  private final @Nullable BenchRoute memory;
  private final CpuTime cpu;
  private final List<BenchResult> local = new ArrayList<>();
  private final List<BenchResult> inMemory = new ArrayList<>();
  private final List<BenchResult> across = new ArrayList<>();
  private final BenchTotal accepted = new BenchTotal(BenchUntil.ACCEPTED);

  private DurableBench(
      BenchPlan plan, BenchRoute durable, @Nullable BenchRoute memory, CpuTime cpu) {
    this.plan = plan;
    this.durable = durable;
    this.memory = memory;
    this.cpu = cpu;
  }

  /**
   * Measures both lines, which are up.
   *
   * @param plan what one measurement at full load does
   * @param durable a line that keeps mail on disk
   * @param memory a line that keeps it in memory; null to leave it out
   * @param rounds 1 to {@value #ROUNDS_MAX}
   */
  static DurableResult run(
      BenchPlan plan, BenchRoute durable, @Nullable BenchRoute memory, int rounds)
      throws UserError {
    DurableBench bench = new DurableBench(plan, durable, memory, CpuTime.of(List.of()));
    for (int round = 0; round < rounds; round++) {
      bench.measureLocal(round % 2 == 0);
      bench.across.add(Bench.run(plan, durable, bench.cpu));
      Bench.run(
          plan.single(Math.min(plan.messages(), SINGLE_MESSAGES_MAX)),
          durable.local(),
          bench.cpu,
          bench.accepted);
    }
    return DurableResult.of(bench.local, bench.inMemory, bench.across, bench.accepted.result());
  }

  /** The line that comes first in one round comes last in the next: what warms up helps both. */
  private void measureLocal(boolean durableFirst) throws UserError {
    if (durableFirst) {
      local.add(Bench.run(plan, durable.local(), cpu));
    }
    if (memory != null) {
      inMemory.add(Bench.run(plan, memory.local(), cpu));
    }
    if (!durableFirst) {
      local.add(Bench.run(plan, durable.local(), cpu));
    }
  }
}

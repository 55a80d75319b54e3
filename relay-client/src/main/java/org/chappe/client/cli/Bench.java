package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.chappe.model.ClientId;
import org.chappe.transport.BindFailure;
import org.chappe.transport.DriverLoop;

/** Runs a plan: attaches all pairs, has them send, and adds up what they measured. */
final class Bench {

  private static final long ATTACH_SECONDS = 10;

  /** What is under way when the time is up has so long to arrive. */
  private static final long DRAIN_SECONDS = 5;

  private static final long SENDERS = 6_000_000_000L;
  private static final long RECEIVERS = 7_000_000_000L;
  private static final long RUNS = 1_000_000;
  private static final long PAIRS = 1_000;

  private final BenchPlan plan;

  /** One thread for all clients: the others of the machine are the relays'. */
  private final DriverLoop loop = DriverLoop.start("bench");

  private final List<BenchPair> pairs = new ArrayList<>();

  private Bench(BenchPlan plan) {
    this.plan = plan;
  }

  /** @param cpu of the programs whose time a message costs */
  static BenchResult run(BenchPlan plan, BenchRoute route, CpuTime cpu) throws UserError {
    BenchTotal total = new BenchTotal(plan.until());
    run(plan, route, cpu, total);
    return total.result();
  }

  /** As without a total, but adds to one, of which the rate means nothing then. */
  static void run(BenchPlan plan, BenchRoute route, CpuTime cpu, BenchTotal total)
      throws UserError {
    if (plan.warmUp() > 0) {
      measure(plan.beforehand(), route, cpu, new BenchTotal(plan.until()));
    }
    measure(plan, route, cpu, total);
  }

  private static void measure(BenchPlan plan, BenchRoute route, CpuTime cpu, BenchTotal total)
      throws UserError {
    Bench bench = new Bench(plan);
    try {
      // clients of an earlier run may still be known
      bench.attach(route, System.currentTimeMillis());
      long cpuNanos = cpu.nanos();
      bench.send();
      total.addCpu(cpu.nanos() - cpuNanos);
    } catch (BindFailure e) {
      throw new UserError(ExitCodes.CANNOT_BIND, String.valueOf(e.getMessage()));
    } finally {
      bench.pairs.forEach(BenchPair::close);
      bench.loop.close();
    }
    bench.pairs.forEach(pair -> pair.addTo(total));
  }

  private void attach(BenchRoute route, long run) throws BindFailure, UserError {
    for (int i = 0; i < plan.clients(); i++) {
      long number = run % RUNS * PAIRS + i;
      pairs.add(new BenchPair(
          plan, loop, route, new ClientId(SENDERS + number), new ClientId(RECEIVERS + number)));
    }
    if (!allWithin(ATTACH_SECONDS, pairs.stream().map(BenchPair::attached).toList())) {
      throw new UserError(
          ExitCodes.UNREACHABLE,
          "relay " + route.from().number() + " or relay " + route.to().number()
              + " doesn't answer");
    }
  }

  private void send() {
    List<CompletableFuture<Void>> done = pairs.stream().map(BenchPair::done).toList();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
    if (plan.rate() == 0) {
      pairs.forEach(BenchPair::begin);
      allWithin(plan.seconds(), done);
    } else {
      sendAtRate(endNanos);
    }
    pairs.forEach(BenchPair::stop);
    awaitDrain();
  }

  private void sendAtRate(long endNanos) {
    BenchSchedule schedule = new BenchSchedule(plan, pairs, System.nanoTime(), endNanos);
    loop.repeat(schedule.periodNanos(), schedule::tick).join();
  }

  private void awaitDrain() {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (pairs.stream().anyMatch(BenchPair::isWaiting) && System.nanoTime() < endNanos) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean allWithin(long seconds, List<CompletableFuture<Void>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> true)
        .completeOnTimeout(false, seconds, TimeUnit.SECONDS)
        .join();
  }
}

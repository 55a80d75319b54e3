package org.chappe.simulation;

import java.util.random.RandomGenerator;

/**
 * What the network does to the datagrams from one host to another. Probabilities are 0 to 1, times are nanoseconds.
 *
 * @param loss how many vanish
 * @param duplication how many arrive twice
 * @param reordering how many arrive later than those behind them; with none, jitter doesn't reorder either
 * @param corruption how many have bytes changed
 * @param delayNanos how long each takes at least, 1 or more
 * @param jitterNanos how much longer at most
 * @param straggleNanos how much longer still, at most, for second copies and overtaken datagrams
 */
record Faults(
    double loss,
    double duplication,
    double reordering,
    double corruption,
    long delayNanos,
    long jitterNanos,
    long straggleNanos) {

  private static final long MILLISECOND = 1_000_000L;

  /** A network that does nothing wrong, 1 ms a hop. */
  static final Faults NONE = new Faults(0, 0, 0, 0, MILLISECOND, 0, 0);

  Faults {
    if (delayNanos < 1 || jitterNanos < 0 || straggleNanos < 0) {
      throw new IllegalArgumentException("a datagram takes at least a nanosecond");
    }
  }

  static Faults losing(double loss) {
    return new Faults(loss, 0, 0, 0, MILLISECOND, 0, 0);
  }

  /** Each fault present or absent at random, and as strong as chance has it. */
  static Faults random(RandomGenerator random) {
    return new Faults(
        sometimes(random, 0.35),
        sometimes(random, 0.2),
        sometimes(random, 0.3),
        sometimes(random, 0.05),
        random.nextLong(1_000, (random.nextBoolean() ? 1 : 60) * MILLISECOND),
        random.nextBoolean() ? random.nextLong(20 * MILLISECOND) : 0,
        random.nextLong(1, (random.nextInt(4) == 0 ? 4_000 : 100) * MILLISECOND));
  }

  private static double sometimes(RandomGenerator random, double most) {
    return random.nextBoolean() ? most * random.nextDouble() : 0;
  }

  /** The same, but nothing comes later than the classic protocol can bear, whose numbers roll over at 100. */
  Faults prompt() {
    long straggle = Math.min(straggleNanos, 100 * MILLISECOND);
    return new Faults(loss, duplication, reordering, corruption, delayNanos, jitterNanos, straggle);
  }

  /** The same kinds of fault, no stronger, the delay within a factor of two. */
  Faults weakened(RandomGenerator random) {
    double share = random.nextDouble();
    return new Faults(
        loss * share,
        duplication * random.nextDouble(),
        reordering * random.nextDouble(),
        corruption * random.nextDouble(),
        delayNanos - (long) (delayNanos * 0.5 * random.nextDouble()),
        jitterNanos,
        straggleNanos);
  }
}

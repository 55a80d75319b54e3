package org.chappe.server.directory;

/**
 * The latest changes that just happened somewhere, as opposed to old ones that a relay is only now told of. Who is told a long
 * table hears of these in between. Bounded: what is overwritten before it was told out of turn comes in its turn.
 */
final class FreshChanges {

  static final int KEPT = 1_024;

  private final OriginKey[] origins = new OriginKey[KEPT];
  private final long[] numbers = new long[KEPT];
  private long next;

  void add(OriginKey origin, long number) {
    int at = (int) (next % KEPT);
    origins[at] = origin;
    numbers[at] = number;
    next++;
  }

  /** The position behind the latest. */
  long end() {
    return next;
  }

  /** The position itself, or that of the eldest that is kept if it has been overwritten. */
  long keptFrom(long position) {
    return Math.max(position, next - KEPT);
  }

  /** Whose change stands at a position, from {@link #keptFrom} to before {@link #end}. */
  OriginKey origin(long position) {
    return origins[(int) (position % KEPT)];
  }

  long number(long position) {
    return numbers[(int) (position % KEPT)];
  }
}

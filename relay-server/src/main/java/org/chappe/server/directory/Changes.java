package org.chappe.server.directory;

import java.util.List;
import java.util.stream.LongStream;

/**
 * A run of one origin's changes: numbers {@code from} &lt; c ≤ {@code to}. The numbers without an entry have been overtaken by
 * later changes and have nothing left to say.
 *
 * @param origin whose changes these are
 * @param from the number before the first
 * @param to the number of the last
 * @param entries what those say that still say something
 * @param numbers theirs, ascending; the last of them is {@code to}
 */
public record Changes(
    OriginKey origin, long from, long to, List<Whereabouts> entries, List<Long> numbers) {

  /** @throws IllegalArgumentException if the entries can't have these numbers */
  public Changes {
    entries = List.copyOf(entries);
    numbers = List.copyOf(numbers);
    boolean good = from >= 0 && to > from && entries.size() == numbers.size();
    long before = from;
    for (long number : numbers) {
      good &= number > before;
      before = number;
    }
    if (!good || (!numbers.isEmpty() && before != to)) {
      throw new IllegalArgumentException("changes " + from + " to " + to + " can't be");
    }
  }

  /** With the entries as the last of the changes, one number each. */
  public Changes(OriginKey origin, long from, long to, List<Whereabouts> entries) {
    this(
        origin,
        from,
        to,
        entries,
        LongStream.rangeClosed(to - entries.size() + 1, to).boxed().toList());
  }

  /** The first so many entries, 1 or more, and the numbers up to them. */
  Changes first(int count) {
    return count >= entries.size()
        ? this
        : new Changes(
            origin,
            from,
            numbers.get(count - 1),
            entries.subList(0, count),
            numbers.subList(0, count));
  }

  /** Whether the first of the numbers has no entry, so that only who tells all in turn can say so. */
  boolean beginsWithAGap() {
    return numbers.isEmpty() || numbers.get(0) > from + 1;
  }
}

package org.chappe.server.directory;

import java.util.List;

/**
 * A run of one origin's changes: numbers {@code from} &lt; c ≤ {@code to}. The entries are the last of them, one
 * number each; the numbers before have been overtaken by later changes and have nothing left to say.
 *
 * @param origin whose changes these are
 * @param from the number before the first
 * @param to the number of the last
 * @param entries at most {@code to − from}, in the order of their numbers
 */
public record Changes(OriginKey origin, long from, long to, List<Whereabouts> entries) {

  /** @throws IllegalArgumentException if there are more entries than numbers */
  public Changes {
    entries = List.copyOf(entries);
    if (from < 0 || to <= from || entries.size() > to - from) {
      throw new IllegalArgumentException("changes " + from + " to " + to + " can't be");
    }
  }
}

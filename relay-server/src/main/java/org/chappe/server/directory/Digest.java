package org.chappe.server.directory;

import java.util.List;

/**
 * One part of a relay's version vector: how far it knows each origin's changes.
 *
 * @param part this part, 1 to parts
 * @param parts how many there are
 * @param known origins in ascending order
 */
public record Digest(int part, int parts, List<Known> known) {

  /** @throws IllegalArgumentException unless 1 ≤ part ≤ parts */
  public Digest {
    known = List.copyOf(known);
    if (part < 1 || part > parts) {
      throw new IllegalArgumentException("digest part " + part + " of " + parts + " can't be");
    }
  }

  /**
   * How far one origin is known.
   *
   * @param to the number of the last change
   */
  public record Known(OriginKey origin, long to) {}
}

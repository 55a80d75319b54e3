package org.chappe.server.directory;

import java.util.List;

/**
 * One part of a relay's version vector: how far it knows each origin's changes.
 *
 * @param part this part, 1 to parts
 * @param parts how many there are
 * @param floor the highest version of a tombstone that was dropped, or 0
 * @param known origins in ascending order
 */
public record Digest(int part, int parts, long floor, List<Known> known) {

  /** @throws IllegalArgumentException unless 1 ≤ part ≤ parts, and unless origins ascend and numbers may be */
  public Digest {
    known = List.copyOf(known);
    if (part < 1 || part > parts) {
      throw new IllegalArgumentException("digest part " + part + " of " + parts + " can't be");
    }
    for (int i = 0; i < known.size(); i++) {
      boolean ascends =
          i == 0 || known.get(i - 1).origin().compareTo(known.get(i).origin()) < 0;
      if (!ascends || known.get(i).to() > Credence.NUMBER_MAX) {
        throw new IllegalArgumentException("a digest with " + known.get(i) + " here can't be");
      }
    }
  }

  /**
   * How far one origin is known.
   *
   * @param to the number of the last change
   */
  public record Known(OriginKey origin, long to) {}
}

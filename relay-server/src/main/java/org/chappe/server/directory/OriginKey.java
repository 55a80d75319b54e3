package org.chappe.server.directory;

/**
 * One run of one relay, which numbers the changes it makes.
 *
 * @param relay the relay's number
 * @param incarnation the millisecond at which this run began; a later run has a higher one
 */
public record OriginKey(int relay, long incarnation) implements Comparable<OriginKey> {

  @Override
  public int compareTo(OriginKey other) {
    int byRelay = Integer.compare(relay, other.relay);
    return byRelay != 0 ? byRelay : Long.compare(incarnation, other.incarnation);
  }

  /** The wire form, relay in decimal and incarnation in base 36. */
  @Override
  public String toString() {
    return relay + "." + Long.toString(incarnation, 36);
  }
}

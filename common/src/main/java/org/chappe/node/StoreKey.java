package org.chappe.node;

/**
 * Where a value is stored. Keys are ordered by space, then major, then minor, all non-negative.
 *
 * @param space what kind of value it is, 0 to 255
 * @param major the first coordinate, such as a client's ID
 * @param minor the second, such as a running number
 */
public record StoreKey(int space, long major, long minor) implements Comparable<StoreKey> {

  /** @throws IllegalArgumentException if a coordinate is out of range */
  public StoreKey {
    if (space < 0 || space > 255 || major < 0 || minor < 0) {
      throw new IllegalArgumentException("store key out of range");
    }
  }

  @Override
  public int compareTo(StoreKey other) {
    int bySpace = Integer.compare(space, other.space);
    if (bySpace != 0) {
      return bySpace;
    }
    int byMajor = Long.compare(major, other.major);
    return byMajor != 0 ? byMajor : Long.compare(minor, other.minor);
  }

  @Override
  public int hashCode() {
    return Long.hashCode((major * 31 + minor) * 0x9E3779B97F4A7C15L + space);
  }
}

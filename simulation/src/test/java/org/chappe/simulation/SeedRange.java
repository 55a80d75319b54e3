package org.chappe.simulation;

/**
 * Seeds to run.
 *
 * @param from the first
 * @param to the last, not before the first
 */
record SeedRange(long from, long to) {

  /** The property that names another range, such as {@code 1-100000}. */
  static final String PROPERTY = "chappe.seeds";

  private static final String STANDARD = "1-2000";

  SeedRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(from + "-" + to + " is not a range of seeds");
    }
  }

  static SeedRange fromProperty() {
    return parse(System.getProperty(PROPERTY, STANDARD));
  }

  /** Reads {@code FROM-TO} or a single seed. */
  static SeedRange parse(String text) {
    String[] ends = text.split("-", 2);
    try {
      return new SeedRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          PROPERTY + " is FROM-TO, such as 1-2000; \"" + text + "\" is not", e);
    }
  }

  long count() {
    return to - from + 1;
  }
}

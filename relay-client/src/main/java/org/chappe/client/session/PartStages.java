package org.chappe.client.session;

/** How far each part of a text has come. Who has come to a later stage has come to the earlier ones. */
final class PartStages {

  // The parts that have come to each stage, one bit each, that of part 1 being the lowest.
  private int accepted;
  private int stored;
  private int delivered;

  /**
   * Notes that a part has come to a stage; false when that is no news.
   *
   * @param k the part, 1 to {@link LongText#PARTS_MAX}
   */
  boolean note(int k, Stage stage) {
    if (has(k, stage)) {
      return false;
    }
    int bit = bit(k);
    accepted |= bit;
    stored |= stage == Stage.ACCEPTED ? 0 : bit;
    delivered |= stage == Stage.DELIVERED ? bit : 0;
    return true;
  }

  /** Whether a part has come to a stage. */
  boolean has(int k, Stage stage) {
    return (partsAt(stage) & bit(k)) != 0;
  }

  /** How many parts have come to a stage. */
  int count(Stage stage) {
    return Integer.bitCount(partsAt(stage));
  }

  private int partsAt(Stage stage) {
    return switch (stage) {
      case ACCEPTED -> accepted;
      case STORED -> stored;
      case DELIVERED -> delivered;
    };
  }

  private static int bit(int k) {
    return 1 << (k - 1);
  }
}

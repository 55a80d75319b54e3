package org.chappe.server.station;

/**
 * How much a relay keeps.
 *
 * @param messagesMax messages kept at once, above which those of the relay's own clients are refused as {@code full};
 *     draining goes on
 * @param pairsMax pairs whose seen numbers are in memory; those of all others are read from the store
 */
public record StationLimits(int messagesMax, int pairsMax) {

  public static final StationLimits DEFAULT = new StationLimits(262_144, SeenNumbers.PAIRS_MAX);

  /** @throws IllegalArgumentException if a limit is below 1 */
  public StationLimits {
    if (messagesMax < 1 || pairsMax < 1) {
      throw new IllegalArgumentException("a station's limits are at least 1");
    }
  }

  /**
   * Messages beyond {@code messagesMax} that neighbours may still bring: a quarter more. If clients could fill a relay to
   * the brim, two relays full of mail for each other would wait for each other without end.
   */
  public int fromNeighboursMax() {
    return messagesMax + messagesMax / 4 + 1;
  }
}

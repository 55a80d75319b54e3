package org.chappe.server.station;

/**
 * How much a relay keeps.
 *
 * @param messagesMax messages kept at once; above it new mail is refused as {@code full}, draining goes on
 * @param mailboxesMax clients with mail at once
 * @param pairsMax pairs whose delivered messages are remembered
 */
public record StationLimits(int messagesMax, int mailboxesMax, int pairsMax) {

  public static final StationLimits DEFAULT =
      new StationLimits(262_144, 65_536, DeliveredMessages.PAIRS_MAX);

  /** @throws IllegalArgumentException if a limit is below 1 */
  public StationLimits {
    if (messagesMax < 1 || mailboxesMax < 1 || pairsMax < 1) {
      throw new IllegalArgumentException("a station's limits are at least 1");
    }
  }
}

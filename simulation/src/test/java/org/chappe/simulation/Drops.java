package org.chappe.simulation;

import java.util.Collection;
import java.util.function.Predicate;
import org.chappe.server.node.BroadcastStatistics;
import org.chappe.server.node.RelayNode;
import org.jspecify.annotations.Nullable;

/** What the relays of a line have dropped, in all their lives, of what they may drop for want of room. */
final class Drops {

  private final Collection<RelayNode> living;
  private boolean receiptsBefore;
  private boolean criesBefore;

  /** @param living the nodes that are running, as they come and go */
  Drops(Collection<RelayNode> living) {
    this.living = living;
  }

  /** The life of a node is over. */
  void remember(@Nullable RelayNode before) {
    receiptsBefore |= before != null && hasDroppedReceipts(before);
    criesBefore |= before != null && hasDroppedCries(before);
  }

  /** Whether receipts have been dropped. */
  boolean receipts() {
    return receiptsBefore || isAny(Drops::hasDroppedReceipts);
  }

  /** Whether texts to all have been, for anybody. */
  boolean cries() {
    return criesBefore || isAny(Drops::hasDroppedCries);
  }

  private boolean isAny(Predicate<RelayNode> has) {
    return living.stream().anyMatch(has);
  }

  private static boolean hasDroppedReceipts(RelayNode node) {
    return node.station().ends().receiptsDropped() > 0;
  }

  private static boolean hasDroppedCries(RelayNode node) {
    BroadcastStatistics seen = node.statistics().broadcasts();
    long forgotten = seen.crowdedOut() + seen.cameLate() + seen.roundsDropped();
    return forgotten > 0 || node.station().ends().broadcastsDropped() > 0;
  }
}

package org.chappe.link;

import org.chappe.node.Node;

/**
 * Tells lost frames from late ones (RFC 9002 section 6.1): one is lost when a transmission at least three later has
 * arrived, or any later one and it is overdue by an eighth of a round trip.
 *
 * <p>An acknowledgement doesn't say which transmission of a repeated frame it is for. It counts for the last one if it
 * came at least the shortest known round trip after it, and for the first one otherwise (RFC 8985 section 6.2, step 2):
 * so the answer to a probe shows what was lost before the probe, and a late original doesn't.
 */
final class LossDetector {

  static final int REORDERING_FRAMES = 3;

  private final SendWindow window;
  private final RttEstimator rtt;
  private long newestSerial = -1;
  private long deadlineNanos = Node.NEVER;

  LossDetector(SendWindow window, RttEstimator rtt) {
    this.window = window;
    this.rtt = rtt;
  }

  /** Takes the arrival of a slot's frame and returns the transmission for which it counts. */
  long onHeld(long nowNanos, int slot) {
    boolean isOfFirst =
        window.isRepeated(slot) && nowNanos - window.lastSentNanos(slot) < rtt.minimumNanos();
    long serial = isOfFirst ? window.firstSerial(slot) : window.lastSerial(slot);
    newestSerial = Math.max(newestSerial, serial);
    return serial;
  }

  /** Moves what is lost by now from in flight to lost, and returns the newest such transmission or −1. */
  long detect(long nowNanos) {
    long lostSlots = 0;
    long newestLostSerial = -1;
    deadlineNanos = Node.NEVER;
    for (long rest = window.inFlightSlots(); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      long serial = window.lastSerial(slot);
      if (serial >= newestSerial) {
        continue;
      }
      long overdueNanos = window.lastSentNanos(slot) + rtt.lossDelayNanos();
      if (newestSerial - serial >= REORDERING_FRAMES || overdueNanos <= nowNanos) {
        lostSlots |= Long.lowestOneBit(rest);
        newestLostSerial = Math.max(newestLostSerial, serial);
      } else {
        deadlineNanos = Math.min(deadlineNanos, overdueNanos);
      }
    }
    window.lose(lostSlots);
    return newestLostSerial;
  }

  /** When the next frame in flight is overdue, as far as known since the last {@link #detect}. */
  long deadlineNanos() {
    return deadlineNanos;
  }
}

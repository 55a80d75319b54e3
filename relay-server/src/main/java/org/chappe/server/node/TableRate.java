package org.chappe.server.node;

import org.chappe.model.Payload;
import org.chappe.node.Allowance;
import org.chappe.server.directory.TableText;
import org.chappe.server.membership.MemberText;
import org.chappe.wire.Frame;

/**
 * How fast one neighbour is listened to beside its mail. What it says faster waits in its session until there is time for
 * it, and then its own window is full: so a relay that floods the line with tables slows down nobody but itself.
 *
 * <p>A frame counts by the work that it makes: a change or a notice once, an entry of a relay ten times, as all are told on, a digest
 * fifty times, as it is compared with all that is known.
 */
final class TableRate {

  /** Units a second: half a million clients' changes a minute and more, far more than people make. */
  static final int UNITS_PER_SECOND = 10_000;

  /** Units at once. */
  static final int BURST_UNITS = 10_000;

  static final int DIGEST_UNITS = 50;
  static final int MEMBERS_UNITS = 10;

  private final Allowance allowance = new Allowance(UNITS_PER_SECOND, BURST_UNITS);

  /** Whether there is time for a frame now; if not, there is at {@link #readyNanos}. */
  boolean take(long nowNanos, Frame frame) {
    return allowance.take(nowNanos, units(frame));
  }

  long readyNanos(Frame frame) {
    return allowance.readyNanos(units(frame));
  }

  private static int units(Frame frame) {
    if (!(frame instanceof Frame.Table table)) {
      return 1;
    }
    Payload payload = table.payload();
    if (MemberText.isMeant(payload)) {
      return MEMBERS_UNITS;
    }
    return TableText.isDigest(payload) ? DIGEST_UNITS : 1;
  }
}

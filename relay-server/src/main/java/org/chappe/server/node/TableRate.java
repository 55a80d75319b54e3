package org.chappe.server.node;

import org.chappe.model.Payload;
import org.chappe.node.Allowance;
import org.chappe.server.accounts.AccountText;
import org.chappe.server.broadcast.BroadcastText;
import org.chappe.server.directory.TableText;
import org.chappe.server.membership.MemberText;
import org.chappe.server.station.NoticeText;
import org.chappe.wire.Frame;

/**
 * How fast one neighbour is listened to beside its mail. What it says faster waits in its session until there is time for
 * it, and then its own window is full: so a relay that floods the line with tables slows down nobody but itself.
 *
 * <p>A frame counts by the work that it makes: a stored notice or a probe once, clients more, as they are told on, relays more still, as
 * each of their entries may change all ways, a digest more, as it is compared with all that is known, and hashes of accounts most,
 * as all accounts are gone through. An account is written to disk, and a text to all, too.
 */
final class TableRate {

  /** Units a second: enough for a table of a million clients in 10 s, and for the notices of a line at its full speed. */
  static final int UNITS_PER_SECOND = 50_000;

  /** Units at once. */
  static final int BURST_UNITS = 50_000;

  static final int DIGEST_UNITS = 250;
  static final int MEMBERS_UNITS = 50;
  static final int CLIENTS_UNITS = 5;
  static final int ACCOUNT_UNITS = 50;
  static final int BUCKETS_UNITS = 2_500;
  static final int BROADCAST_UNITS = 250;

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
    if (NoticeText.isMeant(payload)) {
      return 1;
    }
    if (MemberText.isMeant(payload)) {
      return MEMBERS_UNITS;
    }
    if (AccountText.isMeant(payload)) {
      return AccountText.isDigest(payload) ? BUCKETS_UNITS : ACCOUNT_UNITS;
    }
    if (BroadcastText.isMeant(payload)) {
      return BROADCAST_UNITS;
    }
    return TableText.isDigest(payload) ? DIGEST_UNITS : CLIENTS_UNITS;
  }
}

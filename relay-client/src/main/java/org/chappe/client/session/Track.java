package org.chappe.client.session;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.NumberRanges;
import org.chappe.node.StoreKey;

/**
 * The numbers of one kind that one source counts in one epoch: which have come, and which is to be shown next.
 *
 * <p>In the journal it is the rank of its last use and the ranges that have come, in base 36: {@code 1z 0-5 7-9}.
 */
final class Track {

  /** No number has been shown; the first that comes is the first to be shown. */
  static final long FIRST_COME = -1;

  private static final int BASE = 36;

  private static final int KINDS = 8;

  private static final int TO_ALL = 5;

  /**
   * Whose numbers of which kind.
   *
   * @param kind {@link Receipt#NONE} for messages, {@link Receipt#OWN} for what another device of the owner sent to the source, or the kind
   *     of receipt
   * @param isToAll for texts to all, which the homes of classic clients number in one epoch with what such a client writes to somebody
   */
  record Origin(ClientId source, Receipt kind, boolean isToAll) {

    /** Of what was written to somebody, and of receipts. */
    Origin(ClientId source, Receipt kind) {
      this(source, kind, false);
    }
  }

  final Origin origin;
  final long epoch;
  final NumberRanges seen = new NumberRanges();

  /** The lowest number that was neither shown nor given up; or {@link #FIRST_COME}. */
  long next;

  Track(Origin origin, long epoch, long next) {
    this.origin = origin;
    this.epoch = epoch;
    this.next = next;
  }

  StoreKey key() {
    return new StoreKey(JournalSpaces.SEEN, origin.source().value(), KINDS * epoch + code(origin));
  }

  /** @param use tells which of two tracks was used later */
  Payload encode(long use) {
    StringBuilder text = new StringBuilder(Long.toString(use, BASE));
    for (int range = 0; range < seen.ranges(); range++) {
      text.append(' ').append(Long.toString(seen.first(range), BASE));
      text.append('-').append(Long.toString(seen.last(range), BASE));
    }
    return Payload.of(text.toString());
  }

  static long useOf(Payload value) {
    String text = value.text();
    int end = text.indexOf(' ');
    return Long.parseLong(end < 0 ? text : text.substring(0, end), BASE);
  }

  /** A track all of whose numbers were shown. */
  static Track decode(StoreKey key, Payload value) {
    int code = (int) (key.minor() % KINDS);
    boolean isToAll = code == TO_ALL;
    Receipt kind = isToAll ? Receipt.NONE : kind(code);
    Origin origin = new Origin(new ClientId(key.major()), kind, isToAll);
    Track track = new Track(origin, key.minor() / KINDS, FIRST_COME);
    String text = value.text();
    for (int space = text.indexOf(' '); space >= 0; ) {
      int end = text.indexOf(' ', space + 1);
      String range = text.substring(space + 1, end < 0 ? text.length() : end);
      int dash = range.indexOf('-');
      track.seen.append(
          Long.parseLong(range.substring(0, dash), BASE),
          Long.parseLong(range.substring(dash + 1), BASE));
      space = end;
    }
    track.next = track.seen.highestBelow(Long.MAX_VALUE) + 1;
    return track;
  }

  private static int code(Origin origin) {
    return origin.isToAll() ? TO_ALL : code(origin.kind());
  }

  private static int code(Receipt kind) {
    return switch (kind) {
      case NONE, WANTED, COPY -> 0;
      case STORED -> 1;
      case DELIVERED -> 2;
      case EXPIRED -> 3;
      case FAILED -> 4;
      case OWN -> 6;
      case TAKEN, VOID -> throw new IllegalArgumentException(kind + " isn't for clients");
    };
  }

  private static Receipt kind(int code) {
    return switch (code) {
      case 0 -> Receipt.NONE;
      case 1 -> Receipt.STORED;
      case 2 -> Receipt.DELIVERED;
      case 3 -> Receipt.EXPIRED;
      case 4 -> Receipt.FAILED;
      case 6 -> Receipt.OWN;
      default -> throw new IllegalStateException("the journal knows a kind " + code);
    };
  }
}

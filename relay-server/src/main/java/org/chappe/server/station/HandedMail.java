package org.chappe.server.station;

import java.util.Arrays;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What was handed on from one mailbox and isn't settled yet, in the order of the mailbox.
 *
 * <pre>{@code
 *   settled and gone | handed: under way, or settled out of order | to be handed again | never handed
 *                    ^ place 0                                    ^ again              ^ size
 * }</pre>
 *
 * <p>Entries are settled in any order, since pairs go over several lanes; they leave from the front.
 */
final class HandedMail {

  /** Entries at once, those included that were settled behind one that isn't. */
  static final int ENTRIES_MAX = 1_024;

  private static final int LENGTH_AT_FIRST = 16;

  private Entry[] ring = new Entry[LENGTH_AT_FIRST];
  private int head;
  private int size;
  private int again;
  private int underWay;
  private int copies;

  /** One message that was handed on. */
  static final class Entry {
    private final long n;
    private final long source;
    private final MailKind kind;
    private final long epoch;
    private final long number;
    private final int bytes;
    private final boolean storedTold;
    private long handedAtNanos;
    private boolean underWay;
    private boolean repeated;
    private boolean copied;
    private boolean settled;

    private Entry(long n, Message message) {
      this.n = n;
      this.source = message.source().value();
      this.kind = MailKind.of(message);
      MessageId id = MailKind.numbered(message);
      this.epoch = id.epoch();
      this.number = id.n();
      this.bytes = Mail.bytesOf(message);
      this.storedTold = Receipts.isDue(message, Receipt.STORED);
    }

    /** Its number in the mailbox. */
    long n() {
      return n;
    }

    long number() {
      return number;
    }

    boolean isReceipt() {
      return kind != MailKind.MESSAGE;
    }

    int bytes() {
      return bytes;
    }

    boolean isStoredTold() {
      return storedTold;
    }

    boolean isUnderWay() {
      return underWay;
    }

    boolean isSettled() {
      return settled;
    }

    long handedAtNanos() {
      return handedAtNanos;
    }

    /** Whether it was handed on more than once, so that nobody knows which time an answer is for. */
    boolean isRepeated() {
      return repeated;
    }
  }

  private Entry entry(int place) {
    return ring[(head + place) & (ring.length - 1)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether one more that was never handed on may be. */
  boolean hasRoom() {
    return size < ENTRIES_MAX;
  }

  /** Entries at all, those included that were settled behind one that isn't. */
  int entries() {
    return size;
  }

  /** Entries handed on and not settled since, nor taken back. */
  int underWay() {
    return underWay;
  }

  /** Entries of which a copy was handed to another relay, and which are not settled. */
  int copies() {
    return copies;
  }

  /** Whether something waits to be handed on again, before all that never was. */
  boolean hasRepetition() {
    return again < size;
  }

  /** The number in the mailbox of what is to be handed on again next. */
  long nextRepetition() {
    return entry(again).n;
  }

  /**
   * Notes that the next message was handed on: a repetition if there is one.
   *
   * @param n its number in the mailbox
   * @param copied whether to another relay
   * @return whether it was handed on before
   */
  boolean hand(long n, Message message, boolean copied, long nowNanos) {
    boolean repetition = hasRepetition();
    if (!repetition) {
      append(new Entry(n, message));
    }
    Entry entry = entry(again);
    entry.repeated = repetition;
    entry.handedAtNanos = nowNanos;
    entry.underWay = true;
    underWay++;
    if (copied && !entry.copied) {
      entry.copied = true;
      copies++;
    }
    again++;
    skipSettled();
    return repetition;
  }

  private void append(Entry entry) {
    if (size == ring.length) {
      compact();
    }
    ring[(head + size) & (ring.length - 1)] = entry;
    size++;
  }

  /** Makes room: what was settled behind one that isn't goes, and where that is little there are more places. */
  private void compact() {
    Entry[] kept = new Entry[ring.length];
    int count = 0;
    int againKept = 0;
    for (int place = 0; place < size; place++) {
      againKept = place == again ? count : againKept;
      if (!entry(place).settled) {
        kept[count++] = entry(place);
      }
    }
    again = again == size ? count : againKept;
    ring = 2 * count > kept.length ? Arrays.copyOf(kept, 2 * kept.length) : kept;
    head = 0;
    size = count;
  }

  private void skipSettled() {
    while (again < size && entry(again).settled) {
      again++;
    }
  }

  /** Everything that isn't settled is to be handed on again. */
  void rewind() {
    for (int place = 0; place < size; place++) {
      entry(place).underWay = false;
    }
    underWay = 0;
    again = 0;
    skipSettled();
  }

  /** The copies that other relays were handed count no more: the messages themselves are to stay. */
  void disownCopies() {
    for (int place = 0; place < size; place++) {
      entry(place).copied = false;
    }
    copies = 0;
  }

  /** What was handed on first of all that is under way; only when there is something. */
  Entry oldestUnderWay() {
    for (int place = 0; place < again; place++) {
      if (entry(place).underWay) {
        return entry(place);
      }
    }
    throw new IllegalStateException("nothing is under way");
  }

  /** Hears of each entry that is settled. */
  interface Settled {
    void settled(Entry entry);
  }

  /** Settles what is under way of a message; whether it was. */
  boolean settle(Message message, Settled each) {
    MessageId id = MailKind.numbered(message);
    for (int place = 0; place < again; place++) {
      Entry entry = entry(place);
      if (entry.underWay
          && is(entry, message.source().value(), MailKind.of(message), id.epoch())
          && entry.number == id.n()) {
        settle(entry, each);
        leave();
        return true;
      }
    }
    return false;
  }

  /** Settles all copies that a notice speaks of. */
  void settle(StoredNotice notice, Settled each) {
    long left = notice.last() - notice.first() + 1;
    for (int place = 0; place < size && left > 0; place++) {
      Entry entry = entry(place);
      if (entry.copied
          && entry.number >= notice.first()
          && entry.number <= notice.last()
          && is(entry, notice.source().value(), notice.kindOfMail(), notice.epoch())) {
        settle(entry, each);
        left--;
      }
    }
    leave();
  }

  /** The entry of a number in the mailbox; null when there is none. */
  @Nullable Entry find(long n) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Entry entry = entry(middle);
      if (entry.n == n) {
        return entry;
      }
      low = entry.n < n ? middle + 1 : low;
      high = entry.n < n ? high : middle - 1;
    }
    return null;
  }

  /** Settles one entry that isn't under way, whatever others say of it. */
  void settleOne(Entry entry, Settled each) {
    settle(entry, each);
    leave();
  }

  private static boolean is(Entry entry, long source, MailKind kind, long epoch) {
    return entry.source == source && entry.kind == kind && entry.epoch == epoch;
  }

  private void settle(Entry entry, Settled each) {
    entry.settled = true;
    underWay -= entry.underWay ? 1 : 0;
    copies -= entry.copied ? 1 : 0;
    entry.underWay = false;
    entry.copied = false;
    each.settled(entry);
  }

  private void leave() {
    while (size > 0 && entry(0).settled) {
      head = (head + 1) & (ring.length - 1);
      size--;
      again = Math.max(0, again - 1);
    }
    skipSettled();
  }
}

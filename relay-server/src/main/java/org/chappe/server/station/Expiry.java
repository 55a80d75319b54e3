package org.chappe.server.station;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Deadlines;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages whose life has ended, a slice of one mailbox at a time.
 *
 * <p>Each mailbox knows a time before which no life in it ends; when that has come, the mailbox is searched from end to
 * end, from the oldest message that the last search left there, and the time is set anew. A slice is not read before the deletions of the last one are durable, so that nothing is
 * found twice.
 */
final class Expiry {

  /** Records read in one slice. */
  static final int SLICE_RECORDS = 256;

  /** A message whose life is over while something else is waited for is looked at again after so many seconds. */
  static final long AGAIN_SECONDS = 1;

  private final Store store;
  private final CommitQueue commits;
  private final MailCodec codec = new MailCodec();
  private final Deadlines ends = new Deadlines();
  private final List<@Nullable Mailbox> bySlot = new ArrayList<>();
  private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
  private @Nullable Mailbox searched;
  private long nextNumber;
  private long nextEnd;
  private long oldest;
  private boolean condemnedStay;
  private long lastBatch;
  private long slices;

  Expiry(Store store, CommitQueue commits) {
    this.store = store;
    this.commits = commits;
  }

  /** Ends lives. */
  interface Over {

    /**
     * Ends a message whose life is over.
     *
     * @param n its number in the mailbox
     * @return 0 when it has ended; else after how many seconds it is to be looked at again
     */
    long end(Mailbox mailbox, long n, Mail mail, long ageSeconds);
  }

  /** Something is in the mailbox whose life ends then. */
  void note(Mailbox mailbox, long endSeconds) {
    if (endSeconds >= mailbox.earliestEnd()) {
      return;
    }
    if (mailbox.expirySlot() == Mailbox.NO_SLOT) {
      mailbox.expirySlot(takeSlot(mailbox));
    }
    mailbox.earliestEnd(endSeconds);
    ends.set(mailbox.expirySlot(), endSeconds);
  }

  private int takeSlot(Mailbox mailbox) {
    Integer free = freeSlots.poll();
    if (free != null) {
      bySlot.set(free, mailbox);
      return free;
    }
    bySlot.add(mailbox);
    return bySlot.size() - 1;
  }

  /** The mailbox is gone. */
  void forget(Mailbox mailbox) {
    int slot = mailbox.expirySlot();
    if (slot != Mailbox.NO_SLOT) {
      ends.set(slot, Node.NEVER);
      bySlot.set(slot, null);
      freeSlots.push(slot);
      mailbox.expirySlot(Mailbox.NO_SLOT);
    }
    if (searched == mailbox) {
      searched = null;
    }
    if (mailbox.condemned().below() > 0) {
      pardon(mailbox);
    }
  }

  /** All that is in a mailbox now is refused to its senders, little by little; bad news goes to who inherits it. */
  void condemn(Mailbox mailbox, @Nullable Heir heir, long ageSeconds) {
    mailbox.condemn(new Condemned(mailbox.reserved(), heir));
    commits.put(
        StationKeys.condemned(mailbox.owner()), Payload.of(mailbox.condemned().text()));
    mailbox.oldest(0);
    searched = searched == mailbox ? null : searched;
    note(mailbox, ageSeconds);
  }

  /** Goes on with what an earlier run began. */
  void resumeCondemned(Mailboxes mailboxes, long ageSeconds) {
    List<StoreKey> spent = new ArrayList<>();
    store.scan(new StoreKey(StationKeys.CONDEMNED, 0, 0), Mailboxes.MAILBOXES_MAX, (key, value) -> {
      Mailbox mailbox =
          key.space() == StationKeys.CONDEMNED ? mailboxes.find(new ClientId(key.major())) : null;
      if (mailbox != null) {
        mailbox.condemn(Condemned.read(value.text()));
        note(mailbox, ageSeconds);
      } else if (key.space() == StationKeys.CONDEMNED) {
        spent.add(key);
      }
    });
    spent.forEach(commits::delete);
  }

  /**
   * Searches one slice, if a life may have ended.
   *
   * @return the mailbox that was searched; null if none was
   */
  @Nullable Mailbox search(long ageSeconds, Over over) {
    if (!commits.isDurable(lastBatch)) {
      return null;
    }
    Mailbox mailbox = searched == null ? begin(ageSeconds) : searched;
    if (mailbox != null) {
      Slice slice = new Slice(mailbox, ageSeconds, over);
      store.scan(StationKeys.mail(mailbox.owner(), nextNumber), SLICE_RECORDS, slice::found);
      slices++;
      lastBatch = commits.hasChanges() ? commits.nextBatch() : lastBatch;
      if (slice.last || slice.read < SLICE_RECORDS) {
        searched = null;
        mailbox.oldest(Math.min(oldest, nextNumber));
        note(mailbox, nextEnd);
        lookAtCondemned(mailbox, ageSeconds);
      }
    }
    return mailbox;
  }

  /** A mailbox isn't condemned any more when nothing of what was is left; what is still being written is waited for. */
  private void lookAtCondemned(Mailbox mailbox, long ageSeconds) {
    boolean isWritten = mailbox.tail() >= mailbox.condemned().below();
    if (mailbox.condemned().below() > 0 && isWritten && !condemnedStay) {
      pardon(mailbox);
    } else if (!isWritten) {
      note(mailbox, ageSeconds + AGAIN_SECONDS);
    }
  }

  private void pardon(Mailbox mailbox) {
    mailbox.condemn(Condemned.NOTHING);
    commits.delete(StationKeys.condemned(mailbox.owner()));
  }

  private @Nullable Mailbox begin(long ageSeconds) {
    if (!Lives.isOver(ends.earliest(), ageSeconds)) {
      return null;
    }
    Mailbox mailbox = bySlot.get(ends.earliestSlot());
    if (mailbox == null) {
      throw new IllegalStateException("a mailbox that is gone has a time to be searched");
    }
    ends.set(mailbox.expirySlot(), Node.NEVER);
    mailbox.earliestEnd(Node.NEVER);
    searched = mailbox;
    condemnedStay = false;
    nextNumber = mailbox.oldest();
    nextEnd = Node.NEVER;
    oldest = Node.NEVER;
    return mailbox;
  }

  /** One slice of a search. What becomes durable while it goes on is noted by itself. */
  private final class Slice {
    private final Mailbox mailbox;
    private final long ageSeconds;
    private final Over over;
    private int read;
    private boolean last;

    Slice(Mailbox mailbox, long ageSeconds, Over over) {
      this.mailbox = mailbox;
      this.ageSeconds = ageSeconds;
      this.over = over;
    }

    void found(StoreKey key, Payload value) {
      read++;
      boolean ours = key.space() == StationKeys.MAIL
          && key.major() == mailbox.owner().value()
          && key.minor() < mailbox.tail();
      if (!ours) {
        last = true;
        return;
      }
      nextNumber = key.minor() + 1;
      long end = codec.expiry(value);
      if (!Lives.isOver(end, ageSeconds) && !mailbox.isCondemned(key.minor())) {
        stays(key.minor(), end);
        return;
      }
      long again = over.end(mailbox, key.minor(), codec.decode(value), ageSeconds);
      if (again > 0) {
        stays(key.minor(), ageSeconds + again);
      }
    }

    private void stays(long n, long endSeconds) {
      oldest = Math.min(oldest, n);
      condemnedStay |= mailbox.isCondemned(n);
      nextEnd = Math.min(nextEnd, endSeconds);
    }
  }

  /** The age at which there is something to search; at once while a search is under way, never while it waits. */
  long nextSeconds() {
    if (!commits.isDurable(lastBatch)) {
      return Node.NEVER;
    }
    return searched == null ? ends.earliest() : 0;
  }

  /** Whether what was found over so far isn't in the store any more. */
  boolean isSettled() {
    return commits.isDurable(lastBatch);
  }

  /** Slices read so far. */
  long slices() {
    return slices;
  }
}

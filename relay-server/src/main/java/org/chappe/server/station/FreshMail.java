package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Mail that came or was read lately, so that handing it on needs no look into the store. Each place in a mailbox has one
 * row of slots that it may take, and pushes out the eldest of the row when all are taken: that is read from the store again.
 *
 * <p>Looks into the store cost many times more than all else that a relay does for a message. So there is much more room than
 * mail, while that is possible, and mailboxes that are handed on together seldom meet in a row.
 */
final class FreshMail {

  static final int SLOTS_MAX = 65_536;

  /** Slots in a row. */
  static final int ROW = 8;

  private static final int SLOTS_AT_FIRST = 64;
  private static final int NOWHERE = -1;

  /** Slots for each mail, as long as there may be more. */
  private static final int SPARE = 4;

  private @Nullable Mail[] mails = new Mail[SLOTS_AT_FIRST];
  private long[] numbers = new long[SLOTS_AT_FIRST];
  private int occupied;
  private long pushedOut;

  void put(ClientId owner, long n, Mail mail) {
    if (SPARE * occupied > mails.length && mails.length < SLOTS_MAX) {
      grow();
    }
    place(owner, n, mail);
  }

  /** Puts it first in its row; those before the first free slot move on by one. */
  private void place(ClientId owner, long n, Mail mail) {
    remove(owner, n);
    int row = row(owner, n);
    int last = row;
    while (mails[last] != null && last < row + ROW - 1) {
      last++;
    }
    if (mails[last] == null) {
      occupied++;
    } else {
      pushedOut++;
    }
    System.arraycopy(mails, row, mails, row + 1, last - row);
    System.arraycopy(numbers, row, numbers, row + 1, last - row);
    mails[row] = mail;
    numbers[row] = n;
  }

  private void grow() {
    @Nullable Mail[] oldMails = mails;
    long[] oldNumbers = numbers;
    mails = new Mail[2 * oldMails.length];
    numbers = new long[mails.length];
    occupied = 0;
    for (int slot = oldMails.length - 1; slot >= 0; slot--) {
      Mail mail = oldMails[slot];
      if (mail != null) {
        place(mail.message().destination(), oldNumbers[slot], mail);
      }
    }
  }

  /** The first slot of the row: neighbouring places in one mailbox have neighbouring rows. */
  private int row(ClientId owner, long n) {
    long scattered = (owner.value() * 0x9E3779B97F4A7C15L) >>> 32;
    return (int) ((scattered + n) * ROW) & (mails.length - 1);
  }

  private int slot(ClientId owner, long n) {
    int row = row(owner, n);
    for (int slot = row; slot < row + ROW; slot++) {
      Mail mail = mails[slot];
      if (mail != null && numbers[slot] == n && mail.message().destination().equals(owner)) {
        return slot;
      }
    }
    return NOWHERE;
  }

  /** The mail at a place; null when it isn't here. */
  @Nullable Mail get(ClientId owner, long n) {
    int slot = slot(owner, n);
    return slot == NOWHERE ? null : mails[slot];
  }

  void remove(ClientId owner, long n) {
    int slot = slot(owner, n);
    if (slot != NOWHERE) {
      mails[slot] = null;
      occupied--;
    }
  }

  /** How often mail was pushed out by other mail. */
  long pushedOut() {
    return pushedOut;
  }
}

package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Mail that came or was read lately, so that handing it on needs no look into the store. Each place in a mailbox has one
 * slot that it may take, and takes it from whoever is there: what is pushed out is read from the store again.
 */
final class FreshMail {

  static final int SLOTS_MAX = 65_536;

  private static final int SLOTS_AT_FIRST = 64;

  private @Nullable Mail[] mails = new Mail[SLOTS_AT_FIRST];
  private long[] numbers = new long[SLOTS_AT_FIRST];
  private int occupied;

  void put(ClientId owner, long n, Mail mail) {
    if (2 * occupied > mails.length && mails.length < SLOTS_MAX) {
      grow();
    }
    place(owner, n, mail);
  }

  private void place(ClientId owner, long n, Mail mail) {
    int slot = slot(owner, n);
    occupied += mails[slot] == null ? 1 : 0;
    mails[slot] = mail;
    numbers[slot] = n;
  }

  private void grow() {
    @Nullable Mail[] oldMails = mails;
    long[] oldNumbers = numbers;
    mails = new Mail[2 * oldMails.length];
    numbers = new long[mails.length];
    occupied = 0;
    for (int i = 0; i < oldMails.length; i++) {
      Mail mail = oldMails[i];
      if (mail != null) {
        place(mail.message().destination(), oldNumbers[i], mail);
      }
    }
  }

  /** Neighbouring places in one mailbox have neighbouring slots, so that they don't push each other out. */
  private int slot(ClientId owner, long n) {
    return (int) (owner.hashCode() * 31L + n) & (mails.length - 1);
  }

  /** The mail at a place; null when it isn't here. */
  @Nullable Mail get(ClientId owner, long n) {
    int slot = slot(owner, n);
    Mail mail = mails[slot];
    boolean here =
        mail != null && numbers[slot] == n && mail.message().destination().equals(owner);
    return here ? mail : null;
  }

  void remove(ClientId owner, long n) {
    if (get(owner, n) != null) {
      mails[slot(owner, n)] = null;
      occupied--;
    }
  }
}

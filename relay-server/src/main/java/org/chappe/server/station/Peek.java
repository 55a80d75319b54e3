package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Message;

/**
 * Looks through a mailbox for its messages, a slice at a time: those that wait, and those that were handed on and aren't acknowledged. Receipts are left
 * out. Nothing is handed on, and nothing ends by it.
 */
public final class Peek {

  /** Messages that are gathered at most. */
  public static final int MESSAGES_MAX = 100;

  /** Records looked at in one slice: at most some milliseconds. */
  public static final int SLICE_RECORDS = 200;

  private final Mailbox mailbox;
  private final MailRecords records;
  private final int max;
  private final List<Message> messages = new ArrayList<>();
  private long next;

  /** @param max how many messages are wanted, 1 to {@link #MESSAGES_MAX} */
  Peek(Mailbox mailbox, MailRecords records, int max) {
    if (max < 1 || max > MESSAGES_MAX) {
      throw new IllegalArgumentException("a peek shows 1 to 100 messages; " + max + " is not");
    }
    this.mailbox = mailbox;
    this.records = records;
    this.max = max;
  }

  /** Looks at one slice; whether it was the last. */
  public boolean goOn() {
    long from = Math.max(next, mailbox.oldest());
    next = records.look(mailbox.owner(), from, mailbox.tail(), SLICE_RECORDS, (n, mail) -> {
      if (isThere(n)) {
        add(mail.message());
      }
    });
    return messages.size() == max || next >= mailbox.tail();
  }

  /** What is gone may still be in the store until the next batch is durable. */
  private boolean isThere(long n) {
    HandedMail.Entry entry = n < mailbox.cursor() ? mailbox.handed().find(n) : null;
    boolean isGone = n < mailbox.cursor() && (entry == null || entry.isSettled());
    return !isGone && !mailbox.isCondemned(n);
  }

  private void add(Message message) {
    if (messages.size() < max) {
      messages.add(message);
    }
  }

  /** What was found, in the order of the mailbox. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }
}

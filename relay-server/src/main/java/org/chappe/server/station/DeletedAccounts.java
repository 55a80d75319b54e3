package org.chappe.server.station;

import java.util.function.Predicate;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the mail of accounts that are deleted: what rests here when the relay hears of it is refused to its senders, a slice at a
 * time, also if the relay ends meanwhile. What comes later is mail for an ID that nobody has.
 */
public final class DeletedAccounts {

  private final Mailboxes mailboxes;
  private final Outgoing outgoing;
  private final Expiry expiry;
  private final LifeEnds lifeEnds;

  DeletedAccounts(Mailboxes mailboxes, Outgoing outgoing, Expiry expiry, LifeEnds lifeEnds) {
    this.mailboxes = mailboxes;
    this.outgoing = outgoing;
    this.expiry = expiry;
    this.lifeEnds = lifeEnds;
  }

  /** Messages that would be refused to their senders; receipts would go in silence. */
  public int messagesOf(ClientId owner) {
    Mailbox mailbox = mailboxes.find(owner);
    return mailbox == null ? 0 : mailbox.stock().messages();
  }

  /** Somebody knows who still has the account by which they inherit. */
  public void ask(Predicate<Heir> living) {
    lifeEnds.ask(living);
  }

  /**
   * The owner's account was deleted.
   *
   * @param heir who is told the bad news that waits in the mailbox; null for nobody
   */
  public void deleted(ClientId owner, @Nullable Heir heir, long ageSeconds) {
    Mailbox mailbox = mailboxes.find(owner);
    if (mailbox != null) {
      outgoing.takeBack(mailbox);
      outgoing.rewind(mailbox);
      expiry.condemn(mailbox, heir, ageSeconds);
    }
  }

  /** Goes on with what an earlier run began. */
  void resume(long ageSeconds) {
    expiry.resumeCondemned(mailboxes, ageSeconds);
  }

  /** Bad news that removed devices hadn't fetched and their owners get. */
  public long inherited() {
    return lifeEnds.inherited();
  }

  /** Messages that were refused to their senders. */
  public long refused() {
    return lifeEnds.refused();
  }
}

package org.chappe.server.station;

import org.chappe.model.ClientId;

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

  /** The owner's account was deleted. */
  public void deleted(ClientId owner, long ageSeconds) {
    Mailbox mailbox = mailboxes.find(owner);
    if (mailbox != null) {
      outgoing.takeBack(mailbox);
      outgoing.rewind(mailbox);
      expiry.condemn(mailbox, ageSeconds);
    }
  }

  /** Goes on with what an earlier run began. */
  void resume(long ageSeconds) {
    expiry.resumeCondemned(mailboxes, ageSeconds);
  }

  /** Messages that were refused to their senders. */
  public long refused() {
    return lifeEnds.refused();
  }
}

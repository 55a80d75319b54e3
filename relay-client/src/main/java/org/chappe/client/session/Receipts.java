package org.chappe.client.session;

import org.chappe.model.Message;
import org.chappe.node.Effects;

/** Whom the receipts that come are for. Each comes once. */
interface Receipts {

  /**
   * A receipt came: what it changes in the journal goes into the same batch as the memory of it.
   *
   * @return whether it speaks of what is under way here, or was a short while ago
   */
  boolean onTaken(Message receipt);

  /** A receipt came which says that a message won't be delivered, after one which said that it was, or why it won't be. */
  void onOutweighed();

  /** The batch of the oldest receipt that was not durable is. */
  void onDurable(Effects effects);
}

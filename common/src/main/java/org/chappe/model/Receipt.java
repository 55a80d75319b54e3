package org.chappe.model;

/** What a message says about receipts: nothing, that one is wanted, or that it is itself one. */
public enum Receipt {
  /** No receipt is asked for. */
  NONE,
  /** The sender asks for receipts. */
  WANTED,
  /** A receipt: the recipient's home has it on disk. */
  STORED,
  /** A receipt: the recipient's client has it in its journal. */
  DELIVERED,
  /** A receipt: its life ended first. */
  EXPIRED,
  /** A receipt: it can't be delivered; the text says why. */
  FAILED;

  /** Whether the message is itself a receipt. */
  public boolean isReceipt() {
    return this != NONE && this != WANTED;
  }

  /** Whether it is a receipt that says that a message won't be delivered. */
  public boolean isBadEnd() {
    return this == EXPIRED || this == FAILED;
  }
}

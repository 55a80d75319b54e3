package org.chappe.model;

/** What a message says about receipts: nothing, that one is wanted, or that it is itself one. */
public enum Receipt {
  /** No receipt is asked for. */
  NONE,
  /** The sender asks for receipts. */
  WANTED,
  /** A copy for one of its recipient's devices: no receipts of its own, but the relay that keeps the original hears of its delivery. */
  COPY,
  /** A receipt: the recipient's home has it on disk. */
  STORED,
  /** A receipt: the recipient's client has it in its journal. */
  DELIVERED,
  /** A receipt: its life ended first. */
  EXPIRED,
  /** A receipt: it can't be delivered; the text says why. */
  FAILED,
  /** For one device of the sender: what another of them sent, with its text. Its source is the message's recipient. */
  OWN,
  /** From a device's home to the relay that keeps the original: a device has the message. Its source is the message's. */
  TAKEN,
  /** From there to a device's home: the message's life ended before any device had it. Its source is the message's. */
  VOID;

  /** Whether the message is itself a receipt: it speaks of another, and nobody hears what becomes of it. */
  public boolean isReceipt() {
    return this != NONE && this != WANTED && this != COPY;
  }

  /** Whether it is a receipt that says that a message won't be delivered. */
  public boolean isBadEnd() {
    return this == EXPIRED || this == FAILED;
  }

  /** Whether only relays have a use for it. */
  public boolean isForRelays() {
    return this == TAKEN || this == VOID;
  }
}

package org.chappe.server.station;

import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a message that was brought to a station. */
public enum Acceptance {
  /** It is kept, as soon as it is durable. */
  NEW(null, ""),
  /** It is, or was, here already. */
  DUPLICATE(null, ""),
  /**
   * It is not kept, and whoever answers for it may let go: its sender is told that it failed, or it is a receipt that can be
   * done without.
   */
  SETTLED(null, ""),
  /** There is no room in the station. */
  FULL(Refusal.FULL, "the relay's store is full"),
  /** A client's message for a mailbox that holds too many. */
  MAILBOX_FULL(Refusal.QUOTA, "the recipient's mailbox is full"),
  /** A message of a client that has too many receipts to fetch first. */
  RECEIPTS_WAIT(Refusal.QUOTA, "too many receipts wait for you; fetch them first"),
  /** A message of a client that sends too many. */
  TOO_FAST(Refusal.QUOTA, "too many messages in too short a time");

  private final @Nullable Refusal refusal;
  private final String words;

  Acceptance(@Nullable Refusal refusal, String words) {
    this.refusal = refusal;
    this.words = words;
  }

  /** Whether it was not taken, for now. */
  public boolean isRefusal() {
    return refusal != null;
  }

  /**
   * What its sender is told.
   *
   * @throws IllegalStateException if it was not refused
   */
  public Refusal refusal() {
    if (refusal == null) {
      throw new IllegalStateException(this + " is no refusal");
    }
    return refusal;
  }

  /** The same in words, for people. */
  public String words() {
    return words;
  }
}

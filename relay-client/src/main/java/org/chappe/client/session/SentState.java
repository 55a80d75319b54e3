package org.chappe.client.session;

import java.util.Locale;

/** What is known of a text that a client has sent. */
public enum SentState {
  /** It is on its way to the home. */
  WAITING,
  /** The home has it; no more was asked for, or has been heard. */
  ACCEPTED,
  /** The recipient's home has it. */
  STORED,
  /** The recipient has it. */
  DELIVERED,
  /** Its life ended before it was delivered. */
  EXPIRED,
  /** It can't be delivered. */
  FAILED,
  /** The home refused it. */
  REFUSED,
  /** Nothing was heard of its end, or another relay may have taken what one refused. */
  UNKNOWN;

  /** One word for people and programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.chappe.server.admin;

/** How a relay gets on with leaving its line. */
public enum Departure {
  /** It wasn't told to, or goes on serving its clients as it couldn't hand over all of its mail. */
  NONE,
  /** It sends its clients away and hands over its mail. */
  LEAVING,
  /** It was told to and couldn't: mail is left that nobody takes. */
  STAYED,
  /** It has said goodbye, and is about to end. */
  LEFT
}

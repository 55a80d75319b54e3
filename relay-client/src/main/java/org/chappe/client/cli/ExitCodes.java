package org.chappe.client.cli;

/** How the program ends. A script can tell the cases apart. */
final class ExitCodes {

  static final int DONE = 0;

  /** Not everything came as it should: a message is missing, doubled or out of order, or fewer came than were asked for. */
  static final int INCOMPLETE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A file can't be read, or isn't valid. */
  static final int FILE = 3;

  /** The topology has no such relay. */
  static final int NO_SUCH_RELAY = 4;

  /** No socket could be had. */
  static final int CANNOT_BIND = 5;

  /** The relay doesn't answer. */
  static final int UNREACHABLE = 6;

  /** The relay refused the client or a message. */
  static final int REFUSED = 7;

  /** A message's life ended before it was delivered. */
  static final int EXPIRED = 8;

  /** A message can't be delivered, though it was accepted. */
  static final int FAILED = 9;

  /** A message was accepted, and didn't come as far as it should in time, as far as is known. */
  static final int TIMEOUT = 10;

  /** The journal is open in another process. */
  static final int JOURNAL_IN_USE = 20;

  /** Something in the journal isn't as it was written. */
  static final int JOURNAL_DAMAGED = 21;

  /** The journal is another client's, or of a newer format, or can't be read or written. */
  static final int JOURNAL_UNUSABLE = 22;

  /** A bug. */
  static final int INTERNAL = 70;

  private ExitCodes() {}
}

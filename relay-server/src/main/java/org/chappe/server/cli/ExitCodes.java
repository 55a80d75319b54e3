package org.chappe.server.cli;

/** How the program ends. A script can tell the cases apart. */
final class ExitCodes {

  static final int DONE = 0;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A file can't be read, or isn't valid. */
  static final int FILE = 3;

  /** The topology has no such relay. */
  static final int NO_SUCH_RELAY = 4;

  /** The address can't be bound: it is taken, or isn't this host's. */
  static final int CANNOT_BIND = 5;

  /** The data directory isn't a directory, can't be written, or holds something else. */
  static final int DATA_UNUSABLE = 6;

  /** A running process has the data directory. */
  static final int DATA_LOCKED = 7;

  /** The data directory is another relay's. */
  static final int DATA_OF_OTHER_RELAY = 8;

  /** The data directory was written by a newer version. */
  static final int DATA_NEWER = 9;

  /** The data directory is damaged: something that was acknowledged is missing or unreadable. */
  static final int DATA_DAMAGED = 10;

  /** The disk is too full to start. */
  static final int DISK_FULL = 11;

  /** A running relay's store couldn't be written or read any more; the relay has stopped. */
  static final int STORE_FAILED = 12;

  /** A relay doesn't answer at its admin address, has none, or isn't ready. */
  static final int NOT_READY = 13;

  /** The line doesn't let the relay in, or not any more: its number is another's, or nobody may join. */
  static final int DENIED = 14;

  /** A relay that was told to leave stays, as nobody takes its mail. */
  static final int STAYED = 15;

  /** A bug: a broken invariant has stopped a relay. */
  static final int INTERNAL = 70;

  private ExitCodes() {}
}

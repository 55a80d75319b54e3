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

  /** A bug: a broken invariant has stopped a relay. */
  static final int INTERNAL = 70;

  private ExitCodes() {}
}

package org.chappe.server.store;

import java.io.Serial;

/** Why a data directory can't be opened. The message is one plain sentence that says what to do. */
public final class StoreProblem extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is wrong, so far as a program may want to tell it apart. */
  public enum Kind {
    /** It isn't a directory, can't be written, or holds something else. */
    UNUSABLE,
    /** A running process has it. */
    LOCKED,
    /** It belongs to another relay. */
    OTHER_RELAY,
    /** A newer version of the program wrote it. */
    NEWER_FORMAT,
    /** Something that was acknowledged is missing or unreadable. */
    DAMAGED,
    /** The disk has too little room to start. */
    DISK_FULL
  }

  StoreProblem(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  StoreProblem(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}

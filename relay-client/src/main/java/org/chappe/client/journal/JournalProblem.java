package org.chappe.client.journal;

import java.io.Serial;

/** A journal can't be opened, or written any more. The message is one sentence on what is wrong and what can be done. */
public final class JournalProblem extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** Another process has it open. */
    IN_USE,
    /** Something in it isn't as it was written. */
    DAMAGED,
    /** It is another client's, or of a newer format, or can't be read or written. */
    UNUSABLE
  }

  private final Kind kind;

  JournalProblem(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}

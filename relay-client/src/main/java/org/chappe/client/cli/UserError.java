package org.chappe.client.cli;

import java.io.Serial;

/** Something that the person who started the program can put right. */
final class UserError extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCodes}
   * @param sentence what is wrong and what to do, for people
   */
  UserError(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}

package org.chappe.server.cli;

/** Something that the person who started the program can put right. */
final class UserError extends Exception {

  private final int exitCode;
  private final String sentence;

  /**
   * @param exitCode one of {@link ExitCodes}
   * @param sentence what is wrong and what to do, for people
   */
  UserError(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
    this.sentence = sentence;
  }

  int exitCode() {
    return exitCode;
  }

  String sentence() {
    return sentence;
  }
}

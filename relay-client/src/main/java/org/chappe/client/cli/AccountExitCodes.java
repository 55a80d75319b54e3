package org.chappe.client.cli;

import org.chappe.client.ClientFailure;
import org.chappe.node.Denial;

/** How the program ends when a relay says no to something about an account. */
final class AccountExitCodes {

  static final int EXISTS = 30;
  static final int NO_ACCOUNT = 31;
  static final int WRONG_PASSWORD = 32;
  static final int ELSEWHERE = 33;
  static final int NOT_LOGGED_IN = 34;
  static final int MAIL_WAITS = 35;
  static final int TRY_LATER = 36;

  private AccountExitCodes() {}

  static int of(Denial reason) {
    return switch (reason) {
      case PARAM, PATTERN -> ExitCodes.USAGE;
      case EXISTS, TAKEN -> EXISTS;
      case NOUSER -> NO_ACCOUNT;
      case AUTH -> WRONG_PASSWORD;
      case ELSEWHERE -> ELSEWHERE;
      case LOGIN -> NOT_LOGGED_IN;
      case MAIL -> MAIL_WAITS;
      case BUSY, QUOTA, FULL -> TRY_LATER;
    };
  }

  static UserError userError(ClientFailure.Denied denied) {
    return new UserError(of(denied.reason()), denied.getMessage() + advice(denied.reason()));
  }

  private static String advice(Denial reason) {
    return switch (reason) {
      case ELSEWHERE -> "; use account login --take-over to end that session";
      case LOGIN -> "; use account login";
      case MAIL -> "; fetch them first, or use --force";
      default -> "";
    };
  }
}

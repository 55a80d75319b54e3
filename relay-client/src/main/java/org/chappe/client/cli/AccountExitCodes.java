package org.chappe.client.cli;

import org.chappe.client.ClientFailure;
import org.chappe.node.Denial;

/** How the program ends when a relay says no to something about an account. */
final class AccountExitCodes {

  private AccountExitCodes() {}

  static int of(Denial reason) {
    return switch (reason) {
      case PARAM, PATTERN -> ExitCodes.USAGE;
      case EXISTS, TAKEN -> ExitCodes.ACCOUNT_EXISTS;
      case NOUSER -> ExitCodes.NO_ACCOUNT;
      case AUTH -> ExitCodes.WRONG_PASSWORD;
      case ELSEWHERE -> ExitCodes.LOGGED_IN_ELSEWHERE;
      case LOGIN -> ExitCodes.NOT_LOGGED_IN;
      case DEVICE -> ExitCodes.HAS_DEVICES;
      case MAIL -> ExitCodes.MAIL_WAITS;
      case BUSY, QUOTA, FULL -> ExitCodes.TRY_LATER;
    };
  }

  static UserError userError(ClientFailure.Denied denied) {
    return new UserError(of(denied.reason()), denied.getMessage() + advice(denied.reason()));
  }

  private static String advice(Denial reason) {
    return switch (reason) {
      case ELSEWHERE -> "; use account login --take-over to end that session";
      case LOGIN -> "; use account login";
      case DEVICE -> ": relay-client device add NAME";
      case MAIL -> "; fetch them first, or use --force";
      default -> "";
    };
  }
}

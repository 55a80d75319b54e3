package org.chappe.client.cli;

import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;

/** How the program ends when a room says no, or nothing. */
final class RoomExitCodes {

  /** Why a queue gives nothing. */
  static final String EMPTY = "empty";

  /** What was asked for can't be, such as a lease of a second. */
  private static final String PARAM = "param";

  private RoomExitCodes() {}

  static UserError userError(CompletionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ClientFailure.RoomDenied denied) {
      return new UserError(
          of(denied), "the room says: " + Printable.line(String.valueOf(denied.getMessage())));
    }
    return Recipient.userError(failure);
  }

  private static int of(ClientFailure.RoomDenied denied) {
    return switch (denied.reason()) {
      case "member" -> ExitCodes.NOT_A_MEMBER;
      case EMPTY -> ExitCodes.QUEUE_EMPTY;
      case PARAM -> ExitCodes.USAGE;
      default -> ExitCodes.REFUSED;
    };
  }
}

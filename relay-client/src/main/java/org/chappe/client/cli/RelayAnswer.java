package org.chappe.client.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.chappe.client.ClientFailure;
import org.jspecify.annotations.Nullable;

/** Waits for what a relay answers, as long as a person is willing to. */
record RelayAnswer(Screen screen) {

  /** How long an action waits for the relay before the prompt comes back. */
  static final long PATIENCE_SECONDS = 10;

  /**
   * The answer.
   *
   * @throws UserError if the relay says no, or nothing
   */
  <T> T of(CompletableFuture<T> future) throws UserError {
    try {
      T value = screen.await(future, PATIENCE_SECONDS);
      if (value == null) {
        throw new UserError(
            ExitCodes.TIMED_OUT, "the relay doesn't answer; what was asked for may have been done");
      }
      return value;
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      if (cause instanceof ClientFailure.Denied denied) {
        throw denied(denied);
      }
      throw new UserError(ExitCodes.REFUSED, Printable.line(String.valueOf(cause.getMessage())));
    }
  }

  /** Waits until something is done. */
  void until(CompletableFuture<Void> future) throws UserError {
    var unused = of(future.thenApply(nothing -> true));
  }

  /** The answer; null where there is none. */
  <T> @Nullable T ifAny(CompletableFuture<T> future) {
    try {
      return screen.await(future, PATIENCE_SECONDS);
    } catch (ExecutionException noAnswer) {
      return null;
    }
  }

  /** What a future becomes, or why nothing; null where that takes longer, or the person presses Ctrl-C. */
  @Nullable String words(CompletableFuture<String> future) {
    try {
      return screen.await(future, PATIENCE_SECONDS);
    } catch (ExecutionException e) {
      return String.valueOf(cause(e).getMessage());
    }
  }

  private static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause();
    Throwable inner = cause instanceof CompletionException ? cause.getCause() : cause;
    return inner == null ? e : inner;
  }

  private static UserError denied(ClientFailure.Denied denied) {
    String advice = switch (denied.reason()) {
      case LOGIN -> "; use /account login";
      case DEVICE -> ": relay-client device add NAME";
      case MAIL -> "; get them first, or use /account delete force";
      default -> "";
    };
    return new UserError(
        AccountExitCodes.of(denied.reason()), Printable.line(denied.getMessage() + advice));
  }
}

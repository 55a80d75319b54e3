package org.chappe.client.cli;

import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.journal.JournalProblem;
import org.chappe.model.ClientId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who a command is, and at which relay. */
final class ClientOptions {

  @Mixin
  private LineOptions line = new LineOptions();

  @Mixin
  private JournalOption journal = new JournalOption();

  @Option(
      names = "--relay",
      paramLabel = "N|HOST:PORT|auto",
      required = true,
      description =
          "the relay to attach to: its number in the topology file, its address, for which no file is needed, or auto for"
              + " the nearest; when it is lost, the client goes to another")
  private RelayChoice relay = RelayChoice.NEAREST;

  @Option(names = "--id", paramLabel = "ID", required = true, description = "your ID, 10 digits")
  private ClientId id = new ClientId(0);

  boolean keepsJournal() {
    return journal.directory(id) != null;
  }

  RelayClientConfig config() throws UserError {
    return journal.applyTo(line.config(id, relay));
  }

  /** Connects; what can't be delivered after all is told on one line each. */
  RelayClient connect(OutputOption output) throws UserError {
    return connect(config().withObserver(report -> {
      SendResult late = SendResult.late(report);
      if (late != null) {
        output.printProblem(late.words(), late);
      }
    }));
  }

  /** Connects, or ends the command with the reason in one line. */
  static RelayClient connect(RelayClientConfig config) throws UserError {
    try {
      return RelayClient.connect(StoredLogin.applyTo(config)).join();
    } catch (CompletionException e) {
      throw userError(e);
    }
  }

  /** What a failure of the client means for the program. */
  static UserError userError(CompletionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ClientFailure.Unreachable) {
      return new UserError(ExitCodes.UNREACHABLE, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof ClientFailure.Rejected) {
      return new UserError(ExitCodes.REFUSED, "refused by the relay: " + cause.getMessage());
    }
    if (cause instanceof ClientFailure.Denied denied) {
      return AccountExitCodes.userError(denied);
    }
    if (cause instanceof ClientFailure.NoSocket) {
      return new UserError(ExitCodes.CANNOT_BIND, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof ClientFailure.NoJournal journal) {
      return userError(journal.kind(), String.valueOf(journal.getMessage()));
    }
    throw failure;
  }

  /** What a journal that can't be used means for the program. */
  static UserError userError(JournalProblem.Kind kind, String sentence) {
    int exitCode = switch (kind) {
      case IN_USE -> ExitCodes.JOURNAL_IN_USE;
      case DAMAGED -> ExitCodes.JOURNAL_DAMAGED;
      case UNUSABLE -> ExitCodes.JOURNAL_UNUSABLE;
    };
    return new UserError(exitCode, sentence);
  }
}

package org.chappe.client.cli;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who a command is, and at which relay. */
final class ClientOptions {

  @Mixin
  private final LineOptions line;

  @Mixin
  private JournalOption journal = new JournalOption();

  @Option(
      names = "--relay",
      paramLabel = "N|HOST:PORT|auto",
      description =
          "the relay to attach to: its number in the topology file, its address, for which no file"
              + " is needed, or auto for the nearest; when it is lost, the client goes to another")
  private @Nullable RelayChoice relay;

  @Option(names = "--id", paramLabel = "ID", description = "your ID, 10 digits")
  private @Nullable ClientId id;

  ClientOptions(Map<String, String> environment) {
    line = new LineOptions(environment);
  }

  /** What is set where no option says otherwise. */
  Settings settings() throws UserError {
    return line.settings();
  }

  boolean keepsJournal() throws UserError {
    return config().journal() != null;
  }

  RelayClientConfig config() throws UserError {
    Settings settings = settings();
    ClientId who = id(settings, id);
    RelayChoice where = relay(settings, relay);
    if (where == null) {
      throw settings.missing(SettingKey.RELAY, "which relay to attach to");
    }
    return journal.applyTo(settings, line.config(who, where));
  }

  /** The relay to attach to; null if neither an option nor a setting says. */
  static @Nullable RelayChoice relay(Settings settings, @Nullable RelayChoice option)
      throws UserError {
    String set = option == null ? settings.value(SettingKey.RELAY) : null;
    return set == null ? option : RelayChoice.parse(set);
  }

  /** Who to be. */
  static ClientId id(Settings settings, @Nullable ClientId option) throws UserError {
    ClientId id = idIfSet(settings, option);
    if (id == null) {
      throw settings.missing(SettingKey.ID, "who you are");
    }
    return id;
  }

  /** Who to be; null if neither an option nor a setting says. */
  static @Nullable ClientId idIfSet(Settings settings, @Nullable ClientId option) throws UserError {
    String set = option == null ? settings.value(SettingKey.ID) : null;
    return set == null ? option : ClientId.parse(set);
  }

  /** Connects; what can't be delivered after all is told on one line each, and so is who comes and leaves, where that was asked for. */
  RelayClient connect(OutputOption output) throws UserError {
    return connect(output, report -> {});
  }

  /** @param also hears everything that the session reports, too, on the client's event loop */
  RelayClient connect(OutputOption output, Consumer<ClientReport> also) throws UserError {
    return connect(PasswordLogin.applyTo(settings(), config()).withObserver(report -> {
      also.accept(report);
      if (report instanceof ClientReport.Watched watched) {
        Comings comings = Comings.of(watched.presence());
        output.print(comings.line(), comings);
      }
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
    if (cause instanceof ClientFailure.NoAnswer) {
      return new UserError(ExitCodes.TIMED_OUT, Printable.line(String.valueOf(cause.getMessage())));
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

package org.chappe.client.cli;

import java.util.Locale;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;
import org.jspecify.annotations.Nullable;

/** A person's session: who and where, then their commands until they quit. */
final class TerminalSession {

  private final Screen screen;
  private final Look look;
  private final LineOptions line;
  private final JournalOption journal;
  private final PasswordOption password;
  private final @Nullable RelayChoice givenRelay;
  private final @Nullable ClientId givenId;

  TerminalSession(
      Screen screen,
      Look look,
      LineOptions line,
      JournalOption journal,
      PasswordOption password,
      @Nullable RelayChoice givenRelay,
      @Nullable ClientId givenId) {
    this.screen = screen;
    this.look = look;
    this.line = line;
    this.journal = journal;
    this.password = password;
    this.givenRelay = givenRelay;
    this.givenId = givenId;
  }

  /** Returns the exit code. */
  int run() throws UserError {
    boolean isByAddress = givenRelay != null && givenRelay.address() != null;
    Topology topology = isByAddress ? null : line.line();
    RelayChoice choice = givenRelay == null ? askForRelay(line.line()) : givenRelay;
    if (choice == null) {
      return ExitCodes.DONE;
    }
    ClientId id = givenId == null ? askForId(screen, "Your ID (10 digits): ") : givenId;
    if (id == null) {
      return ExitCodes.DONE;
    }
    new Talk(screen, look, this::config, new Entrance(screen, password), id).run(choice, topology);
    return ExitCodes.DONE;
  }

  /** What a client has to know in order to be somebody somewhere. */
  interface Configs {
    RelayClientConfig of(ClientId id, RelayChoice choice) throws UserError;
  }

  private RelayClientConfig config(ClientId id, RelayChoice choice) throws UserError {
    return journal.applyTo(line.settings(), line.config(id, choice));
  }

  private @Nullable RelayChoice askForRelay(Topology topology) {
    String range = LineOptions.range(topology);
    while (true) {
      String answer = screen.ask("Relay (" + range + ", or auto): ");
      if (answer == null) {
        return null;
      }
      try {
        RelayChoice choice = RelayChoice.parse(answer);
        RelayNumber number = choice.number();
        if (number == null || topology.relay(number).isPresent()) {
          return choice;
        }
        screen.print("relay " + answer + " is not in the line, which has relays " + range);
      } catch (IllegalArgumentException e) {
        screen.print(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Asks for an ID until the answer is one; null when there is no answer. */
  static @Nullable ClientId askForId(Screen screen, String prompt) {
    while (true) {
      String answer = screen.ask(prompt);
      if (answer == null) {
        return null;
      }
      try {
        return ClientId.parse(answer);
      } catch (IllegalArgumentException e) {
        screen.print(String.valueOf(e.getMessage()));
      }
    }
  }

  /** A round trip for people. */
  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}

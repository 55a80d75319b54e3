package org.chappe.client.cli;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.auth.LoginKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: a file, the environment, or a person who types it unseen. Never the command line, which others can see. */
final class PasswordOption {

  private static final String VARIABLE = "CHAPPE_PASSWORD";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "a file whose first line is the password; without it CHAPPE_PASSWORD in the environment"
              + " counts, then what is set, or you are asked")
  private @Nullable Path file;

  private @Nullable Settings settings;

  /** Has these count where no option says otherwise. */
  void use(Settings set) {
    settings = set;
  }

  /** The password. */
  char[] read(String prompt) throws UserError {
    return orAsk(given(), prompt);
  }

  /** A password that is given, or else typed. */
  static char[] orAsk(char @Nullable [] given, String prompt) throws UserError {
    return given == null ? ask(prompt) : given;
  }

  /** The password from the file, the environment or the settings; null where none is given. */
  char @Nullable [] given() throws UserError {
    Path from = file;
    Settings others = settings;
    if (from != null) {
      return firstLine(from);
    }
    return others == null ? null : given(others);
  }

  /** The password that is set; null where none is. */
  static char @Nullable [] given(Settings settings) throws UserError {
    String set = settings.environment().get(VARIABLE);
    if (set != null && !set.isEmpty()) {
      return set.toCharArray();
    }
    String path = settings.value(SettingKey.PASSWORD_FILE);
    return path == null ? null : firstLine(Path.of(path));
  }

  /** A password that is new, and long enough; typed twice if it is typed. */
  char[] readNew() throws UserError {
    char[] given = given();
    char[] password = given == null ? ask("new password: ") : given;
    if (password.length < LoginKeys.PASSWORD_CHARACTERS_MIN) {
      throw new UserError(
          ExitCodes.USAGE,
          "a password has at least " + LoginKeys.PASSWORD_CHARACTERS_MIN + " characters");
    }
    if (given == null) {
      char[] again = ask("once more: ");
      if (!String.valueOf(again).equals(String.valueOf(password))) {
        throw new UserError(ExitCodes.USAGE, "the two passwords differ");
      }
    }
    return password;
  }

  private static char[] firstLine(Path from) throws UserError {
    try (var lines = Files.lines(from, StandardCharsets.UTF_8)) {
      return lines.findFirst().orElse("").toCharArray();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(ExitCodes.FILE, "the password in " + from + " can't be read: " + e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // it does where this is built
  private static char[] ask(String prompt) throws UserError {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new UserError(
          ExitCodes.USAGE, "a password is needed: use --password-file or " + VARIABLE);
    }
    return typed;
  }
}

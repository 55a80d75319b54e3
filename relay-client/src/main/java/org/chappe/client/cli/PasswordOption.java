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
          "a file whose first line is the password; without it CHAPPE_PASSWORD in the environment counts, or you are asked")
  private @Nullable Path file;

  /** The password. */
  char[] read(String prompt) throws UserError {
    char[] given = given();
    return given == null ? ask(prompt) : given;
  }

  /** The password from the file or the environment; null where none is given. */
  char @Nullable [] given() throws UserError {
    Path from = file;
    if (from != null) {
      return firstLine(from);
    }
    String set = System.getenv(VARIABLE);
    return set == null ? null : set.toCharArray();
  }

  /** A password that is new, and long enough; typed twice if it is typed. */
  char[] readNew() throws UserError {
    char[] password = read("new password: ");
    if (password.length < LoginKeys.PASSWORD_CHARACTERS_MIN) {
      throw new UserError(
          ExitCodes.USAGE,
          "a password has at least " + LoginKeys.PASSWORD_CHARACTERS_MIN + " characters");
    }
    if (file == null && System.getenv(VARIABLE) == null) {
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

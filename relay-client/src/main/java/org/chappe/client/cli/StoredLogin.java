package org.chappe.client.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.chappe.auth.LoginKeys;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * What the last login left for the commands after it: keys that were derived from the password, in a file beside the journal that only its owner
 * may read. Whoever has it can log in, but doesn't know the password.
 */
final class StoredLogin {

  private static final String FILE = "login";
  private static final int RADIX = 36;

  private StoredLogin() {}

  /** A client that logs in, if there was a login from its journal's directory. */
  static RelayClientConfig applyTo(RelayClientConfig config) throws UserError {
    Path directory = config.journal();
    Credentials kept = directory == null ? null : read(directory);
    return kept == null || config.credentials() != null ? config : config.withCredentials(kept);
  }

  /** What is kept in a directory; null for nothing. */
  static @Nullable Credentials read(Path directory) throws UserError {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(
          ExitCodes.FILE, "the login in " + file + " can't be read; use account login again");
    }
  }

  private static Credentials parse(String text) {
    String[] fields = text.split(" ", -1);
    LoginKeys keys = fields.length == 2 ? LoginKeys.read(fields[0]) : null;
    if (keys == null) {
      throw new IllegalArgumentException("no login");
    }
    return new Credentials(keys, Long.parseLong(fields[1], RADIX), false);
  }

  /** Keeps a login, whole or not at all. */
  static void write(Path directory, Credentials credentials) throws UserError {
    String text =
        credentials.keys().text() + " " + Long.toString(credentials.device(), RADIX) + "\n";
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      Path fresh = directory.resolve(FILE + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          fresh,
          List.of(text.strip()),
          StandardCharsets.UTF_8,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, "the login can't be kept in " + file + ": " + e);
    }
  }

  /** Keeps nothing any more. */
  static void forget(Path directory) throws UserError {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, "the login can't be forgotten: " + e);
    }
  }
}

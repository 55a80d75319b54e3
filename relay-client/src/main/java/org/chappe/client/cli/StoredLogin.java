package org.chappe.client.cli;

import java.nio.file.Path;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Device;
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

  /** A client that logs in, if there was a login from its journal's directory, or that is the device which is kept there. */
  static RelayClientConfig applyTo(RelayClientConfig config) throws UserError {
    Path directory = config.journal();
    if (directory == null || config.credentials() != null) {
      return config;
    }
    Device device = StoredDevice.read(directory, config.id());
    if (device != null) {
      return config.withDevice(device);
    }
    Credentials kept = read(directory);
    return kept == null ? config : config.withCredentials(kept);
  }

  /** What is kept in a directory; null for nothing. */
  static @Nullable Credentials read(Path directory) throws UserError {
    String line = file(directory).read();
    Credentials kept = line == null ? null : parse(line);
    if (line != null && kept == null) {
      throw new UserError(
          ExitCodes.FILE,
          "the login in " + directory.resolve(FILE) + " can't be read; use account login again");
    }
    return kept;
  }

  private static @Nullable Credentials parse(String text) {
    String[] fields = text.split(" ", -1);
    LoginKeys keys = fields.length == 2 ? LoginKeys.read(fields[0]) : null;
    try {
      return keys == null ? null : new Credentials(keys, Long.parseLong(fields[1], RADIX), false);
    } catch (IllegalArgumentException notANumber) {
      return null;
    }
  }

  /** Keeps a login, whole or not at all. */
  static void write(Path directory, Credentials credentials) throws UserError {
    file(directory)
        .write(credentials.keys().text() + " " + Long.toString(credentials.device(), RADIX));
  }

  /** Keeps nothing any more. */
  static void forget(Path directory) throws UserError {
    file(directory).forget();
  }

  private static SecretFile file(Path directory) {
    return new SecretFile(directory, FILE, "login");
  }
}

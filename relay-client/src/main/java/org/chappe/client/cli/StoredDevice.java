package org.chappe.client.cli;

import java.nio.file.Path;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * Which device of its ID's owner a client is: its ID, its name, its keys and its number, in a file beside the journal that only the owner may read. All commands with that journal
 * are that device.
 */
final class StoredDevice {

  private static final String FILE = "device";

  /** The keys of a device that is being made: should the answer get lost, the relay knows them again. */
  private static final String BEGUN = "device.begun";

  private static final int RADIX = 36;
  private static final int FIELDS = 4;

  private StoredDevice() {}

  /** The device that is kept in a directory; null for none. */
  static @Nullable Device read(Path directory, ClientId owner) throws UserError {
    String line = file(directory, FILE).read();
    if (line == null) {
      return null;
    }
    Device device = parse(line);
    if (device == null || !device.name().owner().equals(owner)) {
      throw new UserError(
          ExitCodes.FILE,
          "the device in " + directory.resolve(FILE) + " isn't one of " + owner
              + ", or can't be read; remove the file, and use device add again");
    }
    return device;
  }

  private static @Nullable Device parse(String line) {
    String[] fields = line.split(" ", -1);
    DeviceName name = fields.length == FIELDS ? DeviceName.of(fields[1]) : null;
    LoginKeys keys = name == null ? null : LoginKeys.read(fields[2]);
    try {
      return name == null || keys == null
          ? null
          : new Device(
              ClientId.parse(fields[0]),
              name,
              new Credentials(keys, Long.parseLong(fields[3], RADIX), false));
    } catch (IllegalArgumentException notADevice) {
      return null;
    }
  }

  /** Keeps a device in the place of a login: from now on it is who logs in here. */
  static void write(Path directory, Device device) throws UserError {
    Credentials credentials = device.credentials();
    file(directory, FILE)
        .write(String.join(
            " ",
            device.id().toString(),
            device.name().toString(),
            credentials.keys().text(),
            Long.toString(credentials.device(), RADIX)));
    file(directory, BEGUN).forget();
    StoredLogin.forget(directory);
  }

  /** The keys for a device that is to be made here: those with which that was begun, or else fresh ones, which are kept first. */
  static LoginKeys begin(Path directory) throws UserError {
    SecretFile begun = file(directory, BEGUN);
    String line = begun.read();
    LoginKeys before = line == null ? null : LoginKeys.read(line);
    if (before != null) {
      return before;
    }
    LoginKeys fresh = Devices.draw();
    begun.write(fresh.text());
    return fresh;
  }

  /** Keeps nothing any more: this is no device. */
  static void forget(Path directory) throws UserError {
    file(directory, FILE).forget();
    file(directory, BEGUN).forget();
  }

  private static SecretFile file(Path directory, String name) {
    return new SecretFile(directory, name, "device");
  }
}

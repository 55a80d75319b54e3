package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.chappe.client.Device;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.jspecify.annotations.Nullable;

/** A session that only looks after an account: it takes nobody's place and gets no mail, whoever is attached meanwhile. */
final class OwnerLogin {

  private OwnerLogin() {}

  /** Where the password comes from, should it be needed. */
  interface Password {
    char[] read() throws UserError;
  }

  /**
   * Proves whose account it is: with the device or the login that is kept beside the journal, or else with the password.
   *
   * @param mayBeDevice whether a device may speak for the account
   */
  static RelayClient connect(RelayClientConfig config, boolean mayBeDevice, Password password)
      throws UserError {
    RelayClientConfig asking = config.withoutJournal();
    Path directory = config.journal();
    Device device =
        directory == null || !mayBeDevice ? null : StoredDevice.read(directory, config.id());
    Credentials kept = directory == null ? null : StoredLogin.read(directory);
    if (device != null) {
      asking = asking.withDevice(device).withCredentials(device.credentials().asOwner());
    } else if (kept != null) {
      asking = asking.withCredentials(kept.asOwner());
    }
    return asking.credentials() == null ? prove(asking, password.read()) : open(asking);
  }

  private static RelayClient prove(RelayClientConfig config, char[] password) throws UserError {
    RelayClient client = open(config);
    try {
      Credentials unused = client.accounts().logInAsOwner(password).join();
      return client;
    } catch (CompletionException e) {
      client.close();
      throw ClientOptions.userError(e);
    }
  }

  private static RelayClient open(RelayClientConfig config) throws UserError {
    try {
      return RelayClient.connect(config).join();
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  /** The device that is kept beside a client's journal; null for none. */
  static @Nullable Device device(RelayClientConfig config) throws UserError {
    Path directory = config.journal();
    return directory == null ? null : StoredDevice.read(directory, config.id());
  }
}

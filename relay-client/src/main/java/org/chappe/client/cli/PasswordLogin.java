package org.chappe.client.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.node.Denial;

/** Logs commands in with the password that is set, where no login was kept. */
final class PasswordLogin {

  private PasswordLogin() {}

  /** A client that proves itself, with what the last login left or else with the password that is set; as it was where there is neither, or no account. */
  static RelayClientConfig applyTo(Settings settings, RelayClientConfig config) throws UserError {
    RelayClientConfig kept = StoredLogin.applyTo(config);
    char[] password = kept.credentials() == null ? PasswordOption.given(settings) : null;
    if (password == null) {
      return kept;
    }
    // in a session of its own: it says nothing else as long as it is a guest's
    try (RelayClient guest = RelayClient.connect(config.withoutJournal()).join()) {
      Credentials credentials =
          guest.accounts().logIn(password, device(config.id()), false).join();
      return config.withCredentials(credentials);
    } catch (CompletionException e) {
      if (e.getCause() instanceof ClientFailure.Denied denied && denied.reason() == Denial.NOUSER) {
        return config;
      }
      throw ClientOptions.userError(e);
    }
  }

  /** The same for all commands of this person on this machine, so that none of them keeps the next one out. */
  static long device(ClientId id) {
    long hash = Objects.hash(System.getProperty("user.name"), host(), id);
    return Math.floorMod(hash * 0x9E3779B97F4A7C15L, Credentials.DEVICE_MAX + 1);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }
}

package org.chappe.client;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;

/**
 * The devices of an account: up to {@link DeviceName#DEVICES_MAX} clients that are attached at the same time, of which each gets all mail and sends under the one ID.
 * May be asked by one of them, and by a client that has logged in as the owner.
 *
 * <p>Futures complete exceptionally as those of {@link Accounts}.
 */
public final class Devices {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;

  private final RelayClient client;

  Devices(RelayClient client) {
    this.client = client;
  }

  /**
   * A device.
   *
   * @param id under which it attaches
   * @param home the number of its relay; 0 where it has none
   */
  public record Entry(String id, String name, int home) {}

  /** Keys that were drawn, for a device that is to be made: where there is no password, there is nothing to guess, and so no work to be done. */
  public static LoginKeys draw() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    byte[] salt = new byte[Verifier.SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(key);
    char[] password = new String(text, StandardCharsets.US_ASCII).toCharArray();
    return LoginKeys.derive(password, salt, Verifier.ITERATIONS_MIN);
  }

  /**
   * Makes a device; only for a client that has logged in with the account's password. May be done again with the same keys where no answer came: then it is the same device, under the name that
   * it was given first.
   *
   * @param name 1 to {@link DeviceName#CHARACTERS_MAX} letters and digits, unlike those of the account's other devices
   * @param keys what it is to prove itself with, as {@linkplain #draw drawn}
   * @return what it needs to know: see {@link RelayClientConfig#withDevice}
   * @throws IllegalArgumentException if it can't be called so
   */
  public CompletableFuture<Device> add(String name, LoginKeys keys) {
    if (!DeviceName.isName(name)) {
      throw new IllegalArgumentException("no device can be called so");
    }
    Credentials credentials =
        new Credentials(keys, RANDOM.nextLong(Credentials.DEVICE_MAX + 1), false);
    return Replies.items(client.ask(QuestionWord.DEVICE, keys.verifier().text() + "?" + name))
        .thenApply(items -> device(items, credentials));
  }

  private Device device(List<String> items, Credentials credentials) {
    try {
      return new Device(
          ClientId.parse(items.get(0)), new DeviceName(client.id(), items.get(1)), credentials);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notAnAnswer) {
      throw new ClientFailure.Denied(Denial.PARAM, "the relay's answer can't be right");
    }
  }

  /** All devices of the account. */
  public CompletableFuture<List<Entry>> list() {
    return Replies.items(client.ask(QuestionWord.DEVICES, "")).thenApply(Devices::entries);
  }

  private static List<Entry> entries(List<String> items) {
    List<Entry> entries = new ArrayList<>();
    for (String item : items) {
      String[] fields = item.split("/", -1);
      if (fields.length == 3 && fields[2].matches("[0-9]{1,4}")) {
        entries.add(new Entry(fields[0], fields[1], Integer.parseInt(fields[2])));
      }
    }
    return entries;
  }

  /** Ends a device: it can't log in any more, and what waits for it there is gone. What none of them has fetched comes to the others. */
  public CompletableFuture<Void> remove(String name) {
    return Replies.items(client.ask(QuestionWord.REMOVE, name)).thenAccept(done -> {});
  }

  /** The same of one that was {@linkplain #list listed}: after a split of the line two may have one name. */
  public CompletableFuture<Void> remove(Entry device) {
    return remove(device.id() + "/" + device.name());
  }
}

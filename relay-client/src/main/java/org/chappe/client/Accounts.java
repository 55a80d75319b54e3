package org.chappe.client;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.Credentials;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;
import org.jspecify.annotations.Nullable;

/**
 * What a client can do about the account of its ID, and ask about those of others. A password never leaves this class: the relay gets what it needs to
 * check one.
 *
 * <p>Futures complete exceptionally with {@link ClientFailure.Denied} when the relay says no, with {@link
 * ClientFailure.NoAnswer} when it says nothing for 10 seconds: then it may have been done, and can be asked for again. A refused login ends the client, unless it {@linkplain
 * RelayClientConfig#waitsForLogin waits} for another.
 */
public final class Accounts {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String MARK = "?";

  /** Where the answer to {@code whoami} has the name of a device. */
  private static final int DEVICE_ITEM = 5;

  private final RelayClient client;
  private final Consumer<ClientOrder> orders;

  Accounts(RelayClient client, Consumer<ClientOrder> orders) {
    this.client = client;
    this.orders = orders;
  }

  /**
   * An account.
   *
   * @param id whose it is
   * @param name what it is called, empty for nothing
   */
  public record Entry(String id, String name) {}

  /**
   * Accounts that match.
   *
   * @param isAll false when there are more than are told
   */
  public record Listing(List<Entry> entries, boolean isAll) {
    public Listing {
      entries = List.copyOf(entries);
    }
  }

  /** Whether an ID has an account, and the client is logged in. */
  public enum Login {
    NO_ACCOUNT,
    OUT,
    IN
  }

  /**
   * How a client stands with its relay.
   *
   * @param waiting how many messages wait for it there; 0 where it isn't logged in
   * @param name what its account is called, empty for nothing
   * @param device which device of the account it is, empty for none
   */
  public record Standing(long waiting, Login login, String name, String device) {}

  /** Asks how the client stands. */
  public CompletableFuture<Standing> standing() {
    return items(QuestionWord.WHOAMI, "").thenApply(Accounts::standing);
  }

  private static Standing standing(List<String> items) {
    if (items.size() < 4 || !items.get(1).matches("[0-9]{1,18}")) {
      throw new ClientFailure.Denied(Denial.PARAM, "the relay's answer can't be right");
    }
    Login login = switch (items.get(2)) {
      case "in" -> Login.IN;
      case "out" -> Login.OUT;
      default -> Login.NO_ACCOUNT;
    };
    String device = items.size() > DEVICE_ITEM ? items.get(DEVICE_ITEM) : "";
    return new Standing(Long.parseLong(items.get(1)), login, items.get(3), device);
  }

  /** Has a client that {@linkplain RelayClientConfig#waitsForLogin waits} for a login say everything without: its ID has no account. */
  public void enter() {
    orders.accept(new ClientOrder.Enter());
  }

  /**
   * Makes an account and logs in. Takes a moment of work on the calling thread.
   *
   * @param name what others may call it; empty for nothing
   * @return what the client proves itself with from now on, also in its next life if it keeps that
   * @throws IllegalArgumentException if the password is empty or too long
   */
  public CompletableFuture<Credentials> create(char[] password, String name) {
    return create(password, name, RANDOM.nextLong(Credentials.DEVICE_MAX + 1));
  }

  /**
   * The same from a device that has a number already.
   *
   * @param device as in {@link #logIn}
   */
  public CompletableFuture<Credentials> create(char[] password, String name, long device) {
    Credentials credentials = new Credentials(fresh(password), device, false);
    String rest = credentials.keys().verifier().text()
        + MARK
        + Long.toString(device, Character.MAX_RADIX)
        + MARK
        + name;
    return items(QuestionWord.CREATE, rest).thenCompose(done -> logIn(credentials));
  }

  private static LoginKeys fresh(char[] password) {
    byte[] salt = new byte[Verifier.SALT_BYTES];
    RANDOM.nextBytes(salt);
    return LoginKeys.derive(password, salt, LoginKeys.ITERATIONS);
  }

  /** Logs in with what an earlier login left. */
  public CompletableFuture<Credentials> logIn(Credentials credentials) {
    return client.logIn(credentials).thenApply(done -> credentials);
  }

  /**
   * Logs in.
   *
   * @param device the one of the last login from here; null if there was none
   * @param takesOver whether another device that is logged in at the same relay has to go
   */
  public CompletableFuture<Credentials> logIn(
      char[] password, @Nullable Long device, boolean takesOver) {
    long own = device == null ? RANDOM.nextLong(Credentials.DEVICE_MAX + 1) : device;
    return keys(password, own, "")
        .thenCompose(keys -> logIn(new Credentials(keys, own, takesOver)));
  }

  /**
   * Proves to know the password, to look after the account: the client asks questions from then on and says nothing else, and takes nobody's place. The only way
   * to log in where the account has {@linkplain Devices devices}.
   */
  public CompletableFuture<Credentials> logInAsOwner(char[] password) {
    long any = RANDOM.nextLong(Credentials.DEVICE_MAX + 1);
    return keys(password, any, Credentials.Manner.OWN.mark())
        .thenCompose(keys -> logIn(new Credentials(keys, any, Credentials.Manner.OWN)));
  }

  private CompletableFuture<LoginKeys> keys(char[] password, long device, String manner) {
    char[] copy = password.clone();
    String any = Long.toString(device, Character.MAX_RADIX) + MARK + "A".repeat(16) + manner;
    return items(QuestionWord.LOGIN, any)
        .thenApplyAsync(items -> derive(copy, items)); // hashing isn't for the event loop
  }

  private static LoginKeys derive(char[] password, List<String> items) {
    try {
      return LoginKeys.derive(password, items.get(1), Integer.parseInt(items.get(2)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException notAnAnswer) {
      throw new ClientFailure.Denied(Denial.PARAM, "the relay's answer can't be right");
    }
  }

  /**
   * Changes the password; only when logged in. Sessions elsewhere that were logged in with the old one end.
   *
   * @param device as in {@link #logIn}
   */
  public CompletableFuture<Credentials> changePassword(char[] password, long device) {
    return changePassword(new Credentials(fresh(password), device, false));
  }

  /** The same for a client that has {@linkplain #logInAsOwner logged in as the owner}, and stays so. */
  public CompletableFuture<Credentials> changePasswordAsOwner(char[] password) {
    return changePassword(new Credentials(fresh(password), 0, Credentials.Manner.OWN));
  }

  private CompletableFuture<Credentials> changePassword(Credentials credentials) {
    return items(QuestionWord.PASSWD, credentials.keys().verifier().text())
        .thenCompose(done -> logIn(credentials));
  }

  /** Logs off: mail goes on coming to the mailbox, and nothing can be sent or fetched before the next login. */
  public CompletableFuture<Void> logOff() {
    return items(QuestionWord.LOGOFF, "")
        .thenAccept(done -> orders.accept(new ClientOrder.ForgetLogin()));
  }

  /**
   * Deletes the account; only when logged in. The client goes on as one without an account.
   *
   * @param force whether mail that waits is refused to its senders; else that is a reason not to delete it
   */
  public CompletableFuture<Void> delete(boolean force) {
    return items(QuestionWord.DELETE, force ? "force" : "").thenAccept(done -> enter());
  }

  /**
   * Lists accounts.
   *
   * @param pattern of the ID or the name, with * and ? as in file names, or /a regular expression/; empty for all
   */
  public CompletableFuture<Listing> list(String pattern) {
    return items(QuestionWord.LIST, pattern).thenApply(Accounts::listing);
  }

  private static Listing listing(List<String> items) {
    List<Entry> entries = new ArrayList<>();
    for (String item : items) {
      int slash = item.indexOf('/');
      if (slash > 0) {
        entries.add(new Entry(item.substring(0, slash), item.substring(slash + 1)));
      }
    }
    return new Listing(entries, !items.contains("more"));
  }

  private CompletableFuture<List<String>> items(QuestionWord word, String rest) {
    return Replies.items(client.ask(word, rest));
  }
}

package org.chappe.server.node;

import java.util.random.RandomGenerator;
import org.chappe.auth.LoginExchange;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.accounts.WrongPasswords;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/** Lets owners of accounts in who prove that they know the password. */
final class LoginDesk {

  /** Who was heard within this time is logged in: a minute, in nanoseconds. */
  static final long PRESENT_NANOS = 60_000_000_000L;

  private static final String TAKES_OVER = "over";
  private static final String OWN = "own";
  private static final String DEVICE = "[0-9a-z]{1,9}";
  private static final int RADIX = 36;
  private static final int TOKEN_CHARACTERS = 8;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final AccountTable accounts;
  private final Reception reception;
  private final Attachments attachments;
  private final RandomGenerator random;
  private final WrongPasswords wrongPasswords = new WrongPasswords();

  LoginDesk(
      AccountTable accounts, Reception reception, Attachments attachments, RandomGenerator random) {
    this.accounts = accounts;
    this.reception = reception;
    this.attachments = attachments;
    this.random = random;
  }

  static boolean isDevice(String text) {
    return text.matches(DEVICE);
  }

  static long device(String text) {
    return Long.parseLong(text, RADIX);
  }

  /** The first half: both sides' nonces, and how the password was hashed. */
  Outcome login(Session session, ClientId client, String rest) {
    String[] fields = rest.split("\\?", -1);
    Login.Manner manner = manner(fields);
    if (manner == null || !isDevice(fields[0]) || !LoginExchange.isNonce(fields[1])) {
      return new Outcome.Denied(Denial.PARAM, "login takes a device and a nonce");
    }
    Verifier verifier = verifier(client);
    if (verifier == null) {
      reception.putOut(client);
      return AccountDesk.noAccount(client);
    }
    Outcome refusal = refusal(client, manner);
    if (refusal != null) {
      return refusal;
    }
    String nonce = token() + token();
    LoginExchange exchange =
        new LoginExchange(client, fields[1], nonce, verifier.salt(), verifier.iterations());
    session.setLogin(new Login(exchange, device(fields[0]), manner));
    return Outcome.Done.of(nonce, verifier.salt(), Integer.toString(verifier.iterations()));
  }

  /** What proves who owns an ID; null where nobody does, or a device's owner no longer does. */
  private @Nullable Verifier verifier(ClientId client) {
    Account account = accounts.find(client);
    return account == null || accounts.devices().isOrphan(client) ? null : account.verifier();
  }

  /** Why nobody may attach under an ID, whatever they prove; null where one may, or only the owner's word is wanted. */
  private @Nullable Outcome refusal(ClientId client, Login.Manner manner) {
    DeviceIndex devices = accounts.devices();
    if (manner == Login.Manner.OWN) {
      return null;
    }
    if (devices.hasDevices(client)) {
      return new Outcome.Denied(
          Denial.DEVICE, client + " has devices; log in as one of them, or make this one");
    }
    if (devices.isSurplus(client)) {
      return new Outcome.Denied(
          Denial.FULL,
          "its account has " + DeviceName.DEVICES_MAX
              + " devices beside this one; remove one first");
    }
    return null;
  }

  private static Login.@Nullable Manner manner(String[] fields) {
    if (fields.length == 2) {
      return Login.Manner.ENTER;
    }
    return switch (fields.length == 3 ? fields[2] : "") {
      case TAKES_OVER -> Login.Manner.TAKE_OVER;
      case OWN -> Login.Manner.OWN;
      default -> null;
    };
  }

  private String token() {
    char[] characters = new char[TOKEN_CHARACTERS];
    long bits = random.nextLong() & Stamp.TOKEN_MAX;
    for (int i = 0; i < characters.length; i++) {
      characters[i] = ALPHABET.charAt((int) ((bits >>> (6 * i)) & 63));
    }
    return new String(characters);
  }

  /** The second half: the client's proof, which serves once. */
  Outcome prove(long nowNanos, Session session, String proof, Effects effects) {
    Login login = session.login();
    session.setLogin(null);
    if (login == null) {
      return new Outcome.Denied(Denial.LOGIN, "ask to log in first");
    }
    ClientId client = login.exchange().client();
    Verifier verifier = verifier(client);
    if (verifier == null) {
      return AccountDesk.noAccount(client);
    }
    if (!wrongPasswords.mayTry(nowNanos, client, login.device())) {
      return new Outcome.Denied(
          Denial.QUOTA, "too many wrong passwords for " + client + "; try again in a minute");
    }
    if (!login.exchange().isProvenBy(proof, verifier)) {
      wrongPasswords.wrong(nowNanos, client, login.device());
      return new Outcome.Denied(Denial.AUTH, "wrong password");
    }
    wrongPasswords.right(client, login.device());
    Outcome refusal = refusal(client, login.manner());
    if (refusal != null) {
      return refusal;
    }
    if (login.manner() == Login.Manner.OWN && session.peer() instanceof Guest guest) {
      reception.prove(guest);
      return signed(login, verifier);
    }
    return enter(nowNanos, session, login, verifier, effects);
  }

  private Outcome enter(
      long nowNanos, Session session, Login login, Verifier verifier, Effects effects) {
    if (session.peer() instanceof Guest guest) {
      boolean mayWait = login.manner() == Login.Manner.ENTER;
      if (mayWait && isElsewhere(nowNanos, guest.client(), login.device())) {
        return new Outcome.Denied(Denial.ELSEWHERE, guest.client() + " is logged in elsewhere");
      }
      reception.admit(session, guest, login.device(), effects);
    }
    return signed(login, verifier);
  }

  private static Outcome signed(Login login, Verifier verifier) {
    return Outcome.Done.of(login.exchange().signature(verifier.serverKey()));
  }

  /** Whether another device is logged in here, and was heard lately. Where it is logged in at another relay, that will hear of the move. */
  private boolean isElsewhere(long nowNanos, ClientId client, long device) {
    Attachment attachment = attachments.find(client);
    Session session = attachment == null ? null : attachment.session();
    return attachment != null
        && session != null
        && !attachment.isMovedAway()
        && attachment.device() != device
        && session.silentNanos(nowNanos) < PRESENT_NANOS;
  }

  WrongPasswords wrongPasswords() {
    return wrongPasswords;
  }
}

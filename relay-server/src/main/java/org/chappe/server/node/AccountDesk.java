package org.chappe.server.node;

import java.util.random.RandomGenerator;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.node.Allowance;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.NameRule;
import org.chappe.server.station.Station;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and ends accounts. What was done is told once it is durable; what is asked for again, because the answer was lost,
 * is told once more and not done again.
 */
final class AccountDesk {

  /** Accounts that may be made here a second, for long. */
  static final int CREATED_PER_SECOND = 5;

  /** Accounts that may be made at once. */
  static final int CREATED_AT_ONCE = 50;

  private static final String MARK = "\\?";
  private static final String FORCE = "force";

  private final AccountTable accounts;
  private final Reception reception;
  private final Registry registry;
  private final Station station;
  private final LoginDesk logins;
  private final DeviceDesk devices;
  private final Gate gate;
  private final Farewells farewells = new Farewells(Farewells.REMEMBERED_MAX);
  private final Allowance creations = new Allowance(CREATED_PER_SECOND, CREATED_AT_ONCE);
  private long created;
  private long refusedFast;

  /** An account that is to be. */
  private record Wish(ClientId client, String name, Verifier verifier) {}

  AccountDesk(
      AccountTable accounts,
      Reception reception,
      Attachments attachments,
      Registry registry,
      Station station,
      Gate gate,
      DeviceDesk devices,
      RandomGenerator random) {
    this.gate = gate;
    this.devices = devices;
    this.accounts = accounts;
    this.reception = reception;
    this.registry = registry;
    this.station = station;
    this.logins = new LoginDesk(accounts, reception, attachments, random);
  }

  /** Does what is asked, or says why not. */
  Outcome serve(
      long nowNanos, Session session, ClientId client, Question question, Effects effects) {
    if (!gate.isOpen()) {
      return new Outcome.Denied(Denial.BUSY, gate.words());
    }
    return switch (question.word()) {
      case CREATE -> create(nowNanos, session, client, question.rest(), effects);
      case LOGIN -> logins.login(session, client, question.rest());
      case PROOF -> logins.prove(nowNanos, session, question.rest(), effects);
      case PASSWD -> passwd(session, client, question.rest());
      case LOGOFF, DELETE -> end(session, client, question, effects);
      case WHOAMI, LIST, NAME, WATCH, PEEK, FOUND, DEVICE, DEVICES, REMOVE ->
        throw new IllegalArgumentException(question.word() + " is asked elsewhere");
    };
  }

  // ---- create ----

  private Outcome create(
      long nowNanos, Session session, ClientId client, String rest, Effects effects) {
    String[] fields = rest.split(MARK, -1);
    Verifier verifier = Verifier.read(fields[0]);
    if (verifier == null || fields.length != 3 || !LoginDesk.isDevice(fields[1])) {
      return new Outcome.Denied(Denial.PARAM, "create takes a verifier, a device and a name");
    }
    String name = fields[2];
    long device = LoginDesk.device(fields[1]);
    if (!name.isEmpty() && !NameRule.isName(name)) {
      return new Outcome.Denied(
          Denial.PARAM, "a name is 1 to 32 letters and digits, a letter first");
    }
    Account known = accounts.find(client);
    if (known != null) {
      return verifier.equals(known.verifier())
          ? Outcome.Done.of(client.toString(), accounts.title(known))
          : new Outcome.Denied(Denial.EXISTS, client + " has an account already");
    }
    Outcome refusal = refusal(nowNanos, name);
    if (refusal != null) {
      return refusal;
    }
    return create(session, device, new Wish(client, name, verifier), effects);
  }

  private @Nullable Outcome refusal(long nowNanos, String name) {
    if (!name.isEmpty() && accounts.named(name) != null) {
      return new Outcome.Denied(Denial.TAKEN, "the name " + name + " is another's");
    }
    if (!accounts.hasRoom()) {
      return new Outcome.Denied(Denial.FULL, "there are too many accounts");
    }
    if (!creations.take(nowNanos, 1)) {
      refusedFast++;
      return new Outcome.Denied(Denial.QUOTA, "too many new accounts at once; try again later");
    }
    return null;
  }

  private Outcome create(Session session, long device, Wish wish, Effects effects) {
    created++;
    devices.endAll(wish.client); // of an account that was deleted where they weren't known
    reception.change(session, () -> accounts.create(wish.client, wish.name, wish.verifier));
    if (session.peer() instanceof Guest guest) {
      reception.admit(session, guest, device, effects);
    } else if (session.peer() instanceof Attachment attachment) {
      attachment.usedBy(device);
    }
    logins.wrongPasswords().right(wish.client, device);
    return Outcome.Done.of(wish.client.toString(), wish.name);
  }

  // ---- change ----

  private Outcome passwd(Session session, ClientId client, String rest) {
    Account account = accounts.find(client);
    Verifier verifier = Verifier.read(rest);
    if (verifier == null) {
      return new Outcome.Denied(Denial.PARAM, "no password in the form that is kept");
    }
    if (account == null) {
      return noAccount(client);
    }
    if (verifier.equals(account.verifier())) {
      return Outcome.Done.of(client.toString());
    }
    if (!reception.isLoggedIn(session, client)) {
      return notLoggedIn();
    }
    reception.change(session, () -> accounts.withPassword(account, verifier));
    return Outcome.Done.of(client.toString());
  }

  static Outcome noAccount(ClientId client) {
    return new Outcome.Denied(Denial.NOUSER, client + " has no account");
  }

  private static Outcome notLoggedIn() {
    return new Outcome.Denied(Denial.LOGIN, "not logged in; log in first");
  }

  /** Ends a login or the account, once. */
  private Outcome end(Session session, ClientId client, Question question, Effects effects) {
    if (farewells.isSaid(client, question)) {
      return Outcome.Done.of(client.toString());
    }
    Outcome outcome = question.word() == QuestionWord.LOGOFF
        ? logoff(session, client)
        : delete(session, client, question.rest(), effects);
    if (outcome instanceof Outcome.Done) {
      farewells.note(client, question);
    }
    return outcome;
  }

  private Outcome logoff(Session session, ClientId client) {
    if (accounts.find(client) == null) {
      return noAccount(client);
    }
    if (!reception.isLoggedIn(session, client)) {
      return notLoggedIn();
    }
    if (session.peer() instanceof Attachment attachment) {
      reception.dismiss(session, attachment);
    } else if (session.peer() instanceof Guest guest) {
      guest.prove(0);
    }
    return Outcome.Done.of(client.toString());
  }

  // ---- delete ----

  private Outcome delete(Session session, ClientId client, String rest, Effects effects) {
    boolean forced = rest.equals(FORCE);
    Account account = accounts.find(client);
    if (!forced && !rest.isEmpty()) {
      return new Outcome.Denied(Denial.PARAM, "delete takes force or nothing");
    }
    if (account == null) {
      return noAccount(client);
    }
    if (!reception.isLoggedIn(session, client)) {
      return notLoggedIn();
    }
    boolean isDevice = account.device() != null; // its copies go in silence
    int waiting = isDevice ? 0 : station.deletedAccounts().messagesOf(client);
    if (waiting > 0 && !forced) {
      return new Outcome.Denied(
          Denial.MAIL, waiting + " messages wait; they would be refused to their senders");
    }
    reception.change(session, () -> accounts.delete(account));
    devices.endAll(client); // nobody is left to be told what they haven't fetched
    registry.terminate(client, effects);
    if (isDevice) {
      reception.release(session);
    } else if (reception.mustProve(client) && session.peer() instanceof Attachment attachment) {
      reception.dismiss(session, attachment);
    }
    return Outcome.Done.of(client.toString());
  }

  // ---- what others may look at ----

  /** Accounts that were made here. */
  long created() {
    return created;
  }

  /** Accounts that weren't made because others had been just before. */
  long refusedFast() {
    return refusedFast;
  }

  Reception reception() {
    return reception;
  }

  LoginDesk logins() {
    return logins;
  }
}

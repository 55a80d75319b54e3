package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.RoomKind;
import org.chappe.node.Allowance;
import org.chappe.node.Denial;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.RoomAccount;
import org.chappe.server.directory.Directory;
import org.chappe.server.rooms.Rooms;
import org.jspecify.annotations.Nullable;

/** Founds rooms. What is asked for again, because the answer was lost, is told once more, wherever it is asked. */
final class RoomDesk {

  /** Rooms that may be founded here a second, for long. */
  static final int FOUNDED_PER_SECOND = 1;

  /** Rooms that may be founded at once. */
  static final int FOUNDED_AT_ONCE = 32;

  private static final String TOO_MANY = "the relay knows too many clients";

  private final Rooms rooms;
  private final AccountTable accounts;
  private final Directory directory;
  private final Gate gate;
  private final long epoch;
  private final FreshIds freshIds;
  private final Allowance foundings = new Allowance(FOUNDED_PER_SECOND, FOUNDED_AT_ONCE);

  /** @param epoch of what rooms say that are founded in this run: later than in all runs before */
  RoomDesk(
      Rooms rooms,
      AccountTable accounts,
      Directory directory,
      Gate gate,
      long epoch,
      FreshIds freshIds) {
    this.rooms = rooms;
    this.accounts = accounts;
    this.directory = directory;
    this.gate = gate;
    this.epoch = epoch;
    this.freshIds = freshIds;
  }

  /** Whether a message asks a room something. */
  static boolean asks(AccountTable accounts, Message message) {
    Account account = accounts.find(message.destination());
    return account != null && RoomAccount.isRoom(account) && Rooms.isCommand(message.text());
  }

  /** Founds a room, or says why not. Guests can't. */
  Outcome found(long nowNanos, Session session, ClientId client, String name) {
    if (!gate.isOpen()) {
      return new Outcome.Denied(Denial.BUSY, gate.words());
    }
    if (session.peer() instanceof Guest) {
      return new Outcome.Denied(Denial.LOGIN, "not logged in; log in first");
    }
    RoomKind kind = RoomKind.of(name);
    if (kind == null) {
      return new Outcome.Denied(
          Denial.PARAM, "a room is called #name or queue:name, with at most 32 letters and digits");
    }
    ClientId holder = accounts.named(name);
    Account known = holder == null ? null : accounts.find(holder);
    if (known != null) {
      return client.equals(RoomAccount.founder(known))
          ? Outcome.Done.of(known.id().toString(), accounts.title(known))
          : new Outcome.Denied(Denial.TAKEN, "the name " + name + " is taken");
    }
    Outcome refusal = refusal(nowNanos, client);
    return refusal == null ? found(client, name) : refusal;
  }

  private @Nullable Outcome refusal(long nowNanos, ClientId client) {
    if (!rooms.hasRoom() || !accounts.hasRoom()) {
      return new Outcome.Denied(Denial.FULL, "this relay keeps too many rooms");
    }
    boolean hasAccount = accounts.find(client) != null;
    int most = hasAccount ? Rooms.FOUNDED_MAX : Rooms.FOUNDED_WITHOUT_ACCOUNT_MAX;
    if (rooms.foundedBy(client) >= most) {
      String otherwise = hasAccount ? "" : ", or make an account";
      return new Outcome.Denied(
          Denial.QUOTA, "you have founded " + most + " rooms here; destroy one first" + otherwise);
    }
    if (!hasAccount && rooms.foundedWithoutAccount() >= Rooms.WITHOUT_ACCOUNT_MAX) {
      return new Outcome.Denied(
          Denial.FULL, "this relay keeps too many rooms of others without an account; make one");
    }
    if (!foundings.take(nowNanos, 1)) {
      return new Outcome.Denied(Denial.QUOTA, "too many new rooms at once; try again later");
    }
    return null;
  }

  private Outcome found(ClientId client, String name) {
    ClientId id = freshIds.draw();
    if (id == null) {
      return new Outcome.Denied(Denial.FULL, TOO_MANY);
    }
    // its account is told first, so that nobody takes it for a client that comes
    Account account = accounts.create(id, name, RoomAccount.verifier(client));
    if (!directory.register(id, 0)) {
      accounts.delete(account);
      return new Outcome.Denied(Denial.FULL, TOO_MANY);
    }
    rooms.found(id, name, client, epoch);
    return Outcome.Done.of(id.toString(), name);
  }
}

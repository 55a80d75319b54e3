package org.chappe.server.node;

import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.server.accounts.AccountGossip;
import org.chappe.server.accounts.AccountText;
import org.chappe.server.broadcast.BroadcastGossip;
import org.chappe.server.broadcast.BroadcastText;
import org.chappe.server.directory.Gossip;
import org.chappe.server.membership.MemberGossip;
import org.chappe.server.membership.MemberText;
import org.chappe.server.membership.Membership;
import org.jspecify.annotations.Nullable;

/** What is said with one neighbour about all that the relays of the line know alike. */
final class TableTalk {

  private final MemberGossip members;
  private final AccountGossip accounts;
  private final BroadcastGossip broadcasts;
  private final Gossip clients;

  TableTalk(Membership membership, LineTables tables) {
    this.members = new MemberGossip(membership);
    this.accounts = new AccountGossip(tables.accounts());
    this.broadcasts = new BroadcastGossip(tables.broadcasts());
    this.clients = new Gossip(tables.directory());
  }

  /** Starts over on a new session. */
  void opened() {
    members.opened();
    accounts.opened();
    broadcasts.opened();
    clients.opened();
  }

  /** The neighbour is none any more. */
  void close() {
    accounts.close();
    broadcasts.close();
  }

  /** What is told before all else: of members, then of accounts, then texts to all; null for nothing. */
  @Nullable Payload nextUrgent(long nowNanos) {
    Payload next = members.next(nowNanos);
    next = next == null ? accounts.next(nowNanos) : next;
    return next == null ? broadcasts.next(nowNanos) : next;
  }

  /** What is told of clients, in turn with notices. */
  Gossip clients() {
    return clients;
  }

  /** When there is something to tell. */
  long nextDeadline() {
    long urgentNanos = Math.min(members.nextDeadline(), accounts.nextDeadline());
    return Math.min(clients.nextDeadline(), Math.min(urgentNanos, broadcasts.nextDeadline()));
  }

  /**
   * Reads a table that is no notice.
   *
   * @param moved hears of each client whose home has changed
   * @return false when it can't be right
   */
  boolean read(long nowNanos, Payload table, Consumer<ClientId> moved) {
    if (MemberText.isMeant(table)) {
      return members.read(nowNanos, table);
    }
    if (AccountText.isMeant(table)) {
      return accounts.read(table);
    }
    return BroadcastText.isMeant(table)
        ? broadcasts.read(nowNanos, table)
        : clients.read(table, moved) == Gossip.Reading.TAKEN;
  }
}

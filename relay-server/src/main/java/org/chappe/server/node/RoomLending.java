package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.RoomAccount;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.Lending;

/** Those who lend mail, as the accounts show them, and those to whom they do, as the directory and their sessions do. */
record RoomLending(
    int self,
    AccountTable accounts,
    Directory directory,
    Attachments attachments,
    Registry registry)
    implements Lending {

  @Override
  public boolean isRoom(ClientId id) {
    Account account = accounts.find(id);
    return account != null && RoomAccount.isRoom(account);
  }

  @Override
  public boolean isSilent(ClientId client, long nowNanos) {
    return attachments.isSilent(client, nowNanos);
  }

  @Override
  public Place placeOf(ClientId client) {
    int home = directory.homeOf(client);
    if (home == self) {
      return Place.HERE;
    }
    return home == Whereabouts.GONE ? Place.UNKNOWN : Place.ELSEWHERE;
  }

  /** Its session ends, as what it was sent in it may still be repeated. */
  @Override
  public void recall(ClientId client) {
    Attachment attachment = attachments.find(client);
    Session session = attachment == null ? null : attachment.session();
    if (session != null) {
      registry.end(session);
    }
  }
}

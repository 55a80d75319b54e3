package org.chappe.server.station;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** The mailboxes that have mail; a bounded number of them. */
final class Mailboxes {

  /** Clients who may have mail here at once. */
  static final int MAILBOXES_MAX = 262_144;

  private final Consumer<Mailbox> arrival;
  private final Map<ClientId, Mailbox> byOwner = new HashMap<>();

  /** @param arrival hears of each mailbox that has something new to hand on */
  Mailboxes(Consumer<Mailbox> arrival) {
    this.arrival = arrival;
  }

  @Nullable Mailbox find(ClientId owner) {
    return byOwner.get(owner);
  }

  /** Whether mail for the client has a mailbox or would get one. */
  boolean hasRoomFor(ClientId owner) {
    return byOwner.size() < MAILBOXES_MAX || byOwner.containsKey(owner);
  }

  /** The client's mailbox, made when it isn't there. */
  Mailbox of(ClientId owner) {
    Mailbox mailbox = byOwner.get(owner);
    if (mailbox == null) {
      mailbox = new Mailbox(owner, arrival);
      byOwner.put(owner, mailbox);
    }
    return mailbox;
  }

  /** Forgets a mailbox when nothing of it is left; whether it did. */
  boolean dropIfSpent(Mailbox mailbox) {
    return mailbox.isSpent() && byOwner.remove(mailbox.owner(), mailbox);
  }

  int size() {
    return byOwner.size();
  }
}

package org.chappe.server.node;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Predicate;
import org.chappe.model.ClientId;

/**
 * Mailboxes that wait for one thing, by their owners, in the order of their coming. Those that have come to an end meanwhile are taken
 * out now and then, so that there are never more than twice as many as the station holds mailboxes, of which there are at most as many as messages.
 */
final class WaitingMailboxes {

  static final int SIZE_AT_FIRST = 16;

  private LinkedHashSet<ClientId> waiting = new LinkedHashSet<>();
  private int sizeToTidy = SIZE_AT_FIRST;

  /** @param hasMailbox whether a client has a mailbox now */
  void add(ClientId owner, Predicate<ClientId> hasMailbox) {
    waiting.add(owner);
    if (waiting.size() > sizeToTidy) {
      waiting.removeIf(hasMailbox.negate());
      sizeToTidy = 2 * Math.max(SIZE_AT_FIRST, waiting.size());
    }
  }

  /** All of them, who don't wait any more. */
  Collection<ClientId> take() {
    Collection<ClientId> taken = waiting;
    waiting = new LinkedHashSet<>();
    sizeToTidy = SIZE_AT_FIRST;
    return taken;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }
}

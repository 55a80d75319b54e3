package org.chappe.server.node;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.chappe.model.ClientId;
import org.chappe.server.broadcast.Broadcast;

/** Clients that are here again, each of which is offered the texts to all that it may have missed, one client after the other and some texts at a time. */
final class ReturnedClients {

  /** Clients that wait for that; who comes when there are so many isn't offered what came before. */
  static final int CLIENTS_MAX = 16_384;

  private final int clientsMax;
  private final Supplier<List<Broadcast>> texts;
  private final LinkedHashSet<ClientId> waiting = new LinkedHashSet<>();
  private Iterator<Broadcast> missed = List.<Broadcast>of().iterator();
  private ClientId served = new ClientId(0);
  private long dropped;

  /** @param texts those that live now */
  ReturnedClients(int clientsMax, Supplier<List<Broadcast>> texts) {
    this.clientsMax = clientsMax;
    this.texts = texts;
  }

  /** A client is here again. */
  void add(ClientId client) {
    if (waiting.size() < clientsMax || waiting.contains(client)) {
      waiting.add(client);
    } else {
      dropped++;
    }
  }

  /** Whether nobody waits. */
  boolean isEmpty() {
    return waiting.isEmpty() && !missed.hasNext();
  }

  /** Offers so many texts more. */
  void offer(int max, BiConsumer<Broadcast, ClientId> offer) {
    int left = max;
    while (left > 0 && !isEmpty()) {
      if (missed.hasNext()) {
        offer.accept(missed.next(), served);
      } else {
        begin();
      }
      left--;
    }
  }

  /** Whoever comes once more from here on is offered all of them again. */
  private void begin() {
    Iterator<ClientId> first = waiting.iterator();
    served = first.next();
    first.remove();
    missed = texts.get().iterator();
  }

  /** Clients for which there was no room. */
  long dropped() {
    return dropped;
  }
}

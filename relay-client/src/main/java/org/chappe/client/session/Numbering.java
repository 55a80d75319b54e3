package org.chappe.client.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;

/**
 * Gives each message its number: contiguous from 0 for each destination.
 *
 * <p>It remembers so many destinations only. One that was forgotten and is written to again goes on in a later epoch,
 * so that no number is ever used twice.
 */
final class Numbering {

  /** Destinations remembered at most. */
  static final int DESTINATIONS_MAX = 4_096;

  private final Map<ClientId, MessageId> nextIds = new LinkedHashMap<>(16, 0.75f, true);
  private long epoch;
  private long forgotten;

  Numbering(long epoch) {
    this.epoch = epoch;
  }

  MessageId next(ClientId destination) {
    MessageId known = nextIds.get(destination);
    MessageId id = known != null ? known : first();
    nextIds.put(destination, after(id));
    return id;
  }

  /** How many destinations were forgotten. */
  long forgotten() {
    return forgotten;
  }

  private MessageId first() {
    if (nextIds.size() == DESTINATIONS_MAX) {
      Iterator<ClientId> eldest = nextIds.keySet().iterator();
      eldest.next();
      eldest.remove();
      forgotten++;
      epoch++;
    }
    return new MessageId(epoch, 0);
  }

  private MessageId after(MessageId id) {
    return id.n() < MessageId.N_MAX
        ? new MessageId(id.epoch(), id.n() + 1)
        : new MessageId(id.epoch() + 1, 0);
  }
}

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

  /**
   * Gives a number, and those that follow it without a gap in the same epoch.
   *
   * @param count how many numbers are wanted
   * @return the first of them
   */
  MessageId next(ClientId destination, int count) {
    MessageId known = nextIds.get(destination);
    MessageId id = known != null ? known : first();
    if (id.n() > MessageId.N_MAX - (count - 1)) {
      id = new MessageId(id.epoch() + 1, 0);
    }
    nextIds.put(destination, after(id, count));
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

  private static MessageId after(MessageId id, int count) {
    return id.n() <= MessageId.N_MAX - count
        ? new MessageId(id.epoch(), id.n() + count)
        : new MessageId(id.epoch() + 1, 0);
  }
}

package org.chappe.client.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;

/**
 * Lets each message through once, by its source, epoch and number. A message without a number is always new: its link
 * is all that keeps it from coming twice.
 */
final class Inbox {

  /** Sources remembered at most; the one that was quiet longest is forgotten first. */
  static final int SOURCES_MAX = 4_096;

  private final Map<ClientId, SeenNumbers> sources = new LinkedHashMap<>(16, 0.75f, true);
  private long duplicates;
  private long forgotten;
  private long epochsForgotten;

  /** Whether the message is new; from then on it isn't. */
  boolean isNew(Message message) {
    MessageId id = message.id();
    if (id == null || seenOf(message.source()).add(id.epoch(), id.n())) {
      return true;
    }
    duplicates++;
    return false;
  }

  /** Messages that were not new. */
  long duplicates() {
    return duplicates;
  }

  /** Sources that were forgotten. */
  long forgotten() {
    return forgotten;
  }

  /** Epochs that were forgotten of sources that are remembered. */
  long epochsForgotten() {
    return epochsForgotten;
  }

  private SeenNumbers seenOf(ClientId source) {
    SeenNumbers known = sources.get(source);
    if (known != null) {
      return known;
    }
    if (sources.size() == SOURCES_MAX) {
      Iterator<ClientId> eldest = sources.keySet().iterator();
      eldest.next();
      eldest.remove();
      forgotten++;
    }
    SeenNumbers fresh = new SeenNumbers(() -> epochsForgotten++);
    sources.put(source, fresh);
    return fresh;
  }
}

package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chappe.model.ClientId;

/** What is known of one origin's changes: how far they reach, and which of them still say something. */
final class OriginLog {

  private final OriginKey origin;
  private final TreeMap<Long, ClientId> live = new TreeMap<>();
  private long known;

  OriginLog(OriginKey origin) {
    this.origin = origin;
  }

  OriginKey origin() {
    return origin;
  }

  long known() {
    return known;
  }

  void advance(long to) {
    known = to;
  }

  void add(long number, ClientId client) {
    live.put(number, client);
  }

  void remove(long number) {
    live.remove(number);
  }

  /** The clients whose latest change is one of these, in the order of the changes. */
  Collection<ClientId> clients() {
    return live.values();
  }

  /**
   * The first run of numbers after {@code from} that one frame can say: overtaken numbers, then up to {@code max}
   * live ones without a gap. Only when there is something after {@code from}.
   */
  Run runAfter(long from, int max) {
    List<ClientId> clients = new ArrayList<>();
    long last = known;
    for (Map.Entry<Long, ClientId> entry : live.tailMap(from, false).entrySet()) {
      boolean gap = !clients.isEmpty() && entry.getKey() != last + 1;
      if (gap || clients.size() == max) {
        break;
      }
      clients.add(entry.getValue());
      last = entry.getKey();
    }
    return new Run(last, clients);
  }

  /**
   * Consecutive live changes.
   *
   * @param to the number of the last
   */
  record Run(long to, List<ClientId> clients) {}
}

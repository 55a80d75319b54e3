package org.chappe.client.cli;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chappe.model.ClientId;

/** The IDs that a person has had to do with, for completion. From any thread. */
final class KnownIds {

  /** More are not remembered; the one that was seen longest ago goes first. */
  static final int IDS_MAX = 1_000;

  private final Set<ClientId> ids = new LinkedHashSet<>();

  synchronized void add(ClientId id) {
    ids.remove(id);
    ids.add(id);
    if (ids.size() > IDS_MAX) {
      ids.remove(ids.iterator().next());
    }
  }

  void addAll(Collection<ClientId> more) {
    more.forEach(this::add);
  }

  /** The one that was seen last comes last. */
  synchronized List<ClientId> all() {
    return List.copyOf(ids);
  }
}

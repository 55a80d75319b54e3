package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chappe.model.ClientId;

/** The IDs and names that a person has had to do with, for completion. From any thread. */
final class KnownIds {

  /** More of either are not remembered; the one that was seen longest ago goes first. */
  static final int IDS_MAX = 1_000;

  private final Set<ClientId> ids = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  synchronized void add(ClientId id) {
    add(ids, id);
  }

  /** A name without its @, or that of a group or queue with what stands before it; empty for none. */
  synchronized void addName(String name) {
    if (!name.isEmpty()) {
      add(names, name);
    }
  }

  private static <T> void add(Set<T> known, T seen) {
    known.remove(seen);
    known.add(seen);
    if (known.size() > IDS_MAX) {
      known.remove(known.iterator().next());
    }
  }

  void addAll(Collection<ClientId> more) {
    more.forEach(this::add);
  }

  /** The names, the one that was seen last at the end. */
  synchronized List<String> names() {
    return List.copyOf(names);
  }

  /** All that may be typed where a recipient is wanted. */
  List<String> recipients() {
    List<String> recipients = new ArrayList<>();
    all().forEach(id -> recipients.add(id.toString()));
    names().forEach(name -> recipients.add(new Recipient(null, name).toString()));
    return recipients;
  }

  /** The one that was seen last comes last. */
  synchronized List<ClientId> all() {
    return List.copyOf(ids);
  }
}

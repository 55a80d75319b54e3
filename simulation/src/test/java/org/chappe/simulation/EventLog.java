package org.chappe.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in a run, in order, and a running hash of it.
 *
 * <p>Entries hold the bytes themselves and are written out as text only when somebody wants to read them.
 */
final class EventLog {

  /** A run with more events than this is out of hand. */
  static final int ENTRIES_MAX = 2_000_000;

  /** What kind of thing happened. */
  enum Kind {
    SENT,
    LOST,
    CUT,
    NOWHERE,
    CAUGHT,
    STEPPED,
    COMMITTED,
    SHOWN,
    REPORTED,
    SCENARIO
  }

  /**
   * One thing that happened.
   *
   * @param timeNanos when, in virtual time since the start of the run
   * @param who the host it happened at
   * @param whom the other host, or what kind of input
   * @param content the datagram, or a text
   */
  record Entry(long timeNanos, Kind kind, String who, String whom, Payload content) {

    @Override
    public String toString() {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return String.format(
          Locale.ROOT, "%14.6f ms  %-9s %s  %s  %s", timeNanos / 1e6, name, who, whom, content);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long hash = 17;

  void add(long timeNanos, Kind kind, String who, String whom, Payload content) {
    if (entries.size() == ENTRIES_MAX) {
      throw new IllegalStateException("more than " + ENTRIES_MAX + " events in one run");
    }
    entries.add(new Entry(timeNanos, kind, who, whom, content));
    mix(timeNanos);
    mix(kind.name().hashCode());
    mix(who.hashCode());
    mix(whom.hashCode());
    mix(content.hashCode());
  }

  void add(long timeNanos, Kind kind, String who, String whom, String text) {
    add(timeNanos, kind, who, whom, Payload.of(text));
  }

  private void mix(long value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
    hash ^= hash >>> 29;
  }

  /** A hash of all entries so far, the same in every process. */
  long hash() {
    return hash;
  }

  List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The last entries as lines. */
  String tail(int count) {
    return entries.subList(Math.max(0, entries.size() - count), entries.size()).stream()
        .map(Entry::toString)
        .collect(Collectors.joining("\n"));
  }

  /** A sentence on the first entry in which two logs differ; null when they are the same. */
  static @Nullable String difference(EventLog one, EventLog other) {
    int common = Math.min(one.entries.size(), other.entries.size());
    for (int i = 0; i < common; i++) {
      if (!one.entries.get(i).equals(other.entries.get(i))) {
        return "event " + i + " differs:\n" + one.entries.get(i) + "\n" + other.entries.get(i);
      }
    }
    if (one.entries.size() != other.entries.size()) {
      return "one run has " + one.entries.size() + " events, the other " + other.entries.size();
    }
    return one.hash == other.hash ? null : "the hashes differ";
  }
}

package org.chappe.client.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.chappe.node.Node;

/**
 * Shows the messages of each pair in the order in which they were numbered.
 *
 * <p>One that comes before an earlier one is held back; the earlier one is waited for, for {@link #WAIT_NANOS} from the
 * moment at which the first message behind the gap came. Then what is there is shown, and the earlier one is late
 * if it comes after all. Everything that is held back is in the journal: only the showing waits.
 *
 * <p>What counts as a gap at the beginning, where no number of an epoch has been shown: from 0 on, if the epoch began after
 * the journal did, since then every number was meant for this journal. In a conversation that is older than the journal
 * nothing is waited for before the first number that comes. The same holds from {@link #RELAYS_N_MIN} on: such numbers relays give to
 * what classic clients send, and where they begin can't be known.
 */
final class HoldBack {

  static final long WAIT_NANOS = 10_000_000_000L;

  /** Messages held back of one source's epoch at most; with one more the first gap is given up. */
  static final int PAIR_MAX = 256;

  /** Messages held back in all; with one more the first gap before the newest is given up. */
  static final int HELD_MAX = 1_024;

  /** The lowest number that relays give: their share is one ten-thousandth of all numbers each, from the second on. */
  static final long RELAYS_N_MIN = 217_678;

  /** Who shows it. */
  interface Screen {
    /**
     * Shows a message.
     *
     * @param isLate whether later ones were shown before it
     */
    void show(Arrival arrival, boolean isLate);
  }

  private record Held(Arrival arrival, long sinceNanos) {}

  private final Screen screen;
  private final Map<Track, TreeMap<Long, Held>> pairs = new LinkedHashMap<>();
  private int held;
  private long deadlineNanos = Node.NEVER;
  private long late;
  private long gapsGivenUp;
  private long full;

  HoldBack(Screen screen) {
    this.screen = screen;
  }

  /** Shows a message, and all that waited for it; or holds it back. */
  void arrived(long nowNanos, Arrival arrival) {
    Track track = arrival.track();
    if (track == null) {
      screen.show(arrival, false);
      return;
    }
    long n = Objects.requireNonNull(arrival.message().id()).n();
    if (track.next == Track.FIRST_COME || isFirstOfRelay(track, n)) {
      track.next = n;
    }
    if (n < track.next) {
      late++;
      screen.show(arrival, true);
    } else if (n == track.next) {
      screen.show(arrival, false);
      track.next++;
      showWhatFollows(track);
    } else {
      hold(nowNanos, track, n, arrival);
    }
  }

  private boolean isFirstOfRelay(Track track, long n) {
    return track.next == 0 && n >= RELAYS_N_MIN && !pairs.containsKey(track);
  }

  private void hold(long nowNanos, Track track, long n, Arrival arrival) {
    TreeMap<Long, Held> pair = pairs.computeIfAbsent(track, any -> new TreeMap<>());
    pair.put(n, new Held(arrival, nowNanos));
    held++;
    deadlineNanos = Math.min(deadlineNanos, nowNanos + WAIT_NANOS);
    if (pair.size() > PAIR_MAX || held > HELD_MAX) {
      full++;
      giveUpGap(track);
    }
  }

  /** Gives up the gaps that were waited for long enough. */
  void onDeadline(long nowNanos) {
    if (nowNanos < deadlineNanos) {
      return;
    }
    for (Track track : List.copyOf(pairs.keySet())) {
      while (endOf(track) <= nowNanos) {
        giveUpGap(track);
      }
    }
    deadlineNanos = earliest();
  }

  /** Waits for nothing any more. */
  void giveUpAll() {
    for (Track track : List.copyOf(pairs.keySet())) {
      while (pairs.containsKey(track)) {
        giveUpGap(track);
      }
    }
  }

  private void giveUpGap(Track track) {
    gapsGivenUp++;
    track.next = Objects.requireNonNull(pairs.get(track)).firstKey();
    showWhatFollows(track);
  }

  private void showWhatFollows(Track track) {
    TreeMap<Long, Held> pair = pairs.get(track);
    if (pair == null) {
      return;
    }
    List<Arrival> ready = new ArrayList<>();
    for (Held next = pair.remove(track.next); next != null; next = pair.remove(track.next)) {
      ready.add(next.arrival);
      track.next++;
    }
    held -= ready.size();
    if (pair.isEmpty()) {
      pairs.remove(track);
    }
    deadlineNanos = earliest();
    ready.forEach(arrival -> screen.show(arrival, false));
  }

  private long earliest() {
    long earliest = Node.NEVER;
    for (Track track : pairs.keySet()) {
      earliest = Math.min(earliest, endOf(track));
    }
    return earliest;
  }

  /** When the first gap of a pair is given up: all that is held of it is behind that gap. */
  private long endOf(Track track) {
    TreeMap<Long, Held> pair = pairs.get(track);
    if (pair == null) {
      return Node.NEVER;
    }
    long since = Node.NEVER - WAIT_NANOS;
    for (Held each : pair.values()) {
      since = Math.min(since, each.sinceNanos);
    }
    return since + WAIT_NANOS;
  }

  /** When the next gap is given up. */
  long nextDeadline() {
    return deadlineNanos;
  }

  /** Messages that are held back now. */
  int held() {
    return held;
  }

  /** Messages that came after they were given up. */
  long late() {
    return late;
  }

  /** Gaps that were not waited for any longer. */
  long gapsGivenUp() {
    return gapsGivenUp;
  }

  /** How often a gap was given up early because too much was held back. */
  long full() {
    return full;
  }
}

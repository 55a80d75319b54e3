package org.chappe.client.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of one kind of one source have come, for each of the epochs that it used last.
 *
 * <p>An epoch that isn't remembered is new, whatever its value: a source whose clock went back begins an earlier one, and
 * its messages must not be taken for old ones. The price: a double of an epoch that was forgotten is taken for new.
 */
final class SeenNumbers {

  /**
   * Epochs remembered at most; the one unused for longest is forgotten first. Each start of a client begins one, and copies of
   * what it sent may come many starts later.
   */
  static final int EPOCHS_MAX = 64;

  private final Map<Long, Track> epochs = new LinkedHashMap<>(8, 0.75f, true);
  private final LongFunction<Track> fresh;
  private final Consumer<Track> onForgotten;

  // asked for last: the last in the map, or null
  private @Nullable Track latest;

  /**
   * @param fresh makes the track of an epoch that isn't known
   * @param onForgotten gets each that is forgotten
   */
  SeenNumbers(LongFunction<Track> fresh, Consumer<Track> onForgotten) {
    this.fresh = fresh;
    this.onForgotten = onForgotten;
  }

  /** Notes a number; the track that it belongs to, or null when it has come before. */
  @Nullable Track add(long epoch, long n) {
    Track track = track(epoch);
    if (track == null) {
      track = fresh.apply(epoch);
      restore(track);
    }
    if (track.seen.contains(n)) {
      return null;
    }
    track.seen.add(n);
    return track;
  }

  /** Takes a track back that was written down; those used last come last. */
  void restore(Track track) {
    epochs.put(track.epoch, track);
    latest = track;
    if (epochs.size() > EPOCHS_MAX) {
      Track eldest = epochs.values().iterator().next();
      epochs.remove(eldest.epoch);
      onForgotten.accept(eldest);
    }
  }

  /** All that is remembered. */
  Collection<Track> tracks() {
    return epochs.values();
  }

  /** The track of an epoch; null when it isn't remembered. */
  @Nullable Track track(long epoch) {
    if (latest == null || latest.epoch != epoch) {
      latest = epochs.get(epoch);
    }
    return latest;
  }
}

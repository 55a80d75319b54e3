package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The conversation about the directory with one neighbour, over a session that loses nothing and keeps order.
 *
 * <p>It opens with both sides' digests. From then on each side tells whatever the other lacks, at once when there is
 * room on the link and otherwise several changes together. Every {@link #DIGEST_INTERVAL_NANOS} the digests are
 * exchanged again, which mends whatever went wrong.
 */
public final class Gossip {

  /** Time between two digests, in nanoseconds. */
  public static final long DIGEST_INTERVAL_NANOS = 10_000_000_000L;

  private static final long UNTOLD = -1;

  private final Directory directory;
  private final TreeMap<OriginKey, Long> peerKnows = new TreeMap<>();
  private final List<Digest.Known> arriving = new ArrayList<>();
  private final List<Payload> digestToSend = new ArrayList<>();
  private TreeMap<OriginKey, Long> lastDigest = new TreeMap<>();
  private long toldRevision = UNTOLD;
  private boolean peerHasSpoken;
  private int partsArrived;
  private long nextDigestAt;

  /** What a table frame was good for. */
  public enum Reading {
    /** It told something. */
    TAKEN,
    /** Its text or content can't be right. */
    BAD
  }

  public Gossip(Directory directory) {
    this.directory = directory;
  }

  /** Starts over on a new session. */
  public void opened() {
    peerKnows.clear();
    lastDigest.clear();
    arriving.clear();
    digestToSend.clear();
    toldRevision = UNTOLD;
    peerHasSpoken = false;
    partsArrived = 0;
    nextDigestAt = 0;
  }

  /** When {@link #next} has something to say without any change, in nanoseconds. */
  public long nextDeadline() {
    return nextDigestAt;
  }

  /** Whether {@link #next} would give something. */
  public boolean hasNews(long nowNanos) {
    return nowNanos >= nextDigestAt || !digestToSend.isEmpty() || oldestUntold() != null;
  }

  /** The next payload for the neighbour, which is then taken as told; null when there is nothing to tell. */
  public @Nullable Payload next(long nowNanos) {
    if (nowNanos >= nextDigestAt) {
      nextDigestAt = nowNanos + DIGEST_INTERVAL_NANOS;
      prepareDigest();
    }
    if (!digestToSend.isEmpty()) {
      return digestToSend.remove(0);
    }
    Digest.Known untold = oldestUntold();
    return untold == null ? null : tell(untold.origin());
  }

  private void prepareDigest() {
    List<Digest.Known> known = directory.known();
    int parts = Math.max(1, (known.size() + TableText.KNOWN_MAX - 1) / TableText.KNOWN_MAX);
    digestToSend.clear();
    for (int part = 1; part <= parts; part++) {
      int from = (part - 1) * TableText.KNOWN_MAX;
      int to = Math.min(known.size(), part * TableText.KNOWN_MAX);
      digestToSend.add(TableText.of(new Digest(part, parts, known.subList(from, to))));
    }
  }

  private Digest.@Nullable Known oldestUntold() {
    if (!peerHasSpoken || toldRevision == directory.revision()) {
      return null;
    }
    for (Digest.Known known : directory.known()) {
      if (known.to() > toldOf(known.origin())) {
        return known;
      }
    }
    toldRevision = directory.revision();
    return null;
  }

  private long toldOf(OriginKey origin) {
    return peerKnows.getOrDefault(origin, 0L);
  }

  private @Nullable Payload tell(OriginKey origin) {
    Changes changes = directory.changesAfter(origin, toldOf(origin), TableText.ENTRIES_MAX);
    if (changes == null) {
      return null;
    }
    peerKnows.put(origin, changes.to());
    return TableText.of(changes);
  }

  /**
   * Reads a table frame of the neighbour's.
   *
   * @param changed hears of each client whose home is another now
   */
  public Reading read(Payload payload, Consumer<ClientId> changed) {
    Changes changes = TableText.changes(payload);
    if (changes != null) {
      return readChanges(changes, changed);
    }
    Digest digest = TableText.digest(payload);
    return digest == null ? Reading.BAD : readDigest(digest);
  }

  private Reading readChanges(Changes changes, Consumer<ClientId> changed) {
    Directory.Merge merge = directory.merge(changes, changed);
    if (merge == Directory.Merge.REFUSED) {
      return Reading.BAD;
    }
    peerKnows.merge(changes.origin(), changes.to(), Math::max);
    return Reading.TAKEN;
  }

  private Reading readDigest(Digest digest) {
    if (digest.part() == 1) {
      arriving.clear();
      partsArrived = 0;
    }
    if (digest.part() != partsArrived + 1) {
      return Reading.BAD;
    }
    partsArrived = digest.part();
    arriving.addAll(digest.known());
    if (digest.part() == digest.parts()) {
      digestArrived();
    }
    return Reading.TAKEN;
  }

  /**
   * Believes the digest, but where it says less than was told since: that may still be on its way. When the next
   * digest says the same, it has been lost or refused, and is told again.
   */
  private void digestArrived() {
    TreeMap<OriginKey, Long> digest = new TreeMap<>();
    for (Digest.Known known : arriving) {
      digest.put(known.origin(), known.to());
    }
    peerKnows.entrySet().removeIf(told -> {
      long said = digest.getOrDefault(told.getKey(), 0L);
      boolean stuck = peerHasSpoken && lastDigest.getOrDefault(told.getKey(), 0L) == said;
      return said >= told.getValue() || stuck;
    });
    digest.forEach(peerKnows::putIfAbsent);
    lastDigest = digest;
    peerHasSpoken = true;
    toldRevision = UNTOLD;
    arriving.clear();
  }

  /** What this relay believes the neighbour to know, for display and tests. */
  public Map<OriginKey, Long> peerKnows() {
    return Map.copyOf(peerKnows);
  }
}

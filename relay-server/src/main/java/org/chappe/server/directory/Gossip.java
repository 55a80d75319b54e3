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
 *
 * <p>A neighbour that lacks much is told {@link #FRAMES_A_TURN} frames of each origin in turn, and every other frame is one of
 * what happens meanwhile, out of turn where its origin is far behind. So it hears of a change at once, however much it has to learn.
 */
public final class Gossip {

  /** Time between two digests, in nanoseconds. */
  public static final long DIGEST_INTERVAL_NANOS = 10_000_000_000L;

  /** Frames that tell of one origin before another has its turn. */
  static final int FRAMES_A_TURN = 8;

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
  private @Nullable OriginKey turn;
  private int framesInTurn;
  private long freshTo;
  private boolean freshWasLast;

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
    turn = null;
    framesInTurn = 0;
    freshTo = directory.fresh().end();
    freshWasLast = false;
  }

  /** When {@link #next} has something to say without any change, in nanoseconds. */
  public long nextDeadline() {
    return nextDigestAt;
  }

  /** Whether {@link #next} would give something. */
  public boolean hasNews(long nowNanos) {
    return nowNanos >= nextDigestAt || !digestToSend.isEmpty() || untold() != null;
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
    Origin untold = untold();
    if (untold == null) {
      freshTo = directory.fresh().end();
      return null;
    }
    Payload fresh = freshWasLast ? null : tellFresh();
    freshWasLast = fresh != null;
    return fresh != null ? fresh : tellInTurn(untold);
  }

  private void prepareDigest() {
    List<Digest.Known> known = directory.known();
    int parts = Math.max(1, (known.size() + TableText.KNOWN_MAX - 1) / TableText.KNOWN_MAX);
    digestToSend.clear();
    for (int part = 1; part <= parts; part++) {
      int from = (part - 1) * TableText.KNOWN_MAX;
      int to = Math.min(known.size(), part * TableText.KNOWN_MAX);
      digestToSend.add(
          TableText.of(new Digest(part, parts, directory.floor(), known.subList(from, to))));
    }
  }

  // ---- telling ----

  /** The origin whose turn it is among those of which the neighbour lacks something; null when it lacks nothing. */
  private @Nullable Origin untold() {
    if (!peerHasSpoken || toldRevision == directory.revision()) {
      return null;
    }
    Origins origins = directory.originsKnown();
    Origin origin = turn == null ? null : origins.find(turn);
    boolean goesOn = origin != null && framesInTurn < FRAMES_A_TURN && isUntold(origins, origin);
    for (int i = origins.size(); !goesOn && i > 0; i--) {
      origin = origins.following(origin == null ? turn : origin.key());
      framesInTurn = 0;
      goesOn = origin != null && isUntold(origins, origin);
    }
    if (!goesOn || origin == null) {
      toldRevision = directory.revision();
      return null;
    }
    turn = origin.key();
    return origin;
  }

  /** Of an old run of which nothing is left, those needn't hear who don't know it any more. */
  private boolean isUntold(Origins origins, Origin origin) {
    long told = toldOf(origin.key());
    return origin.known() > told && !(told == 0 && origins.isSpent(origin));
  }

  private long toldOf(OriginKey origin) {
    return peerKnows.getOrDefault(origin, 0L);
  }

  private @Nullable Payload tellInTurn(Origin origin) {
    framesInTurn++;
    return tell(origin.key());
  }

  private @Nullable Payload tell(OriginKey origin) {
    Changes changes = directory.changesAfter(origin, toldOf(origin), TableText.ENTRIES_MAX);
    if (changes == null) {
      return null;
    }
    Changes fitting = TableText.fitting(changes);
    peerKnows.put(origin, fitting.to());
    return TableText.of(fitting);
  }

  /** The eldest change that just happened and that the neighbour hasn't heard; null when there is none. */
  private @Nullable Payload tellFresh() {
    FreshChanges fresh = directory.fresh();
    freshTo = fresh.keptFrom(freshTo);
    while (freshTo < fresh.end()) {
      OriginKey origin = fresh.origin(freshTo);
      long number = fresh.number(freshTo);
      freshTo++;
      if (number > toldOf(origin)) {
        Payload told = tellFresh(origin, number);
        if (told != null) {
          return told;
        }
      }
    }
    return null;
  }

  /** Tells of a change in its turn if its turn comes with the next frame, else out of turn. */
  private @Nullable Payload tellFresh(OriginKey origin, long number) {
    Changes next = directory.changesAfter(origin, toldOf(origin), TableText.ENTRIES_MAX);
    if (next != null && TableText.fitting(next).to() >= number) {
      return tell(origin);
    }
    Changes ahead = directory.changesAt(origin, number, TableText.ENTRIES_MAX);
    if (ahead == null) {
      return null;
    }
    Changes changes = TableText.fitting(ahead);
    FreshChanges fresh = directory.fresh();
    while (freshTo < fresh.end()
        && fresh.origin(freshTo).equals(origin)
        && fresh.number(freshTo) <= changes.to()) {
      freshTo++;
    }
    return TableText.of(changes);
  }

  // ---- hearing ----

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
    boolean upToDate = freshTo == directory.fresh().end();
    Directory.Merge merge =
        directory.merge(changes, origin -> lastDigest.getOrDefault(origin, 0L), changed);
    freshTo = upToDate ? directory.fresh().end() : freshTo; // what it tells it needn't be told
    if (merge == Directory.Merge.REFUSED) {
      return Reading.BAD;
    }
    if (isTold(changes)) {
      peerKnows.merge(changes.origin(), changes.to(), Math::max);
    }
    return Reading.TAKEN;
  }

  /** Whether the neighbour knows all up to there: a change that it tells out of turn doesn't say so. */
  private boolean isTold(Changes changes) {
    return changes.beginsWithAGap() || changes.from() <= toldOf(changes.origin());
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
    directory.raiseFloor(digest.floor());
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
      directory.saidToBeKnown(known.origin(), known.to());
      if (directory.credence().isOfLine(known.origin().relay())) {
        digest.put(known.origin(), known.to());
      }
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

package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.chappe.link.Initiator;
import org.chappe.link.Initiator.Progress;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Asks several homes at once, and proves the client to the first that answers: the nearest. Relays keep nothing of a handshake
 * before the cookie came back, so those that lose never know.
 *
 * <pre>
 *  state    event                                            next state
 *  ASKING   the first has had its start for itself            ASKING, the others too
 *           a home answers with a cookie                      PROVING, the others are dropped
 *           a home refuses                                    ASKING, without that home and at once all others
 *           a home was asked for long and others wait         ASKING, another in its place
 *  PROVING  there is a session                                over
 *           it refuses, or takes long and there are others    ASKING, without that home and at once all others
 * </pre>
 *
 * <p>With one home there is nobody to drop and nothing to wait for: it is asked and proven to until it answers.
 */
final class Race {

  /** Homes that are asked at the same time. */
  static final int ASKED_MAX = 8;

  /** How long the preferred home is asked alone. */
  static final long START_NANOS = 1_000_000_000L;

  /**
   * How long the first that answered may take until there is a session, if there are others: twice as long as it took to
   * answer, within these bounds.
   */
  static final long PROVING_NANOS_MIN = 1_000_000_000L;

  /** For homes that are far. */
  static final long PROVING_NANOS_MAX = 4_000_000_000L;

  /** Where more than {@link #ASKED_MAX} are known, a home that was asked so often without an answer makes place. */
  static final int QUESTIONS_MAX = 3;

  private final List<Candidate> candidates;
  private final Function<Home, Initiator> handshakes;
  private final List<Candidate> asked = new ArrayList<>();
  private @Nullable Candidate winner;
  private long provingUntilNanos = Node.NEVER;
  private long othersFromNanos;
  private int next;
  private int unanswered;
  private long waited;

  /**
   * Prepares a race.
   *
   * @param candidates the homes in order of preference, one or more
   * @param othersFromNanos when all but the first are asked
   * @param handshakes begins a handshake
   */
  Race(List<Candidate> candidates, long othersFromNanos, Function<Home, Initiator> handshakes) {
    this.candidates = List.copyOf(candidates);
    this.othersFromNanos = othersFromNanos;
    this.handshakes = handshakes;
    candidates.forEach(Candidate::drop);
  }

  private boolean hasOthers() {
    return candidates.size() > 1;
  }

  /** How often homes were asked since one answered last. */
  int unanswered() {
    return unanswered;
  }

  /** How often a home had to wait because {@link #ASKED_MAX} others were asked. */
  long waited() {
    return waited;
  }

  // ---- answers ----

  /** What an answer did, and to the handshake with whom. */
  record Answer(Candidate candidate, Progress progress) {}

  /** Takes an answer; null when it answers nothing that was asked there. */
  @Nullable Answer onAck(long nowNanos, Endpoint from, Frame.Ack ack) {
    for (Candidate candidate : asked) {
      Initiator initiator = candidate.initiator();
      if (initiator != null && candidate.isAt(from)) {
        Progress progress = initiator.onAck(nowNanos, ack);
        if (!(progress instanceof Progress.Ignored)) {
          unanswered = 0;
          onProgress(nowNanos, candidate, progress);
          return new Answer(candidate, progress);
        }
      }
    }
    return null;
  }

  private void onProgress(long nowNanos, Candidate candidate, Progress progress) {
    if (progress instanceof Progress.Challenged && candidate != winner) {
      asked.stream().filter(other -> other != candidate).forEach(Candidate::drop);
      asked.clear();
      asked.add(candidate);
      winner = candidate;
      provingUntilNanos = hasOthers() ? nowNanos + provingNanos(nowNanos, candidate) : Node.NEVER;
    }
  }

  private static long provingNanos(long nowNanos, Candidate candidate) {
    long twiceNanos = 2 * (nowNanos - candidate.askedNanos());
    return Math.min(PROVING_NANOS_MAX, Math.max(PROVING_NANOS_MIN, twiceNanos));
  }

  /** The home is of no use now; the others are asked. */
  void leaveOut(long nowNanos, Candidate candidate) {
    candidate.leaveOut(nowNanos, hasOthers());
    goOn(nowNanos, candidate);
  }

  /** The home is of no use to this client at all; the others are asked. Returns whether there are any. */
  boolean leaveOutForEver(long nowNanos, Candidate candidate) {
    candidate.leaveOutForEver();
    goOn(nowNanos, candidate);
    return candidates.stream().anyMatch(other -> !other.isOutForEver());
  }

  private void goOn(long nowNanos, Candidate without) {
    asked.remove(without);
    winner = null;
    provingUntilNanos = Node.NEVER;
    othersFromNanos = Math.min(othersFromNanos, nowNanos);
  }

  // ---- time ----

  /** Asks whom it is time to ask. */
  void pump(long nowNanos, Effects effects) {
    Candidate late = provingUntilNanos <= nowNanos ? winner : null;
    if (late != null) {
      leaveOut(nowNanos, late);
    }
    if (winner == null) {
      makePlace(nowNanos);
      fill(nowNanos);
    }
    for (Candidate candidate : asked) {
      Initiator initiator = candidate.initiator();
      if (initiator != null) {
        int before = initiator.attempts();
        initiator.pump(nowNanos, effects);
        unanswered += initiator.attempts() - before;
      }
    }
  }

  /** Those that were asked for long go, as soon as they would be asked again, if others wait. */
  private void makePlace(long nowNanos) {
    long waiting = asked.size() < ASKED_MAX
        ? 0
        : candidates.stream().filter(each -> mayEnter(nowNanos, each)).count();
    for (Candidate candidate : List.copyOf(asked)) {
      Initiator initiator = candidate.initiator();
      if (waiting > 0
          && initiator != null
          && initiator.attempts() >= QUESTIONS_MAX
          && initiator.nextDeadline() <= nowNanos) {
        candidate.drop();
        asked.remove(candidate);
        waiting--;
      }
    }
  }

  /** Takes the next in line, round and round, so that each has its turn. */
  private void fill(long nowNanos) {
    for (int i = 0; i < candidates.size() && asked.size() < ASKED_MAX; i++) {
      Candidate candidate = candidates.get(next);
      next = (next + 1) % candidates.size();
      if (mayEnter(nowNanos, candidate)) {
        candidate.ask(nowNanos, handshakes.apply(candidate.home()));
        asked.add(candidate);
      }
    }
    if (candidates.stream().anyMatch(each -> mayEnter(nowNanos, each))) {
      waited++;
    }
  }

  private boolean mayEnter(long nowNanos, Candidate candidate) {
    return candidate.initiator() == null && entersNanos(candidate) <= nowNanos;
  }

  private long entersNanos(Candidate candidate) {
    boolean isFirst = candidate == candidates.get(0);
    return isFirst
        ? candidate.outUntilNanos()
        : Math.max(candidate.outUntilNanos(), othersFromNanos);
  }

  /** When {@link #pump} has something to do. */
  long nextDeadline() {
    long earliest = provingUntilNanos;
    for (Candidate candidate : asked) {
      Initiator initiator = candidate.initiator();
      earliest = initiator == null ? earliest : Math.min(earliest, initiator.nextDeadline());
    }
    if (winner == null && asked.size() < ASKED_MAX) {
      for (Candidate candidate : candidates) {
        earliest =
            candidate.initiator() == null ? Math.min(earliest, entersNanos(candidate)) : earliest;
      }
    }
    return earliest;
  }
}

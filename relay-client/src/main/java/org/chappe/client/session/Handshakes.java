package org.chappe.client.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.link.Initiator.Progress;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a home among those that are known: one {@link Race} after the other, never too close together, until one of
 * them gives a session.
 *
 * <pre>
 *  state   event                                                 next state
 *  AT REST homes are given, or a session ends                    PLANNED
 *  PLANNED the last race began a tenth of a second ago           RACING
 *  RACING  there is a session, or nobody wants this client       AT REST
 *          everybody refuses for now, or nobody answers          RACING, for as long as it takes
 *  any     the client is detached                                AT REST
 * </pre>
 *
 * <p>The answer tells under which version the directory has this client now. The next handshake, with whichever relay,
 * carries it back, so that the client's last move wins over its earlier ones; a journal keeps it for the client's next life.
 */
final class Handshakes {

  /** Two races begin at least so far apart. */
  static final long GAP_NANOS_MIN = 100_000_000L;

  /** After so many unanswered questions to each home the program is told, once per outage. */
  static final int ATTEMPTS_UNTIL_TOLD = 4;

  /** Whom a race asks first. */
  enum Start {
    /** The home that the client has, or the preferred one, and the others only when it doesn't answer soon. */
    PREFERRED,
    /** All at once: the nearest wins. */
    NEAREST
  }

  /** What an answer has led to. */
  sealed interface Outcome {
    /** It answers nothing that was asked. */
    record Nothing() implements Outcome {}

    /** The search goes on. */
    record Searching() implements Outcome {}

    /** There is a session; the search is over. */
    record Found(Home home, Progress.Established session) implements Outcome {}

    /** This client isn't wanted as it is: asking again can't help. */
    record Unwanted(Refusal refusal, String words) implements Outcome {}
  }

  private static final Outcome NOTHING = new Outcome.Nothing();
  private static final Outcome SEARCHING = new Outcome.Searching();

  /** From 1, without leading zeros. */
  private static final String VERSION = "[1-9a-z][0-9a-z]{0,8}";

  private static final StoreKey KEY =
      new StoreKey(JournalSpaces.STATE, 0, JournalSpaces.ATTACHMENT);

  private final ClientId local;
  private final Journal journal;
  private final RandomGenerator random;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<Home> given = new LinkedHashSet<>();
  private Payload hello;
  private Start start = Start.PREFERRED;
  private @Nullable Race race;
  private long dueNanos = Node.NEVER;
  private long lastNanos = -GAP_NANOS_MIN;
  private boolean unreachableTold;
  private long waited;

  Handshakes(ClientId local, Journal journal, RandomGenerator random) {
    this.local = local;
    this.journal = journal;
    this.random = random;
    Payload kept = journal.get(KEY);
    this.hello = kept == null ? Payload.EMPTY : kept;
  }

  /** Knows these homes from now on, and no others, and looks for one of them. */
  void attach(long nowNanos, ClientOrder.Attach order) {
    candidates.clear();
    given.clear();
    given.addAll(order.homes());
    order.homes().forEach(home -> candidates.add(new Candidate(home)));
    again(nowNanos, order.nearest() ? Start.NEAREST : Start.PREFERRED);
  }

  /** Knows these as well from now on, after those that the program named, and no others that it learned of before. */
  void learn(List<Home> homes) {
    Candidate current = candidates.get(0);
    candidates.removeIf(
        each -> each != current && !given.contains(each.home()) && !homes.contains(each.home()));
    for (Home home : homes) {
      if (candidates.stream().noneMatch(each -> each.isAt(home.endpoint()))) {
        candidates.add(new Candidate(home));
      }
    }
  }

  /** How many homes are known. */
  int known() {
    return candidates.size();
  }

  /** Gives up the race under way and plans a new one, as soon as is allowed. */
  void again(long nowNanos, Start newStart) {
    endRace();
    start = newStart;
    dueNanos = Math.max(nowNanos, lastNanos + GAP_NANOS_MIN);
  }

  /** No home is looked for any more. */
  void stop() {
    endRace();
    dueNanos = Node.NEVER;
    unreachableTold = false;
  }

  private void endRace() {
    waited += race == null ? 0 : race.waited();
    race = null;
  }

  /** Whether there is another home to go to when one is lost. */
  boolean hasAlternatives() {
    return candidates.size() > 1;
  }

  /** Whether one of the homes is there. */
  boolean isHome(Endpoint endpoint) {
    return candidates.stream().anyMatch(candidate -> candidate.isAt(endpoint));
  }

  /** How often a home had to wait for its turn to be asked. */
  long waited() {
    return waited + (race == null ? 0 : race.waited());
  }

  // ---- time ----

  /** Begins what is planned and sends what is due. */
  void pump(long nowNanos, Effects effects) {
    if (dueNanos <= nowNanos) {
      begin(nowNanos);
    }
    if (race != null) {
      race.pump(nowNanos, effects);
      tellIfUnreachable(race.unanswered(), effects);
    }
  }

  long nextDeadline() {
    return race == null ? dueNanos : race.nextDeadline();
  }

  private void begin(long nowNanos) {
    long othersFromNanos = start == Start.NEAREST ? nowNanos : nowNanos + Race.START_NANOS;
    race = new Race(candidates, othersFromNanos, home -> initiator(nowNanos, home));
    dueNanos = Node.NEVER;
    lastNanos = nowNanos;
  }

  private Initiator initiator(long dueAtNanos, Home home) {
    long nonce = random.nextLong() & Stamp.TOKEN_MAX;
    return new Initiator(local, home.relay(), home.endpoint(), hello, nonce, dueAtNanos);
  }

  private void tellIfUnreachable(int questions, Effects effects) {
    int attempts = questions / Math.min(Math.max(1, candidates.size()), Race.ASKED_MAX);
    if (attempts >= ATTEMPTS_UNTIL_TOLD && !unreachableTold) {
      unreachableTold = true;
      effects.report(new ClientReport.Unreachable(attempts));
    }
  }

  // ---- answers ----

  /** Takes what a home answers. */
  Outcome onAck(long nowNanos, Endpoint from, Frame.Ack ack) {
    Race current = race;
    Race.Answer answer = current == null ? null : current.onAck(nowNanos, from, ack);
    if (current == null || answer == null) {
      return NOTHING;
    }
    if (answer.progress() instanceof Progress.Established session) {
      return found(answer.candidate(), session);
    }
    return answer.progress() instanceof Progress.Refused refused
        ? refused(nowNanos, current, answer.candidate(), refused)
        : SEARCHING;
  }

  /** The home stays the preferred one until the client moves on. */
  private Outcome found(Candidate candidate, Progress.Established session) {
    if (isVersion(session.answer()) && !session.answer().equals(hello)) {
      hello = session.answer();
      journal.put(KEY, hello);
    }
    stop();
    candidates.forEach(Candidate::forgive);
    candidates.remove(candidate);
    candidates.add(0, candidate);
    return new Outcome.Found(candidate.home(), session);
  }

  private static Outcome refused(
      long nowNanos, Race current, Candidate candidate, Progress.Refused refused) {
    switch (refused.refusal()) {
      case BUSY, FULL, QUOTA, MINORITY, WHO -> current.leaveOut(nowNanos, candidate);
      case PARSE, SIZE, PARAM, VER -> {
        // perhaps the list of homes is wrong, and another is what it says
        if (!current.leaveOutForEver(nowNanos, candidate)) {
          return new Outcome.Unwanted(refused.refusal(), refused.words());
        }
      }
      case AUTH, TAKEN, MOVED, NOUSER -> {
        return new Outcome.Unwanted(refused.refusal(), refused.words());
      }
    }
    return SEARCHING;
  }

  /** Whether an answer tells a version, in base 36 as it is sent back; any other answer tells none. */
  private static boolean isVersion(Payload answer) {
    return answer.text().matches(VERSION);
  }
}

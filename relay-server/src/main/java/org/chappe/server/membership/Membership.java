package org.chappe.server.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * What one relay knows of all relays of the line. Only a member itself says that it is alive, and what links it holds; each
 * time it counts its version up. Others may say of a version that it is suspect, or dead; the member refutes that with a
 * higher one. The later of two entries wins ({@link Member#outranks}), so the same entries in any order, and any number of
 * times, lead to the same table.
 *
 * <pre>{@code
 *   state    event                                          next state
 *   ALIVE    suspected here, or heard to be suspect         SUSPECT (until a time)
 *   SUSPECT  that time has come                             DEAD
 *   any      heard of a later version, or a worse state     what was heard
 * }</pre>
 */
public final class Membership {

  /** How long a suspect that another relay suspects has for its refutation, in nanoseconds. */
  static final long RUMOUR_NANOS = 6_000_000_000L;

  /** How long this relay waits with its next refutation, in nanoseconds: what is claimed meanwhile is refuted together. */
  static final long REFUTATION_INTERVAL_NANOS = 200_000_000L;

  /** Bits of the hash of all entries: as many as nine digits to the base of 36 can say. */
  private static final long HASH_MASK = (1L << 46) - 1;

  private final int self;
  private final TreeMap<Integer, Member> members = new TreeMap<>();
  private final TreeMap<Integer, StateReason> reasons = new TreeMap<>();
  private final TreeMap<Integer, Long> suspectUntilNanos = new TreeMap<>();
  private @Nullable Member toRefute;
  private long refutableAtNanos = Long.MIN_VALUE;
  private long revision;
  private long refusals;
  private long refutations;
  private long suspicions;
  private long deaths;

  /** What became of an entry that was heard. */
  public enum Merge {
    /** It was new. */
    APPLIED,
    /** It said nothing new. */
    KNOWN,
    /** It spoke of this relay and wasn't true; that is said at once, or soon when it was said just now. */
    REFUTED,
    /** It speaks of somebody who doesn't belong to the line, or can't be right. */
    REFUSED
  }

  /**
   * Knows who belongs to the line, and nothing of them.
   *
   * @param endpoints all relays of the line, this one among them
   * @param incarnation the millisecond at which this run began
   */
  public Membership(int self, Map<Integer, Endpoint> endpoints, long incarnation) {
    this.self = self;
    new TreeMap<>(endpoints)
        .forEach((number, endpoint) -> members.put(number, Member.unheard(number, endpoint)));
    Member unheard = of(self);
    members.put(
        self, new Member(self, unheard.endpoint(), incarnation, 0, MemberState.ALIVE, List.of()));
    reasons.put(self, StateReason.SELF);
  }

  /**
   * What is known of a relay of the line.
   *
   * @throws IllegalArgumentException if it doesn't belong to the line
   */
  public Member of(int number) {
    Member member = members.get(number);
    if (member == null) {
      throw new IllegalArgumentException("relay " + number + " doesn't belong to the line");
    }
    return member;
  }

  /** Why a relay is held to be in its state. */
  public StateReason reason(int number) {
    return reasons.getOrDefault(number, StateReason.UNHEARD);
  }

  /** Whether a relay belongs to the line. */
  public boolean has(int number) {
    return members.containsKey(number);
  }

  /** All members by ascending number. */
  public List<Member> all() {
    return new ArrayList<>(members.values());
  }

  /** Counts up with each change. */
  public long revision() {
    return revision;
  }

  // ---- what this relay says ----

  /** This relay holds these links from now on: ascending, at most {@link Member#LINKS_MAX}. */
  public void holdLinks(List<Integer> links) {
    if (!of(self).links().equals(links)) {
      speak(of(self), links);
    }
  }

  /** Says of itself that it is alive, above a version; where versions end, in another incarnation. */
  private void speak(Member above, List<Integer> links) {
    boolean ends = above.version() + 1 == Member.VERSION_MAX;
    Member word = new Member(
        self,
        of(self).endpoint(),
        above.incarnation() + (ends ? 1 : 0),
        ends ? 0 : above.version() + 1,
        MemberState.ALIVE,
        links);
    put(word, StateReason.SELF);
  }

  private void refute(long nowNanos, Member claim) {
    if (nowNanos < refutableAtNanos) {
      toRefute = toRefute == null || claim.outranks(toRefute) ? claim : toRefute;
      return;
    }
    refutableAtNanos = nowNanos + REFUTATION_INTERVAL_NANOS;
    toRefute = null;
    refutations++;
    speak(claim, of(self).links());
  }

  /**
   * Suspects a member that it believed to be alive.
   *
   * @param untilNanos it is dead if it hasn't refuted that by then
   */
  public void suspect(int number, long untilNanos) {
    if (number != self && of(number).state() == MemberState.ALIVE) {
      suspicions++;
      put(of(number).in(MemberState.SUSPECT), StateReason.SILENT);
      suspectUntilNanos.put(number, untilNanos);
    }
  }

  /** Declares the suspects dead whose time has come, and refutes what was claimed of this relay meanwhile. */
  public void serve(long nowNanos) {
    Member claim = nowNanos < refutableAtNanos ? null : toRefute;
    if (claim != null) {
      toRefute = null;
      if (claim.outranks(of(self))) {
        refute(nowNanos, claim);
      }
    }
    for (Member member : all()) {
      Long untilNanos = suspectUntilNanos.get(member.number());
      if (untilNanos != null && untilNanos <= nowNanos) {
        deaths++;
        put(member.in(MemberState.DEAD), StateReason.UNREFUTED);
      }
    }
  }

  /** When {@link #serve} has something to do next, in nanoseconds. */
  public long nextDeadline() {
    long earliest = toRefute == null ? Node.NEVER : refutableAtNanos;
    for (long untilNanos : suspectUntilNanos.values()) {
      earliest = Math.min(earliest, untilNanos);
    }
    return earliest;
  }

  // ---- what it hears ----

  /** Takes an entry that a neighbour told. Taking it twice or late does no harm. */
  public Merge merge(long nowNanos, Member news) {
    Member known = members.get(news.number());
    if (known == null || !news.isCredibleAfter(known)) {
      refusals++;
      return Merge.REFUSED;
    }
    if (!news.outranks(known)) {
      return Merge.KNOWN;
    }
    if (news.number() == self) {
      refute(nowNanos, news);
      return Merge.REFUTED;
    }
    put(news, saidBy(news.state()));
    if (news.state() == MemberState.SUSPECT) {
      suspectUntilNanos.put(news.number(), nowNanos + RUMOUR_NANOS);
    }
    return Merge.APPLIED;
  }

  /** Who may say of a member that it is in a state, if it wasn't this relay. */
  private static StateReason saidBy(MemberState state) {
    return switch (state) {
      case ALIVE, LEFT -> StateReason.SELF;
      case SUSPECT, DEAD -> StateReason.HEARSAY;
    };
  }

  private void put(Member member, StateReason reason) {
    members.put(member.number(), member);
    reasons.put(member.number(), reason);
    suspectUntilNanos.remove(member.number());
    revision++;
  }

  /** The same for all who know the same. */
  long hash() {
    long hash = 1;
    for (Member member : members.values()) {
      long version = member.incarnation() * 31 + member.version();
      hash = (hash * 31 + version * 128 + member.state().letter()) * 0x9E3779B97F4A7C15L;
    }
    return hash >>> 17 & HASH_MASK;
  }

  // ---- what others may look at ----

  /** Entries that were refused because they couldn't be right. */
  public long refusals() {
    return refusals;
  }

  /** How often this relay had to say that what was said of it isn't true. */
  public long refutations() {
    return refutations;
  }

  /** How often this relay suspected another. */
  public long suspicions() {
    return suspicions;
  }

  /** How often this relay found a suspect to be dead. */
  public long deaths() {
    return deaths;
  }
}

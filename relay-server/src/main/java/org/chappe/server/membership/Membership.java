package org.chappe.server.membership;

import java.util.List;
import java.util.Map;
import org.chappe.node.Endpoint;
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

  /** Relays of a line that lets others join, those of the topology file included; a file alone may name more. */
  public static final int MEMBERS_MAX = 1_024;

  private final int self;
  private final MemberTable members;
  private final Suspects suspects = new Suspects();
  private final Refutation refutation = new Refutation();
  private JoinPolicy policy;
  private boolean superseded;
  private MemberState stance = MemberState.ALIVE;
  private long refusals;

  /** What became of an entry that was heard. */
  public enum Merge {
    /** It was new. */
    APPLIED,
    /** It said nothing new. */
    KNOWN,
    /** It spoke of this relay and wasn't true; that is said at once, or soon when it was said just now. */
    REFUTED,
    /** This relay's number is another's now. */
    SUPERSEDED,
    /** It speaks of somebody who doesn't belong to the line, or can't be right. */
    REFUSED
  }

  /**
   * Knows who belongs to the line, and nothing of them.
   *
   * @param self this run of this relay
   * @param listed where the relays of the topology file are; of these nobody's word counts but the file's
   * @param policy whom it lets in beyond these
   */
  public Membership(Member self, Map<Integer, Endpoint> listed, JoinPolicy policy) {
    this.self = self.number();
    this.members = new MemberTable(self, listed);
    this.policy = policy;
  }

  /** Lets others in by this from now on. */
  public void setPolicy(JoinPolicy newPolicy) {
    policy = newPolicy;
  }

  /**
   * What is known of a relay of the line.
   *
   * @throws IllegalArgumentException if it doesn't belong to the line
   */
  public Member of(int number) {
    Member member = members.find(number);
    if (member == null) {
      throw new IllegalArgumentException("relay " + number + " doesn't belong to the line");
    }
    return member;
  }

  /** Why a relay is held to be in its state. */
  public StateReason reason(int number) {
    return members.reason(number);
  }

  /** Whether a relay belongs to the line. */
  public boolean has(int number) {
    return members.find(number) != null;
  }

  /** What is known of a relay; null when that isn't anything. */
  public @Nullable Member find(int number) {
    return members.find(number);
  }

  /** All members by ascending number, those included that have left. */
  public List<Member> all() {
    return members.all();
  }

  int self() {
    return self;
  }

  /** Where the topology file says that a relay is; null for one that isn't in it. */
  @Nullable Endpoint listedAt(int number) {
    return members.listedAt(number);
  }

  boolean allows(Endpoint endpoint) {
    return policy.allows(endpoint, of(self).endpoint());
  }

  /** Those that are neither this relay nor in the topology file, by ascending number. */
  public List<Member> others() {
    return members.others();
  }

  /** The numbers of those who belong to the line, ascending; this relay's always among them. */
  public List<Integer> line() {
    return members.line();
  }

  /** Counts up when a relay comes, leaves, or has another address or identity. */
  public long rosterRevision() {
    return members.rosterRevision();
  }

  /** Counts up with each change. */
  public long revision() {
    return members.revision();
  }

  // ---- what this relay says ----

  /** This relay holds these links from now on: ascending, at most {@link Member#LINKS_MAX}. */
  public void holdLinks(List<Integer> links) {
    if (!of(self).links().equals(links)) {
      speak(of(self), links);
    }
  }

  /** This relay says goodbye; it belongs to the line no more. */
  public void leave() {
    stance = MemberState.LEFT;
    speak(of(self), of(self).links());
  }

  /** Says of itself that it is alive, or has left, above a version; where versions end, in another incarnation. */
  private void speak(Member above, List<Integer> links) {
    boolean ends = above.version() + 1 == Member.VERSION_MAX;
    Member word = new Member(
        self,
        of(self).endpoint(),
        above.incarnation() + (ends ? 1 : 0),
        ends ? 0 : above.version() + 1,
        stance,
        links,
        of(self).identity());
    put(word, StateReason.SELF);
  }

  /** This relay is at an address, as others see it. */
  public void standAt(Endpoint endpoint) {
    if (!of(self).endpoint().equals(endpoint) && !members.isListed(self)) {
      put(of(self).at(endpoint), StateReason.SELF);
      speak(of(self), of(self).links());
    }
  }

  private void refute(long nowNanos, Member claim) {
    if (refutation.begin(nowNanos, claim)) {
      speak(claim, of(self).links());
    }
  }

  /**
   * Suspects a member that it believed to be alive.
   *
   * @param untilNanos it is dead if it hasn't refuted that by then
   */
  public void suspect(int number, long untilNanos) {
    if (number != self && of(number).state() == MemberState.ALIVE) {
      put(of(number).in(MemberState.SUSPECT), StateReason.SILENT);
      suspects.suspect(number, untilNanos);
    }
  }

  /** Whether something new that a member says of itself has come from anywhere within this time: then it lives. */
  public boolean hasSpokenWithin(int number, long nanos, long nowNanos) {
    return suspects.hasSpokenWithin(number, nanos, nowNanos);
  }

  /** Declares the suspects dead whose time has come, and refutes what was claimed of this relay meanwhile. */
  public void serve(long nowNanos) {
    Member claim = refutation.takeDue(nowNanos);
    if (claim != null && claim.outranks(of(self))) {
      refute(nowNanos, claim);
    }
    for (Member member : all()) {
      if (suspects.dies(member.number(), nowNanos)) {
        put(member.in(MemberState.DEAD), StateReason.UNREFUTED);
      }
    }
  }

  /** When {@link #serve} has something to do next, in nanoseconds. */
  public long nextDeadline() {
    return Math.min(refutation.nextDeadline(), suspects.nextDeadline());
  }

  // ---- what it hears ----

  /** Takes an entry that a neighbour told. Taking it twice or late does no harm. */
  public Merge merge(long nowNanos, Member news) {
    Member known = members.find(news.number());
    Member before = known == null ? Member.unheard(news.number(), news.endpoint()) : known;
    if (!news.isCredibleAfter(before) || (known == null && !mayEnter(news))) {
      refusals++;
      return Merge.REFUSED;
    }
    if (known != null && !news.outranks(known)) {
      return Merge.KNOWN;
    }
    if (known != null && news.number() == self) {
      return heardOfItself(nowNanos, known, news);
    }
    put(news, saidBy(news.state()));
    if (news.state() == MemberState.ALIVE) {
      suspects.spoke(news.number(), nowNanos);
    }
    if (news.state() == MemberState.SUSPECT) {
      suspects.hearOf(news.number(), nowNanos);
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

  /** Whether a relay that isn't known may come in. */
  private boolean mayEnter(Member stranger) {
    return allows(stranger.endpoint()) && hasRoom();
  }

  boolean hasRoom() {
    return members.hasRoom();
  }

  private Merge heardOfItself(long nowNanos, Member known, Member news) {
    if (news.isAnotherThan(known) && !members.isListed(self)) {
      superseded = true;
      return Merge.SUPERSEDED;
    }
    refute(nowNanos, news);
    return Merge.REFUTED;
  }

  /** Whether another relay was heard to have this one's number, which this one has to give up. */
  public boolean isSuperseded() {
    return superseded;
  }

  /** Knows again, after a restart, whom it knew before, unless the topology file knows better. */
  public void remember(Member member) {
    if (members.find(member.number()) == null && members.hasRoom()) {
      put(member, StateReason.HEARSAY);
    }
  }

  /** Believes an entry, but for the address of a relay whose address the topology file says. */
  void put(Member member, StateReason reason) {
    members.put(member, reason);
    suspects.clear(member.number());
  }

  /** The same for all who know the same. */
  long hash() {
    return members.hash();
  }

  // ---- what others may look at ----

  /** Entries that were refused because they couldn't be right. */
  public long refusals() {
    return refusals;
  }

  /** Relays that weren't let in because there were too many. */
  public long refusedFull() {
    return members.refusedFull();
  }

  /** How often this relay had to say that what was said of it isn't true. */
  public long refutations() {
    return refutation.refutations();
  }

  /** How often this relay suspected another. */
  public long suspicions() {
    return suspects.suspicions();
  }

  /** How often this relay found a suspect to be dead. */
  public long deaths() {
    return suspects.deaths();
  }
}

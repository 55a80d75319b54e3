package org.chappe.server.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.chappe.model.Payload;
import org.chappe.node.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * The conversation about the members with one neighbour, over a session that loses nothing and keeps order: everything
 * when it opens, then each change once. Every {@link #HASH_INTERVAL_NANOS} both tell the hash of what they know; where
 * these differ, everything is told again, which mends whatever went wrong.
 */
public final class MemberGossip {

  /** Time between two hashes, in nanoseconds. */
  public static final long HASH_INTERVAL_NANOS = 10_000_000_000L;

  /** Frames of news a second; what changes meanwhile is told together. */
  static final int NEWS_PER_SECOND = 200;

  /** Frames of news at once. */
  static final int NEWS_AT_ONCE = 256;

  private static final long UNTOLD = -1;

  /** The interval begins with the first frame that could be sent. */
  private static final long NOT_BEGUN = -1;

  private final Membership membership;
  private final TreeMap<Integer, Member> told = new TreeMap<>();
  private final Allowance pace = new Allowance(NEWS_PER_SECOND, NEWS_AT_ONCE);
  private long toldRevision = UNTOLD;
  private long nextHashAtNanos = NOT_BEGUN;

  public MemberGossip(Membership membership) {
    this.membership = membership;
  }

  /** Starts over on a new session. */
  public void opened() {
    tellAll();
    nextHashAtNanos = NOT_BEGUN;
  }

  private void tellAll() {
    told.clear();
    toldRevision = UNTOLD;
  }

  /** When {@link #next} has something to say without any change, in nanoseconds. */
  public long nextDeadline() {
    boolean toldAll = toldRevision == membership.revision();
    return toldAll ? nextHashAtNanos : Math.min(nextHashAtNanos, pace.readyNanos(1));
  }

  /** The next payload for the neighbour, which is then taken as told; null when there is nothing to tell. */
  public @Nullable Payload next(long nowNanos) {
    if (nextHashAtNanos == NOT_BEGUN) {
      nextHashAtNanos = nowNanos + HASH_INTERVAL_NANOS;
    }
    Payload news = nextNews(nowNanos);
    if (news == null && nowNanos >= nextHashAtNanos) {
      nextHashAtNanos = nowNanos + HASH_INTERVAL_NANOS;
      return MemberText.of(membership.hash());
    }
    return news;
  }

  private @Nullable Payload nextNews(long nowNanos) {
    if (toldRevision == membership.revision()) {
      return null;
    }
    List<Member> untold = new ArrayList<>();
    for (Member member : membership.all()) {
      Member before = told.get(member.number());
      if (before == null || member.outranks(before)) {
        untold.add(member);
      }
    }
    if (untold.isEmpty()) {
      toldRevision = membership.revision();
      return null;
    }
    if (!pace.take(nowNanos, 1)) {
      return null;
    }
    Payload payload = MemberText.of(untold);
    List<Member> fitting = MemberText.members(payload);
    if (fitting != null) {
      fitting.forEach(member -> told.put(member.number(), member));
    }
    return payload;
  }

  /**
   * Reads a table frame of the neighbour's that speaks of relays.
   *
   * @return false when it can't be right; what of it can be is believed all the same
   */
  public boolean read(long nowNanos, Payload payload) {
    List<Member> members = MemberText.members(payload);
    if (members == null) {
      return readHash(MemberText.hash(payload));
    }
    boolean good = true;
    for (Member member : members) {
      if (membership.merge(nowNanos, member) == Membership.Merge.REFUSED) {
        good = false;
      } else {
        noteTold(member);
      }
    }
    return good;
  }

  /** What the neighbour says it needn't be told; what was refused it may be lying about. */
  private void noteTold(Member member) {
    Member before = told.get(member.number());
    if (before == null || member.outranks(before)) {
      told.put(member.number(), member);
    }
  }

  private boolean readHash(long hash) {
    if (hash >= 0 && hash != membership.hash()) {
      tellAll();
    }
    return hash >= 0;
  }
}

package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberText;
import org.chappe.server.membership.Membership;
import org.chappe.server.station.StationKeys;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What a relay keeps of itself and the line over a restart: its identity, which it draws once, what the line has agreed on, and
 * who is where. So it finds back though whoever let it in has gone.
 */
final class KnownRelays {

  private static final int RADIX = 36;

  private final Store store;
  private final CommitQueue commits;
  private final TreeMap<Integer, String> written = new TreeMap<>();
  private long revisionSeen = -1;

  KnownRelays(Store store, CommitQueue commits) {
    this.store = store;
    this.commits = commits;
  }

  /** The relay's identity; a new one goes into the first batch. */
  long identity(RandomGenerator random) {
    Payload kept = store.get(StationKeys.IDENTITY);
    if (kept != null) {
      return Long.parseLong(kept.text(), RADIX);
    }
    long drawn = random.nextLong(Member.UNKNOWN + 1, Member.IDENTITY_MAX + 1);
    commits.put(StationKeys.IDENTITY, Payload.of(Long.toString(drawn, RADIX)));
    return drawn;
  }

  /** What the line that it belonged to has agreed on; null if it never was let into one. */
  @Nullable LineSettings settings() {
    Payload kept = store.get(StationKeys.LINE);
    return kept == null ? null : JoinText.settings(kept.text());
  }

  /** The line that it was let into has agreed on this. */
  void keep(LineSettings settings) {
    commits.put(StationKeys.LINE, Payload.of(JoinText.written(settings)));
  }

  /** Whom it knew when it ended. */
  List<Member> recall() {
    List<Member> members = new ArrayList<>();
    StoreKey first = StationKeys.member(0);
    store.scan(first, Membership.MEMBERS_MAX, (key, value) -> {
      if (key.space() == first.space()) {
        Member member = MemberText.member(value.text());
        members.add(member);
        written.put(member.number(), value.text());
      }
    });
    return members;
  }

  /** Writes down what is new of who is where. */
  void save(Membership membership) {
    if (revisionSeen == membership.rosterRevision()) {
      return;
    }
    revisionSeen = membership.rosterRevision();
    List<Integer> gone = new ArrayList<>(written.keySet());
    for (Member member : membership.others()) {
      if (member.isInLine()) {
        gone.remove((Integer) member.number());
        write(member);
      }
    }
    for (int number : gone) {
      written.remove(number);
      commits.delete(StationKeys.member(number));
    }
  }

  private void write(Member member) {
    String text = MemberText.entry(member.beforeItSpoke());
    if (!text.equals(written.put(member.number(), text))) {
      commits.put(StationKeys.member(member.number()), Payload.of(text));
    }
  }
}

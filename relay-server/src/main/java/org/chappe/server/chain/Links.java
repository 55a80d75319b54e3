package org.chappe.server.chain;

import java.util.List;
import org.chappe.server.membership.Member;
import org.jspecify.annotations.Nullable;

/** The links that relays report, by their numbers. */
final class Links {

  private final @Nullable Member[] members;

  /** @param all by ascending number */
  Links(List<Member> all) {
    members = new Member[all.get(all.size() - 1).number() + 1];
    for (Member member : all) {
      members[member.number()] = member;
    }
  }

  /** The relays that one says it has links with, ascending. */
  List<Integer> of(int relay) {
    Member member = at(relay);
    return member == null ? List.of() : member.links();
  }

  /** Whether both ends report a link, and either may carry something. */
  boolean stands(int one, int other) {
    Member a = at(one);
    Member b = at(other);
    return a != null
        && b != null
        && a.state().mayCarry()
        && b.state().mayCarry()
        && a.holds(other)
        && b.holds(one);
  }

  private @Nullable Member at(int relay) {
    return relay < members.length ? members[relay] : null;
  }
}

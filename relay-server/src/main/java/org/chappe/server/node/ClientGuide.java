package org.chappe.server.node;

import java.util.Comparator;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.RelayList;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;

/** What this relay tells its clients of the relays of the line: where those are that live, the nearest first. */
final class ClientGuide {

  private final int self;
  private final Membership membership;
  private RelayList list = new RelayList(List.of());
  private long revisionSeen = -1;

  ClientGuide(int self, Membership membership) {
    this.self = self;
    this.membership = membership;
  }

  /** What is to be told to a client that has the list with a hash; nothing if that is the one. */
  List<Payload> news(long hash) {
    if (revisionSeen != membership.revision()) {
      revisionSeen = membership.revision();
      list = new RelayList(membership.all().stream()
          .filter(member -> member.state().mayCarry())
          .sorted(Comparator.comparingInt(member -> Math.abs(member.number() - self)))
          .limit(RelayList.PLACES_MAX)
          .map(ClientGuide::place)
          .toList());
    }
    return list.hash() == hash ? List.of() : list.pages();
  }

  private static RelayList.Place place(Member member) {
    return new RelayList.Place(new RelayNumber(member.number()), member.endpoint());
  }
}

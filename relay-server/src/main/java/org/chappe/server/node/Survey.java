package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.link.LinkStatistics;
import org.chappe.server.chain.Routes;
import org.chappe.server.directory.Directory;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.server.node.RelayStatus.LinkState;
import org.chappe.server.node.RelayStatus.LinkStatus;
import org.chappe.server.node.RelayStatus.MemberStatus;
import org.chappe.server.station.Station;

/** Looks at all parts of a relay, and changes none. */
final class Survey {

  private final Holdings holdings;
  private final Carriage carriage;
  private final Clientele clientele;
  private final Desks desks;
  private final Inbound inbound;

  Survey(Holdings holdings, Carriage carriage, Clientele clientele, Desks desks, Inbound inbound) {
    this.holdings = holdings;
    this.carriage = carriage;
    this.clientele = clientele;
    this.desks = desks;
    this.inbound = inbound;
  }

  /** How the relay is now. */
  RelayStatus status(long nowNanos) {
    List<MemberStatus> members = members(nowNanos);
    return new RelayStatus(
        holdings.self(),
        holdings.config().incarnation(),
        members.stream().allMatch(member -> isSettled(member)),
        clientele.attachments().size(),
        members,
        links(nowNanos),
        statistics());
  }

  private static boolean isSettled(MemberStatus status) {
    return status.hops() >= 0 || !status.member().state().mayCarry();
  }

  private List<MemberStatus> members(long nowNanos) {
    Linkage linkage = holdings.linkage();
    Membership membership = linkage.membership();
    Routes routes = linkage.ways().routes();
    List<MemberStatus> statuses = new ArrayList<>();
    for (Member member : membership.all()) {
      int number = member.number();
      statuses.add(new MemberStatus(
          member,
          membership.reason(number),
          linkage.ways().inStateNanos(number, nowNanos),
          routes.next(number),
          routes.hops(number)));
    }
    return statuses;
  }

  private List<LinkStatus> links(long nowNanos) {
    List<LinkStatus> statuses = new ArrayList<>();
    for (Neighbour neighbour : holdings.linkage().neighbours()) {
      statuses.add(link(neighbour, nowNanos));
    }
    return statuses;
  }

  private static LinkStatus link(Neighbour neighbour, long nowNanos) {
    int open = 0;
    int queued = 0;
    int unacknowledged = 0;
    for (Lane lane : neighbour.lanes()) {
      Session session = lane.session();
      if (session != null) {
        LinkStatistics done = session.link().statistics();
        open++;
        queued += done.queued();
        unacknowledged += done.outstanding();
      }
    }
    Session control = neighbour.control().session();
    return new LinkStatus(
        neighbour.number().value(),
        state(neighbour),
        neighbour.watch().silentNanos(nowNanos),
        control == null ? 0 : control.link().statistics().smoothedRttNanos(),
        neighbour.lanes().size(),
        open,
        queued,
        unacknowledged);
  }

  private static LinkState state(Neighbour neighbour) {
    if (neighbour.isUp()) {
      return LinkState.UP;
    }
    if (neighbour.isHeard()) {
      return LinkState.WITHDRAWN;
    }
    return neighbour.isInTouch() ? LinkState.SILENT : LinkState.ASKED;
  }

  /** What the relay has done so far. */
  RelayStatistics statistics() {
    Sessions sessions = holdings.sessions();
    Directory directory = holdings.directory();
    Station station = holdings.station();
    Registry registry = clientele.registry();
    LinkTotals links = sessions.totals();
    return new RelayStatistics(
        sessions.size(),
        directory.size(),
        station.size(),
        station.mailboxes(),
        links.outstandingMost(),
        links.queuedMost(),
        links.sent(),
        links.retransmitted(),
        links.duplicates(),
        links.beyondWindow(),
        station.duplicates(),
        station.refusedFull(),
        sessions.refusedFull(),
        directory.refusals(),
        directory.reassertions(),
        directory.tombstones(),
        directory.origins(),
        directory.upkeep().tombstonesHurried(),
        directory.upkeep().originsForgotten(),
        registry.unproven().forgotten(),
        registry.unproven().refusals(),
        station.outgoing().copies(),
        station.outgoing().copiesRepeated(),
        carriage.custody().timeouts(),
        carriage.custody().noticesIgnored(),
        carriage.custody().noticesDropped(),
        carriage.router().hopsUsedUp(),
        carriage.router().copiesTurnedAway(),
        station.rangesForgotten(),
        station.pairsSwept(),
        desks.handedNumbers().clientsForgotten(),
        desks.classicNumbers().epochsEnded(),
        station.bytes(),
        station.ends(),
        holdings.linkage().statistics(carriage.router().withoutWay()),
        inbound.distrust(directory),
        desks.questions().statistics(),
        carriage.rooms().statistics(),
        carriage.devices().statistics(carriage.deviceHomes().taken()),
        clientele.crier().statistics(),
        clientele.watchers().statistics());
  }
}

package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.link.LinkStatistics;
import org.chappe.server.chain.Routes;
import org.chappe.server.devices.DeviceHomes;
import org.chappe.server.devices.Devices;
import org.chappe.server.directory.Directory;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.server.node.RelayStatus.LinkState;
import org.chappe.server.node.RelayStatus.LinkStatus;
import org.chappe.server.node.RelayStatus.MemberStatus;
import org.chappe.server.station.Station;

/** Looks at all parts of a relay, and changes none. */
final class Survey {

  private final RelayConfig config;
  private final Linkage linkage;
  private final Clients clients;
  private final Mail mail;
  private final Questions questions;

  /** What knows clients. */
  record Clients(
      Directory directory,
      Sessions sessions,
      Attachments attachments,
      Registry registry,
      Inbound inbound,
      Watchers watchers) {}

  /** What knows mail. */
  record Mail(
      Station station,
      Custody custody,
      Router router,
      RoomKeeper rooms,
      Devices devices,
      DeviceHomes deviceHomes,
      HandedNumbers handedNumbers,
      ClassicNumbers classicNumbers,
      Crier crier) {}

  Survey(RelayConfig config, Linkage linkage, Clients clients, Mail mail, Questions questions) {
    this.config = config;
    this.linkage = linkage;
    this.clients = clients;
    this.mail = mail;
    this.questions = questions;
  }

  /** How the relay is now. */
  RelayStatus status(long nowNanos) {
    List<MemberStatus> members = members(nowNanos);
    return new RelayStatus(
        config.line().self(),
        config.incarnation(),
        members.stream().allMatch(member -> isSettled(member)),
        clients.attachments.size(),
        members,
        links(nowNanos),
        statistics());
  }

  private static boolean isSettled(MemberStatus status) {
    return status.hops() >= 0 || !status.member().state().mayCarry();
  }

  private List<MemberStatus> members(long nowNanos) {
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
    for (Neighbour neighbour : linkage.neighbours()) {
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
    LinkTotals links = clients.sessions.totals();
    return new RelayStatistics(
        clients.sessions.size(),
        clients.directory.size(),
        mail.station.size(),
        mail.station.mailboxes(),
        links.outstandingMost(),
        links.queuedMost(),
        links.sent(),
        links.retransmitted(),
        links.duplicates(),
        links.beyondWindow(),
        mail.station.duplicates(),
        mail.station.refusedFull(),
        clients.sessions.refusedFull(),
        clients.directory.refusals(),
        clients.directory.reassertions(),
        clients.directory.tombstones(),
        clients.directory.origins(),
        clients.directory.upkeep().tombstonesHurried(),
        clients.directory.upkeep().originsForgotten(),
        clients.registry.unproven().forgotten(),
        clients.registry.unproven().refusals(),
        mail.station.outgoing().copies(),
        mail.station.outgoing().copiesRepeated(),
        mail.custody.timeouts(),
        mail.custody.noticesIgnored(),
        mail.custody.noticesDropped(),
        mail.router.hopsUsedUp(),
        mail.router.copiesTurnedAway(),
        mail.station.rangesForgotten(),
        mail.station.pairsSwept(),
        mail.handedNumbers.clientsForgotten(),
        mail.classicNumbers.epochsEnded(),
        mail.station.bytes(),
        mail.station.ends(),
        linkage.statistics(mail.router.withoutWay()),
        clients.inbound.distrust(clients.directory),
        questions.statistics(),
        mail.rooms.statistics(),
        mail.devices.statistics(mail.deviceHomes.taken()),
        mail.crier.statistics(),
        clients.watchers.statistics());
  }
}

package org.chappe.server.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chappe.server.membership.Member;
import org.chappe.server.node.RelayStatistics;
import org.chappe.server.node.RelayStatus;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /status} tells, as JSON with these names. Words are those of the enums, in lower case.
 *
 * @param relay the relay itself
 * @param clients the clients that it knows
 * @param mail the mail that it keeps
 * @param members all relays of the line, by ascending number
 * @param links those with whom it has a link or asks for one, by ascending number
 * @param counters what it has done since it began
 */
public record StatusDocument(
    Relay relay,
    Clients clients,
    Mail mail,
    List<MemberEntry> members,
    List<LinkEntry> links,
    Counters counters) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * The relay itself.
   *
   * @param line the name of its topology
   * @param address its UDP address
   * @param data its data directory; null if it keeps mail in memory
   * @param ready whether it isn't leaving, and knows of every relay of the line either a way to it, or that it is dead or has
   *     left
   * @param departure none, leaving, stayed or left
   * @param incarnation the millisecond (since 1970) at which this run began
   */
  public record Relay(
      int number,
      String line,
      String address,
      @Nullable String data,
      boolean ready,
      String departure,
      double uptimeSeconds,
      long incarnation) {}

  /**
   * The clients that it knows.
   *
   * @param attached those that have a session here
   * @param known those of which it knows where they are at home, those that are gone included
   */
  public record Clients(int attached, int known) {}

  /**
   * The mail that it keeps.
   *
   * @param messages all of it, receipts included
   * @param bytes what that is counted with
   * @param mailboxes recipients for whom there is some
   * @param inCustody those messages of which copies are on their way to another relay
   */
  public record Mail(int messages, long bytes, int mailboxes, int inCustody) {}

  /**
   * What it knows of one relay of the line.
   *
   * @param state alive, suspect, dead or left
   * @param reason why: unheard, self, silent, unrefuted or hearsay
   * @param sinceSeconds for how long it has been in that state, as far as was seen here
   * @param links the relays with which it says that it holds links
   * @param next the neighbour through which the way to it begins; 0 for itself and where there is no way
   * @param hops hops on that way: 0 to itself, −1 where there is no way
   */
  public record MemberEntry(
      int number,
      String address,
      long incarnation,
      long version,
      String state,
      String reason,
      double sinceSeconds,
      List<Integer> links,
      int next,
      int hops) {}

  /**
   * A link of its own.
   *
   * @param relay the other end
   * @param state up, withdrawn, silent or asked
   * @param silentSeconds for how long the other end has said nothing
   * @param rttMillis the smoothed round trip; 0 where there is no session
   * @param lanes sessions that it should have
   * @param lanesOpen sessions that it has
   * @param queued frames that wait
   * @param unacknowledged frames sent and not yet acknowledged
   */
  public record LinkEntry(
      int relay,
      String state,
      double silentSeconds,
      double rttMillis,
      int lanes,
      int lanesOpen,
      int queued,
      int unacknowledged) {}

  /**
   * What it has done since it began.
   *
   * @param relay the relay's own
   * @param inputs how often each verdict was given on what came in
   * @param transport what happened between it and the network
   */
  public record Counters(
      RelayStatistics relay, Map<String, Long> inputs, Map<String, Long> transport) {}

  static StatusDocument of(
      RelayIdentity identity,
      double uptimeSeconds,
      Departure departure,
      RelayStatus status,
      Map<String, Long> inputs,
      Map<String, Long> transport) {
    RelayStatistics done = status.statistics();
    return new StatusDocument(
        new Relay(
            status.number(),
            identity.line(),
            identity.address(),
            identity.data(),
            status.settled() && departure != Departure.LEAVING && departure != Departure.LEFT,
            word(departure),
            uptimeSeconds,
            status.incarnation()),
        new Clients(status.clientsAttached(), done.clientsKnown()),
        new Mail(done.messagesKept(), done.bytesKept(), done.mailboxes(), done.copies()),
        status.members().stream().map(StatusDocument::entry).toList(),
        status.links().stream().map(StatusDocument::entry).toList(),
        new Counters(done, inputs, transport));
  }

  private static MemberEntry entry(RelayStatus.MemberStatus status) {
    Member member = status.member();
    return new MemberEntry(
        member.number(),
        member.endpoint().toString(),
        member.incarnation(),
        member.version(),
        word(member.state()),
        word(status.reason()),
        status.inStateNanos() / NANOS_PER_SECOND,
        member.links(),
        status.next(),
        status.hops());
  }

  private static LinkEntry entry(RelayStatus.LinkStatus status) {
    return new LinkEntry(
        status.relay(),
        word(status.state()),
        status.silentNanos() / NANOS_PER_SECOND,
        status.rttNanos() / NANOS_PER_MILLI,
        status.lanes(),
        status.lanesOpen(),
        status.queued(),
        status.unacknowledged());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

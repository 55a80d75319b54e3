package org.chappe.server.node;

import java.util.List;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.StateReason;

/**
 * How a relay is at one moment.
 *
 * @param number its number
 * @param incarnation which run of it this is: the millisecond (since 1970) at which it began
 * @param settled whether it knows of each relay of the line either a way to it, or that it is dead or has left
 * @param clientsAttached clients that have a session here
 * @param members all relays of the line by ascending number, this one among them
 * @param links those with whom a link stands or is asked for, by ascending number
 * @param statistics what it has done since it began
 */
public record RelayStatus(
    int number,
    long incarnation,
    boolean settled,
    int clientsAttached,
    List<MemberStatus> members,
    List<LinkStatus> links,
    RelayStatistics statistics) {

  public RelayStatus {
    members = List.copyOf(members);
    links = List.copyOf(links);
  }

  /**
   * What is known of one relay of the line.
   *
   * @param member its entry
   * @param reason why it is held to be in that state
   * @param inStateNanos for how long it has been in that state, as far as was seen here
   * @param next the neighbour through which the way to it begins; 0 for the relay itself and where there is no way
   * @param hops hops on that way: 0 to itself, −1 where there is no way
   */
  public record MemberStatus(
      Member member, StateReason reason, long inStateNanos, int next, int hops) {}

  /**
   * A link of the relay's own.
   *
   * @param relay the other end
   * @param state how the link is
   * @param silentNanos for how long the other end has said nothing
   * @param rttNanos the smoothed round trip on the lane of the tables; 0 where that has no session
   * @param lanes lanes in all, that of the tables among them
   * @param lanesOpen those of them that have a session
   * @param queued frames that wait on all lanes
   * @param unacknowledged frames sent and not yet acknowledged on all lanes
   */
  public record LinkStatus(
      int relay,
      LinkState state,
      long silentNanos,
      long rttNanos,
      int lanes,
      int lanesOpen,
      int queued,
      int unacknowledged) {}

  /** How a link is. */
  public enum LinkState {
    /** It stands: mail may go that way. */
    UP,
    /** Neither end needs it any more; it is about to be closed. */
    WITHDRAWN,
    /** The other end said nothing for too long, or was only just asked again. */
    SILENT,
    /** It is asked for, and nothing has been heard. */
    ASKED
  }
}

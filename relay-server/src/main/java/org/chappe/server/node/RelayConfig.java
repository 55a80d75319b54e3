package org.chappe.server.node;

import java.util.Map;
import org.chappe.link.LinkConfig;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.station.StationLimits;

/**
 * What one relay needs to know.
 *
 * @param line the line and this relay's place in it
 * @param endpoints where each relay of the line is, by number
 * @param lanes sessions held side by side to each neighbour for messages, 1 to 16
 * @param incarnation the millisecond (since 1970) at which this run began; higher than that of any earlier run
 * @param link the numbers of every link
 * @param station how much is kept
 * @param sessionsMax sessions at once above which clients get none, 16 at least; lanes are never refused
 * @param joining whom it lets into the line, and whom it asks to be let in
 * @param accountsRequired whether only those who have an account may use it
 */
public record RelayConfig(
    Line line,
    Map<Integer, Endpoint> endpoints,
    int lanes,
    long incarnation,
    LinkConfig link,
    StationLimits station,
    int sessionsMax,
    Joining joining,
    boolean accountsRequired) {

  public static final int LANES_MAX = 16;
  public static final int SESSIONS_MAX = 65_536;

  /** @throws IllegalArgumentException if a number is out of range or a relay has no endpoint */
  public RelayConfig {
    endpoints = Map.copyOf(endpoints);
    if (lanes < 1 || lanes > LANES_MAX) {
      throw new IllegalArgumentException("a link has 1 to 16 lanes; " + lanes + " is not");
    }
    if (sessionsMax < 16 || sessionsMax > SESSIONS_MAX) {
      throw new IllegalArgumentException("sessions at once are 16 to " + SESSIONS_MAX);
    }
    if (link.queueFrames() <= Lane.RESERVE_FRAMES
        || link.controlQueueFrames() <= Neighbour.CONTROL_FRAMES_MAX) {
      throw new IllegalArgumentException("a relay's links queue more than " + Lane.RESERVE_FRAMES
          + " frames of data and " + Neighbour.CONTROL_FRAMES_MAX + " of control");
    }
    for (int number : line.numbers()) {
      if (!endpoints.containsKey(number)) {
        throw new IllegalArgumentException("relay " + number + " has no address");
      }
    }
  }

  /** A relay of a line that nobody joins. */
  public RelayConfig(
      Line line,
      Map<Integer, Endpoint> endpoints,
      int lanes,
      long incarnation,
      LinkConfig link,
      StationLimits station,
      int sessionsMax) {
    this(line, endpoints, lanes, incarnation, link, station, sessionsMax, Joining.NEVER, false);
  }

  /** The same for another run. */
  RelayConfig withIncarnation(long newIncarnation) {
    return new RelayConfig(
        line,
        endpoints,
        lanes,
        newIncarnation,
        link,
        station,
        sessionsMax,
        joining,
        accountsRequired);
  }

  /** The same where others may join, or where this relay has to. */
  public RelayConfig withJoining(Joining newJoining) {
    return new RelayConfig(
        line,
        endpoints,
        lanes,
        incarnation,
        link,
        station,
        sessionsMax,
        newJoining,
        accountsRequired);
  }

  /** The same where only those who have an account may use it, or anybody. */
  public RelayConfig withAccountsRequired(boolean required) {
    return new RelayConfig(
        line, endpoints, lanes, incarnation, link, station, sessionsMax, joining, required);
  }

  /** Where a relay of the topology file is, or where this one listens. */
  Endpoint endpointOf(int number) {
    Endpoint endpoint = endpoints.get(number);
    if (endpoint == null) {
      throw new IllegalArgumentException("relay " + number + " is not in the line");
    }
    return endpoint;
  }

  /** Where the relays are that stand in the topology file; none for a newcomer. */
  Map<Integer, Endpoint> listed() {
    return joining.isNewcomer() ? Map.of() : endpoints;
  }

  RelayNumber self() {
    return new RelayNumber(line.self());
  }
}

package org.chappe.simulation;

import java.util.random.RandomGenerator;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.server.membership.Member;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;

/** How long a seed's line is, and how much its links and relays hold: often as little as may be, so that it gets full. */
final class RandomSetup {

  private static final int RELAYS_MAX = 7;

  /** In one of so many seeds the line is a long one. */
  private static final int LONG_LINES = 80;

  private static final int RELAYS_LONG_MAX = 100;

  /** In one of so many seeds each kind of quota is small. */
  private static final int QUOTAS = 8;

  private static final int MAILBOX_MESSAGES_MAX = 8;

  private static final int SENDER_RATE_MAX = 4;

  /** About as much as one message counts for. */
  private static final int MESSAGE_BYTES = 200;

  /** A relay's configuration wants room for so many sessions at least. */
  private static final int SESSIONS_MIN = 16;

  /** So much shorter a relay's queue for control frames may be than it normally is. */
  private static final int CONTROL_FRAMES_SPARED_MAX = 56;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final RandomGenerator further;

  /** @param further decides what was added later, so that the rest of each seed stayed as it was */
  RandomSetup(Simulation simulation, RandomGenerator random, RandomGenerator further) {
    this.simulation = simulation;
    this.random = random;
    this.further = further;
  }

  /** The setup of a seed. */
  SimLine.Setup next() {
    int lanes = 1 + random.nextInt(4);
    int relays = relays();
    return new SimLine.Setup(
        relays,
        lanes,
        relayLink(),
        clientLink(),
        withQuotas(station()),
        oneOf(RelayConfig.SESSIONS_MAX, sessionsNeeded(relays, lanes)),
        oneOf(0L, 0L, Simulation.MILLISECOND, 20 * Simulation.MILLISECOND));
  }

  /** Mostly a few relays, in some seeds up to a hundred, of which fewer are more frequent. */
  private int relays() {
    int few = 1 + random.nextInt(RELAYS_MAX);
    if (further.nextInt(LONG_LINES) > 0) {
      return few;
    }
    simulation.encounters().count(Encounter.LONG_LINE);
    int most = 1 + further.nextInt(RELAYS_LONG_MAX - RELAYS_MAX);
    return RELAYS_MAX + 1 + further.nextInt(most);
  }

  /** Queues as short as they may be, or a few places longer, or as they normally are. */
  private LinkConfig relayLink() {
    if (random.nextBoolean()) {
      return LinkConfig.DEFAULT;
    }
    return new LinkConfig(
        1 + random.nextInt(LinkConfig.WINDOW_FRAMES_MAX),
        LinkConfig.WINDOW_FRAMES_MAX + 1 + random.nextInt(oneOf(1, 8, 200)),
        LinkConfig.DEFAULT.controlQueueFrames() - random.nextInt(CONTROL_FRAMES_SPARED_MAX),
        LinkConfig.DEFAULT.timeoutNanosMax());
  }

  /** The usual window: nothing tells the peer of a smaller one, and mail would come one frame a timeout. */
  private LinkConfig clientLink() {
    if (random.nextBoolean()) {
      return ClientConfig.LINK;
    }
    return new LinkConfig(
        LinkConfig.WINDOW_FRAMES_MAX,
        1 + random.nextInt(8),
        ClientConfig.LINK.controlQueueFrames(),
        ClientConfig.LINK.timeoutNanosMax());
  }

  private StationLimits station() {
    StationLimits usual = StationLimits.DEFAULT;
    if (random.nextInt(4) > 0) {
      return usual;
    }
    return new StationLimits(
        oneOf(usual.messagesMax(), 8 + random.nextInt(57), 1 + random.nextInt(8)),
        usual.pairsMax());
  }

  /** In some seeds mailboxes hold little, in some clients may send little. */
  private StationLimits withQuotas(StationLimits limits) {
    StationLimits result = limits;
    if (further.nextInt(QUOTAS) == 0) {
      result = result.withMailbox(
          1 + further.nextInt(MAILBOX_MESSAGES_MAX),
          further.nextBoolean()
              ? limits.mailboxBytesMax()
              : MESSAGE_BYTES * (1L + further.nextInt(4)));
    }
    if (further.nextInt(QUOTAS) == 0) {
      result = result.withBytesMax(MESSAGE_BYTES * (4L + further.nextInt(40)));
    }
    return further.nextInt(QUOTAS) == 0
        ? result.withSenderRate(2 + further.nextInt(SENDER_RATE_MAX))
        : result;
  }

  /** On each lane to all other relays, and for each client, one session in use and one that is to replace it. */
  private static int sessionsNeeded(int relays, int lanes) {
    int linksMax = Math.min(Math.max(relays, RELAYS_MAX) - 1, Member.LINKS_MAX);
    int lanesInAll = linksMax * (1 + lanes);
    return Math.max(SESSIONS_MIN, 2 * (lanesInAll + Swarm.CLIENTS_MAX));
  }

  @SafeVarargs
  private final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

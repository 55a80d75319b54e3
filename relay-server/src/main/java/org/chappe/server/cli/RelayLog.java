package org.chappe.server.cli;

import java.util.Locale;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.StorageFailure;
import org.chappe.server.node.RelayReport;
import org.chappe.server.node.RelayStatistics;
import org.chappe.transport.NodeListener;
import org.chappe.transport.TransportCounters;
import org.chappe.transport.TransportEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the log what a relay tells. */
final class RelayLog implements NodeListener {

  private static final Logger LOG = LoggerFactory.getLogger(RelayLog.class);

  /** Messages between two lines on how recovery gets on. */
  private static final long RECOVERED_STEP = 100_000;

  private final RelayNumber relay;
  private long recovered;

  RelayLog(RelayNumber relay) {
    this.relay = relay;
  }

  @Override
  public void delivered(Delivery delivery) {
    throw new IllegalStateException("a relay has no user to show a message to");
  }

  @Override
  public void reported(Effects.Report report) {
    if (report instanceof RelayReport.NeighbourUp up) {
      LOG.info("relay={} neighbour={} state=up", relay, up.number());
    } else if (report instanceof RelayReport.NeighbourDown down) {
      LOG.info("relay={} neighbour={} state=down", relay, down.number());
    } else if (report instanceof RelayReport.MemberChanged changed) {
      String state = changed.state().name().toLowerCase(Locale.ROOT);
      LOG.info("relay={} member={} state={}", relay, changed.number(), state);
    } else if (report instanceof RelayReport.Joined) {
      LOG.info("relay={} state=joined", relay);
    } else if (report instanceof RelayReport.NotLetIn notYet) {
      LOG.warn("relay={} state=asking reason=\"{}\"", relay, notYet.words());
    } else if (report instanceof RelayReport.Leaving leaving) {
      LOG.debug(
          "relay={} state=leaving clients={} messages={}",
          relay,
          leaving.clients(),
          leaving.messages());
    } else if (report instanceof RelayReport.Left) {
      LOG.info("relay={} state=left", relay);
    } else if (report instanceof RelayReport.Stayed stayed) {
      LOG.warn(
          "relay={} state=stayed messages={}: nobody takes them over; try again when the line is whole",
          relay,
          stayed.messages());
    } else if (report instanceof RelayReport.ClientAttached attached) {
      LOG.info("relay={} client={} state=attached", relay, attached.client());
    } else if (report instanceof RelayReport.ClientTerminated terminated) {
      LOG.info("relay={} client={} state=terminated", relay, terminated.client());
    }
  }

  /** Says how many messages were found in the store so far, now and then. */
  void recovered(long messages) {
    if (messages / RECOVERED_STEP > recovered / RECOVERED_STEP) {
      LOG.info("relay={} state=recovering messages={}", relay, messages);
    }
    recovered = messages;
  }

  /** Says why something that came at the very end wasn't kept, or acknowledged. */
  void storeFailed(StorageFailure failure) {
    LOG.error("relay={} {}", relay, failure.getMessage());
  }

  /** Says what the relay has done in all. */
  void ended(RelayStatistics done, TransportCounters events) {
    LOG.info(
        "relay={} state=ended sent={} retransmitted={} framesDoubled={} messagesDoubled={} kept={} full={}"
            + " copies={} copiesRepeated={} custodyTimeouts={} noticesIgnored={} noticesDropped={}"
            + " hopsUsedUp={} turnedAway={} rangesForgotten={} pairsSwept={} expired={} failed={} quota={} receiptsDropped={}"
            + " read={}/{} written={}/{}",
        relay,
        done.framesSent(),
        done.retransmitted(),
        done.framesDoubled(),
        done.messagesDoubled(),
        done.messagesKept(),
        done.refusedFull(),
        done.copies(),
        done.copiesRepeated(),
        done.custodyTimeouts(),
        done.noticesIgnored(),
        done.noticesDropped(),
        done.hopsUsedUp(),
        done.copiesTurnedAway(),
        done.rangesForgotten(),
        done.pairsSwept(),
        done.ends().expired(),
        done.ends().failed(),
        done.ends().refusedQuota(),
        done.ends().receiptsDropped(),
        events.of(TransportEvent.DATAGRAMS_READ),
        events.of(TransportEvent.PACKETS_READ),
        events.of(TransportEvent.DATAGRAMS_WRITTEN),
        events.of(TransportEvent.PACKETS_WRITTEN));
  }
}

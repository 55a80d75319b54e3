package org.chappe.server.node;

import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * How sessions with one neighbour begin. The lower number asks for them: first for the lane of the tables, then for the
 * others. A higher number that wants a link knocks: it sends the first round of a handshake, and the lower asks.
 */
final class Handshakes {

  private final RelayNumber self;
  private final RelayNumber number;
  private final Endpoint endpoint;
  private final long incarnation;
  private final RandomGenerator random;
  private final List<Lane> lanes;
  private final @Nullable Initiator[] underWay;
  private int underWayCount;
  private long incarnationSeen = -1;
  private boolean knocking;
  private int knocks;
  private long knockAtNanos = Node.NEVER;
  private long knockNonce = Stamp.NONE;
  private boolean unknownThere;

  Handshakes(
      RelayConfig config,
      RelayNumber number,
      Endpoint endpoint,
      List<Lane> lanes,
      RandomGenerator random) {
    this.self = config.self();
    this.number = number;
    this.endpoint = endpoint;
    this.incarnation = config.incarnation();
    this.random = random;
    this.lanes = lanes;
    this.underWay = new Initiator[lanes.size()];
  }

  /** Whether this relay is the one that asks for sessions: the lower number does. */
  boolean isAsking() {
    return self.value() < number.value();
  }

  /** A link is wanted: asks for it, or knocks, unless that is under way. */
  void want(long nowNanos) {
    if (isAsking()) {
      ask(lanes.get(Lane.CONTROL), nowNanos);
    } else if (!knocking) {
      knocking = true;
      knocks = 0;
      knockAtNanos = nowNanos;
    }
  }

  /** The neighbour has knocked: whatever is asked for is asked for again now, as it may not have been there before. */
  void hurry(long nowNanos) {
    Initiator control = underWay[Lane.CONTROL];
    if (control != null && control.nextDeadline() - nowNanos > Initiator.TIMEOUT_NANOS_MIN) {
      underWay[Lane.CONTROL] = handshake(lanes.get(Lane.CONTROL), nowNanos);
    }
  }

  /** Asks for new sessions on all lanes but one. */
  void askOthers(Lane fresh, long nowNanos) {
    for (Lane lane : lanes) {
      if (lane != fresh) {
        ask(lane, nowNanos);
      }
    }
  }

  /** Asks for sessions on the lanes that have none. */
  void askMissing(long nowNanos) {
    for (Lane lane : lanes) {
      if (lane.session() == null) {
        ask(lane, nowNanos);
      }
    }
  }

  /** Asks for a new session on a lane, unless that is under way. The old one serves until then. */
  void ask(Lane lane, long nowNanos) {
    if (underWay[lane.index()] == null) {
      underWay[lane.index()] = handshake(lane, nowNanos);
      underWayCount++;
    }
  }

  private Initiator handshake(Lane lane, long dueNanos) {
    return new Initiator(self, number, endpoint, hello(lane), nonce(), dueNanos);
  }

  private Payload hello(Lane lane) {
    return new RelayHello(lane.index(), incarnation).payload();
  }

  private long nonce() {
    return random.nextLong() & Stamp.TOKEN_MAX;
  }

  /** Hears an answer to a handshake; null when it leads to no session. After a refusal the lane asks again later. */
  @Nullable Established onAck(long nowNanos, Frame.Ack ack) {
    unknownThere |= ack.nonce() == knockNonce; // a knock of a relay that is known has no answer
    for (Lane lane : lanes) {
      Initiator handshake = underWay[lane.index()];
      Initiator.Progress progress = handshake == null ? null : handshake.onAck(nowNanos, ack);
      if (progress instanceof Initiator.Progress.Established established) {
        underWay[lane.index()] = null;
        underWayCount--;
        return new Established(lane, established);
      }
      if (progress instanceof Initiator.Progress.Refused refused) {
        unknownThere |= refused.refusal() == Refusal.AUTH;
        underWay[lane.index()] = handshake(lane, nowNanos + Initiator.TIMEOUT_NANOS_MAX);
      }
    }
    return null;
  }

  /**
   * A handshake that led to a session.
   *
   * @param lane the lane that it was for
   */
  record Established(Lane lane, Initiator.Progress.Established session) {}

  /** Notes which run of the neighbour answered; whether it is another than before. */
  boolean isNewIncarnation(Payload answer) {
    RelayHello hello = RelayHello.read(answer);
    if (hello == null || hello.incarnation() == incarnationSeen) {
      return false;
    }
    boolean restarted = incarnationSeen >= 0;
    incarnationSeen = hello.incarnation();
    return restarted;
  }

  /** Whether the other relay has shown that it doesn't know this one; it hasn't from then on. */
  boolean takeUnknownThere() {
    boolean taken = unknownThere;
    unknownThere = false;
    return taken;
  }

  /** Nothing is asked for any more. */
  void stop() {
    for (int i = 0; i < underWay.length; i++) {
      underWay[i] = null;
    }
    underWayCount = 0;
    stopKnocking();
  }

  /** A link stands, or isn't wanted any more. */
  void stopKnocking() {
    knocking = false;
    knockAtNanos = Node.NEVER;
  }

  /** Sends what is due. */
  void pump(long nowNanos, Effects effects) {
    for (int i = 0; underWayCount > 0 && i < underWay.length; i++) {
      Initiator handshake = underWay[i];
      if (handshake != null) {
        handshake.pump(nowNanos, effects);
      }
    }
    if (knockAtNanos <= nowNanos) {
      knock(nowNanos, effects);
    }
  }

  private void knock(long nowNanos, Effects effects) {
    Lane control = lanes.get(Lane.CONTROL);
    knockAtNanos = nowNanos
        + Math.min(Initiator.TIMEOUT_NANOS_MAX, Initiator.TIMEOUT_NANOS_MIN << Math.min(knocks, 8));
    knocks++;
    knockNonce = nonce();
    effects.send(
        endpoint,
        new Frame.Handshake(
            Stamp.unnumbered(), self, number, knockNonce, Stamp.NONE, hello(control), ""));
  }

  long nextDeadline() {
    long earliest = knockAtNanos;
    for (int i = 0; underWayCount > 0 && i < underWay.length; i++) {
      Initiator handshake = underWay[i];
      earliest = handshake == null ? earliest : Math.min(earliest, handshake.nextDeadline());
    }
    return earliest;
  }
}

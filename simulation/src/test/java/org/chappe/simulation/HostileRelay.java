package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.link.Link;
import org.chappe.link.LinkConfig;
import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/**
 * A member of the line that has gone bad: the last one, which lower relays ask for sessions. It grants them, acknowledges
 * whatever comes, and says what it is told to say as fast as its sessions let it.
 */
final class HostileRelay implements Node {

  /** What it says. */
  interface Lies {
    /** The payload of its next table. */
    Payload next();
  }

  private static final long RTT_NANOS = Simulation.MILLISECOND;

  /** How often it looks at its links at least. */
  private static final long TURN_NANOS = Simulation.MILLISECOND;

  /** Datagrams outside of any session in each turn. */
  private static final int FORGED_A_TURN = 5;

  private final RelayNumber self;
  private final Endpoint victimAt;
  private final RelayNumber victim;
  private final Lies lies;
  private final Map<Long, Link> links = new LinkedHashMap<>();
  private Link control;
  private long nextTurnNanos;
  private long said;
  private boolean silent;

  HostileRelay(int self, int victim, Endpoint victimAt, Lies lies) {
    this.self = new RelayNumber(self);
    this.victim = new RelayNumber(victim);
    this.victimAt = victimAt;
    this.lies = lies;
    this.control = link(0, victimAt, 0);
  }

  private Link link(long session, Endpoint at, long nowNanos) {
    LinkName name = new LinkName(self, victim, session);
    return new Link(LinkConfig.DEFAULT, name, at, RTT_NANOS, nowNanos);
  }

  /** It says nothing any more, and hears nothing. */
  void beSilent() {
    silent = true;
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (silent) {
      return Verdict.UNEXPECTED;
    }
    if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
      hear(nowNanos, arrived.from(), frame, effects);
    } else if (input instanceof Input.DeadlineReached) {
      speak(nowNanos, effects);
    }
    return Verdict.ACCEPTED;
  }

  private void hear(long nowNanos, Endpoint from, Frame frame, Effects effects) {
    Link link = links.get(frame.stamp().session());
    if (frame instanceof Frame.Handshake handshake && from.equals(victimAt)) {
      grant(nowNanos, from, handshake, effects);
    } else if (link != null && frame instanceof Frame.Ack ack && ack.refusal() == null) {
      link.acknowledge(nowNanos, ack, any -> {});
    } else if (link != null && frame instanceof Frame.Ack ack && ack.refusal() == Refusal.WHO) {
      links.remove(ack.stamp().session());
    } else if (link != null && frame.stamp().isNumbered()) {
      link.receive(nowNanos, frame);
      for (Frame taken = link.take(); taken != null; taken = link.take()) {
        link.settle(taken.stamp().number());
      }
    }
  }

  private void grant(long nowNanos, Endpoint from, Frame.Handshake handshake, Effects effects) {
    boolean asks = handshake.cookie() == Stamp.NONE;
    long session = asks ? Stamp.NONE : handshake.nonce();
    Stamp stamp =
        new Stamp(Stamp.VERSION, session, Stamp.NONE, handshake.stamp().seq());
    long cookie = asks ? 1 : Stamp.NONE;
    Payload hello = asks ? Payload.EMPTY : handshake.payload();
    effects.send(
        from,
        new Frame.Ack(stamp, self, handshake.source(), null, handshake.nonce(), cookie, hello, ""));
    if (!asks && !links.containsKey(session)) {
      Link fresh = link(session, from, nowNanos);
      links.put(session, fresh);
      control = handshake.payload().text().startsWith("relay?0?") ? fresh : control;
    }
  }

  private void speak(long nowNanos, Effects effects) {
    if (links.containsValue(control)) {
      while (control.offerControl(table(Stamp.unnumbered()))) {
        said++;
      }
    }
    if (nowNanos >= nextTurnNanos) {
      nextTurnNanos = nowNanos + TURN_NANOS;
      for (int i = 0; i < FORGED_A_TURN; i++) {
        effects.send(victimAt, table(Stamp.of(said + i, i)));
      }
    }
    links.values().forEach(link -> link.pump(nowNanos, effects));
  }

  private Frame table(Stamp stamp) {
    return new Frame.Table(stamp, self, victim, lies.next(), "");
  }

  @Override
  public long nextDeadline() {
    long earliest = silent ? NEVER : nextTurnNanos;
    for (Link link : links.values()) {
      earliest = silent ? NEVER : Math.min(earliest, link.nextDeadline());
    }
    return earliest;
  }
}

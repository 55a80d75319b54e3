package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Gossip;
import org.chappe.server.station.NoticeText;
import org.chappe.server.station.StoredNotice;
import org.chappe.server.station.StoredNotices;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/** The relay next to this one on one side: its lanes, their handshakes when this relay asks, and the gossip with it. */
final class Neighbour {

  /** How often a silent control lane is probed by the asking side, so that a restart is noticed. */
  static final long PROBE_INTERVAL_NANOS = 1_000_000_000L;

  /** Table frames that wait on the control lane at most; changes that come meanwhile travel together. */
  static final int CONTROL_FRAMES_MAX = 8;

  private final RelayNumber self;
  private final RelayNumber number;
  private final Endpoint endpoint;
  private final long incarnation;
  private final RandomGenerator random;
  private final List<Lane> lanes = new ArrayList<>();
  private final @Nullable Initiator[] handshakes;
  private final int controlRoomKept;
  private final Gossip gossip;
  private final StoredNotices notices = new StoredNotices();
  private boolean noticesFirst;
  private int handshakesUnderWay;
  private boolean up;
  private long incarnationSeen = -1;
  private long probeAtNanos;

  Neighbour(RelayConfig config, int number, Directory directory, RandomGenerator random) {
    this.self = config.self();
    this.number = new RelayNumber(number);
    this.endpoint = config.endpointOf(number);
    this.incarnation = config.incarnation();
    this.random = random;
    this.controlRoomKept = config.link().controlQueueFrames() - CONTROL_FRAMES_MAX;
    this.gossip = new Gossip(directory);
    for (int lane = 0; lane <= config.lanes(); lane++) {
      lanes.add(new Lane(this, lane));
    }
    this.handshakes = new Initiator[lanes.size()];
  }

  RelayNumber number() {
    return number;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Gossip gossip() {
    return gossip;
  }

  /** What the relays on this side of the line are to hear of messages that are stored. */
  StoredNotices notices() {
    return notices;
  }

  /** Whether this relay is the one that asks for sessions: the lower number does. */
  boolean isAsking() {
    return self.value() < number.value();
  }

  Lane control() {
    return lanes.get(Lane.CONTROL);
  }

  /** A lane by its index; null when there is none of that index. */
  @Nullable Lane lane(int index) {
    return index >= 0 && index < lanes.size() ? lanes.get(index) : null;
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** The lane that carries the messages of a pair, always the same. */
  Lane laneFor(ClientId source, ClientId destination) {
    long mixed = (source.value() * 31 + destination.value()) * 0x9E3779B97F4A7C15L;
    return lanes.get(1 + (int) ((mixed >>> 33) % (lanes.size() - 1)));
  }

  /** Whether all lanes have a session now for the first time. */
  boolean isNewlyUp() {
    if (up) {
      return false;
    }
    for (Lane lane : lanes) {
      if (lane.session() == null) {
        return false;
      }
    }
    up = true;
    return true;
  }

  // ---- handshakes ----

  /** Asks for sessions on all lanes. */
  void shakeHands(long nowNanos) {
    for (Lane lane : lanes) {
      shakeHands(lane, nowNanos);
    }
  }

  /** Asks for a new session on a lane, unless that is under way. The old one serves until then. */
  void shakeHands(Lane lane, long nowNanos) {
    if (handshakes[lane.index()] == null) {
      handshakes[lane.index()] = handshake(lane, nowNanos);
      handshakesUnderWay++;
    }
  }

  private Initiator handshake(Lane lane, long dueNanos) {
    Payload hello = new RelayHello(lane.index(), incarnation).payload();
    long nonce = random.nextLong() & Stamp.TOKEN_MAX;
    return new Initiator(self, number, endpoint, hello, nonce, dueNanos);
  }

  /** Hears an answer to a handshake; null when it leads to no session. After a refusal the lane asks again later. */
  @Nullable Established onAck(long nowNanos, Frame.Ack ack) {
    for (Lane lane : lanes) {
      Initiator handshake = handshakes[lane.index()];
      Initiator.Progress progress = handshake == null ? null : handshake.onAck(nowNanos, ack);
      if (progress instanceof Initiator.Progress.Established established) {
        handshakes[lane.index()] = null;
        handshakesUnderWay--;
        return new Established(lane, established);
      }
      if (progress instanceof Initiator.Progress.Refused) {
        handshakes[lane.index()] = handshake(lane, nowNanos + Initiator.TIMEOUT_NANOS_MAX);
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

  void pumpHandshakes(long nowNanos, Effects effects) {
    for (int i = 0; handshakesUnderWay > 0 && i < handshakes.length; i++) {
      Initiator handshake = handshakes[i];
      if (handshake != null) {
        handshake.pump(nowNanos, effects);
      }
    }
  }

  long nextHandshakeDeadline() {
    long earliest = Node.NEVER;
    for (int i = 0; handshakesUnderWay > 0 && i < handshakes.length; i++) {
      Initiator handshake = handshakes[i];
      earliest = handshake == null ? earliest : Math.min(earliest, handshake.nextDeadline());
    }
    return earliest;
  }

  // ---- gossip and probes ----

  /** Queues what the neighbour should hear on the control lane; more when there is room again. */
  boolean speak(Session control, long nowNanos) {
    boolean spoke = false;
    Frame next = nextTable(control, nowNanos);
    while (next != null) {
      control.link().offerControl(next);
      probeAtNanos = nowNanos + PROBE_INTERVAL_NANOS;
      spoke = true;
      next = nextTable(control, nowNanos);
    }
    return probe(control, nowNanos) || spoke;
  }

  /** What is to be told next; gossip and notices take turns when both have something to tell. */
  private @Nullable Frame nextTable(Session control, long nowNanos) {
    if (control.link().controlRoom() <= controlRoomKept) {
      return null;
    }
    noticesFirst = !noticesFirst;
    Frame first = noticesFirst ? nextNotices() : nextNews(nowNanos);
    if (first != null) {
      return first;
    }
    return noticesFirst ? nextNews(nowNanos) : nextNotices();
  }

  private @Nullable Frame nextNews(long nowNanos) {
    Payload news = gossip.hasNews(nowNanos) ? gossip.next(nowNanos) : null;
    return news == null ? null : new Frame.Table(Stamp.unnumbered(), self, number, news, "");
  }

  private @Nullable Frame nextNotices() {
    StoredNotices.Bundle bundle = notices.take();
    return bundle == null
        ? null
        : new Frame.Table(
            Stamp.unnumbered(),
            new RelayNumber(bundle.storer()),
            new RelayNumber(bundle.custodian()),
            bundle.payload(),
            "");
  }

  /** A table may have been lost with its session: notices go out again. */
  void tellAgain(Frame.Table table) {
    List<StoredNotice> owed = NoticeText.read(table.payload());
    if (owed != null) {
      int storer = table.source().value();
      int custodian = table.destination().value();
      owed.forEach(notice -> notices.add(storer, custodian, notice));
    }
  }

  private boolean probe(Session control, long nowNanos) {
    if (!isAsking() || nowNanos < probeAtNanos) {
      return false;
    }
    probeAtNanos = nowNanos + PROBE_INTERVAL_NANOS;
    return control.link().isIdle() && control.link().offerControl(probe());
  }

  /** A get between relays asks for nothing: it shows that a session lives. */
  Frame probe() {
    return new Frame.Get(Stamp.unnumbered(), self, number, Frame.Get.NO_WAIT, Payload.EMPTY, "");
  }

  long nextSpeechDeadline(Session control) {
    boolean room = control.link().controlRoom() > controlRoomKept;
    long gossipAt = room ? gossip.nextDeadline() : Node.NEVER;
    return isAsking() ? Math.min(gossipAt, probeAtNanos) : gossipAt;
  }
}

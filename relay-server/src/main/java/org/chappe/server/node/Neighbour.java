package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.directory.Gossip;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.PeerWatch;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A relay with which this one has a link, or wants one: its lanes, and what is said on the lane of the tables.
 *
 * <p>The link is up while that lane has a session in which something was heard lately. It is made when one of both wants it,
 * and forgotten when neither does.
 */
final class Neighbour {

  /** Table frames that wait on the control lane at most; changes that come meanwhile travel together. */
  static final int CONTROL_FRAMES_MAX = 8;

  private final RelayNumber self;
  private final RelayNumber number;
  private final Endpoint endpoint;
  private final List<Lane> lanes = new ArrayList<>();
  private final Handshakes handshakes;
  private final PeerWatch watch;
  private final int controlFramesMax;
  private final int controlRoomKept;
  private final TableTalk talk;
  private final NoticePost notices;
  private boolean newsNext;
  private boolean reportedUp;
  private boolean up;
  private boolean withdrawn;
  private boolean probeDue;
  private boolean changed = true;

  Neighbour(
      RelayConfig config,
      Roster roster,
      int number,
      LineTables tables,
      LocalHealth health,
      RandomGenerator random,
      long nowNanos) {
    this.self = config.self();
    this.number = new RelayNumber(number);
    this.endpoint = roster.membership().of(number).endpoint();
    this.controlFramesMax = config.link().controlQueueFrames();
    this.controlRoomKept = controlFramesMax - CONTROL_FRAMES_MAX;
    this.notices = new NoticePost(self.value());
    this.talk = new TableTalk(roster.membership(), tables);
    for (int lane = 0; lane <= roster.settings().lanes(); lane++) {
      lanes.add(new Lane(this, lane));
    }
    this.handshakes = new Handshakes(config, this.number, endpoint, lanes, random);
    this.watch = new PeerWatch(health, nowNanos);
  }

  RelayNumber number() {
    return number;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** What is said with it about what all relays know alike. */
  TableTalk talk() {
    return talk;
  }

  Handshakes handshakes() {
    return handshakes;
  }

  PeerWatch watch() {
    return watch;
  }

  /** What the relays behind this one are to hear of messages that are stored. */
  NoticePost notices() {
    return notices;
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

  // ---- whether the link stands ----

  /** It has said something. */
  void heard(long nowNanos) {
    watch.heard(nowNanos);
    changed |= !up;
  }

  /** A session of its lanes has come or gone. */
  void changed() {
    changed = true;
  }

  /** Whether something has happened that may make the link another; nothing has from then on. */
  boolean takeChanged() {
    boolean before = changed;
    changed = false;
    return before;
  }

  /** Looks whether the link is up; whether that is news. */
  boolean look(long nowNanos) {
    boolean before = up;
    up = control().session() != null && !watch.isSilent(nowNanos);
    return up != before;
  }

  /** Whether mail may go this way. */
  boolean isUp() {
    return up && !withdrawn;
  }

  /** Whether it could be heard when it was looked at last. */
  boolean isHeard() {
    return up;
  }

  /** Neither end needs the link: no mail is to go this way any more. */
  void withdraw() {
    withdrawn = true;
  }

  /** The link is of use after all. */
  void restore() {
    withdrawn = false;
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  /** It is to be asked whether it lives, when there is nothing else to say. */
  void probeSoon() {
    probeDue = true;
  }

  /** Whether any lane has a session, or one that was offered. */
  boolean isInTouch() {
    for (Lane lane : lanes) {
      if (lane.session() != null || lane.pending() != null) {
        return true;
      }
    }
    return false;
  }

  /** Ends all sessions: what they owed is copies only, and told again by whoever answers for it. */
  void close(Sessions sessions) {
    for (Lane lane : lanes) {
      lane.close(sessions);
    }
    handshakes.stop();
    up = false;
    changed = true;
  }

  /** Whether all lanes have a session, and nothing is under way on them. */
  boolean isIdle() {
    if (!notices.isEmpty()) {
      return false;
    }
    for (Lane lane : lanes) {
      Session session = lane.session();
      if (session == null || !session.link().isIdle()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all lanes have a session now for the first time. */
  boolean isNewlyUp() {
    if (reportedUp || !up) {
      return false;
    }
    for (Lane lane : lanes) {
      if (lane.session() == null) {
        return false;
      }
    }
    reportedUp = true;
    return true;
  }

  /** Whether it was said to be up, and can't be heard any more. */
  boolean isNewlyDown() {
    boolean down = reportedUp && !up;
    reportedUp &= up;
    return down;
  }

  // ---- what is said on the control lane ----

  /** Queues what the neighbour should hear on the control lane; more when there is room again. */
  boolean speak(Session control, long nowNanos) {
    boolean spoke = notices.setTime(nowNanos);
    Frame next = nextTable(control, nowNanos);
    while (next != null) {
      control.link().offerControl(next);
      spoke = true;
      next = nextTable(control, nowNanos);
    }
    return probe(control) || spoke;
  }

  /**
   * What is to be told next: what is urgent first, then notices and gossip in turn. What was stored for a client is told before
   * what the client did after that: a custodian that knows of its next move already doesn't believe the notice any more.
   */
  private @Nullable Frame nextTable(Session control, long nowNanos) {
    if (control.link().controlRoom() <= controlRoomKept) {
      return null;
    }
    Payload urgent = talk.nextUrgent(nowNanos);
    if (urgent != null) {
      return table(urgent);
    }
    Gossip gossip = talk.clients();
    if (!gossip.hasNews(nowNanos)) {
      newsNext = false;
      return notices.next(nowNanos);
    }
    notices.hurry();
    newsNext = !newsNext;
    Frame notice = newsNext ? notices.next(nowNanos) : null;
    Payload news = notice == null ? gossip.next(nowNanos) : null;
    return news == null ? notice : table(news);
  }

  private Frame table(Payload payload) {
    return new Frame.Table(Stamp.unnumbered(), self, number, payload, "");
  }

  private boolean probe(Session control) {
    boolean probes = probeDue && control.link().controlRoom() == controlFramesMax;
    probeDue = false;
    return probes && control.link().offerControl(probe());
  }

  /** A get between relays asks for nothing: it shows that a session lives. */
  Frame probe() {
    return new Frame.Get(Stamp.unnumbered(), self, number, Frame.Get.NO_WAIT, Payload.EMPTY, "");
  }

  long nextSpeechDeadline(Session control) {
    boolean room = control.link().controlRoom() > controlRoomKept;
    return room ? Math.min(notices.dueNanos(), talk.nextDeadline()) : Node.NEVER;
  }
}

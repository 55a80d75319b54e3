package org.chappe.server.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.chappe.link.Link;
import org.chappe.link.LinkConfig;
import org.chappe.link.LinkName;
import org.chappe.model.Address;
import org.chappe.node.Deadlines;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/** All sessions of a relay, by their 48 random bits, and which of them have something to do. */
final class Sessions {

  /** Places for sessions that were found lately, each where the last bits of its identifier say: more than lanes and busy clients usually are. */
  static final int RECENT_MAX = 256;

  private final Address self;
  private final LinkConfig config;
  private final int sessionsMax;
  private final RandomGenerator random;
  private final Map<Long, Session> byId = new HashMap<>();
  private final @Nullable Session[] recent = new Session[RECENT_MAX];
  private final List<@Nullable Session> bySlot = new ArrayList<>();
  private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
  private final Deadlines deadlines = new Deadlines();
  private List<Session> touched = new ArrayList<>();
  private List<Session> takenLast = new ArrayList<>();
  private final LinkTotals ended = new LinkTotals();
  private long refusedFull;

  Sessions(Address self, LinkConfig config, int sessionsMax, RandomGenerator random) {
    this.self = self;
    this.config = config;
    this.sessionsMax = sessionsMax;
    this.random = random;
  }

  @Nullable Session byId(long id) {
    int place = placeOf(id);
    Session last = recent[place];
    if (last != null && last.id() == id) {
      return last;
    }
    Session found = byId.get(id);
    recent[place] = found;
    return found;
  }

  private static int placeOf(long id) {
    return (int) (id & (RECENT_MAX - 1));
  }

  int size() {
    return byId.size();
  }

  /** How often there was no room for a session. */
  long refusedFull() {
    return refusedFull;
  }

  /**
   * A session that a peer asked for, under an identifier chosen here; null when there is no room. Neighbours always have
   * room, as they have a fixed number of lanes: clients can't shut them out.
   */
  @Nullable Session accept(Peer peer, Address remote, Endpoint at, long nonce, long nowNanos) {
    if (!(peer instanceof Lane) && byId.size() >= sessionsMax) {
      refusedFull++;
      return null;
    }
    long id = random.nextLong() & Stamp.TOKEN_MAX;
    while (byId.containsKey(id)) {
      id = random.nextLong() & Stamp.TOKEN_MAX;
    }
    return add(peer, remote, at, id, nonce, false, Greeter.RTT_GUESS_NANOS, nowNanos);
  }

  /** A session that this relay asked for. */
  Session open(Peer peer, Address remote, Endpoint at, long id, long rttNanos, long nowNanos) {
    return add(peer, remote, at, id, Stamp.NONE, true, rttNanos, nowNanos);
  }

  private Session add(
      Peer peer,
      Address remote,
      Endpoint at,
      long id,
      long nonce,
      boolean confirmed,
      long rttNanos,
      long nowNanos) {
    Link link = new Link(config, new LinkName(self, remote, id), at, rttNanos, nowNanos);
    Session session = new Session(this, link, peer, takeSlot(), nonce, confirmed, nowNanos);
    bySlot.set(session.slot(), session);
    Session before = byId.put(id, session);
    if (before != null) {
      release(before);
    }
    return session;
  }

  private int takeSlot() {
    if (freeSlots.isEmpty()) {
      bySlot.add(null);
      return bySlot.size() - 1;
    }
    return freeSlots.pop();
  }

  /** Forgets a session; frames that still come in it are answered with {@code who}. */
  void close(Session session) {
    if (!session.isClosed()) {
      byId.remove(session.id());
      release(session);
    }
  }

  private void release(Session session) {
    session.close();
    recent[placeOf(session.id())] = null;
    ended.addEnded(session.link().statistics());
    deadlines.set(session.slot(), Node.NEVER);
    bySlot.set(session.slot(), null);
    freeSlots.push(session.slot());
  }

  /** Gives the session a turn before the node comes to rest. */
  void touch(Session session) {
    if (session.touch()) {
      touched.add(session);
    }
  }

  void deadline(Session session, long nanos) {
    deadlines.set(session.slot(), nanos);
  }

  /** The earliest deadline of all; in the past when a session has been touched. */
  long nextDeadline() {
    return touched.isEmpty() ? deadlines.earliest() : 0;
  }

  /** Touches the sessions whose deadline has come. */
  void touchDue(long nowNanos) {
    while (deadlines.earliest() <= nowNanos) {
      int slot = deadlines.earliestSlot();
      deadlines.set(slot, Node.NEVER);
      Session session = bySlot.get(slot);
      if (session != null) {
        touch(session);
      }
    }
  }

  /** Takes all that have been touched, to be given their turn now, before others are taken. */
  List<Session> takeTouched() {
    List<Session> taken = touched;
    touched = takenLast;
    touched.clear();
    takenLast = taken;
    for (Session session : taken) {
      session.untouch();
    }
    return taken;
  }

  /** What all links have done, those of ended sessions included. */
  LinkTotals totals() {
    LinkTotals totals = new LinkTotals();
    totals.add(ended);
    for (Session session : bySlot) {
      if (session != null) {
        totals.add(session.link().statistics());
      }
    }
    return totals;
  }
}

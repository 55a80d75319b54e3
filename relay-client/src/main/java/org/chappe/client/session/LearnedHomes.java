package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.RelayList;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Asks the home which relays there are: a moment after the client has attached, and now and then while it listens. The list comes
 * in pages; what doesn't come whole is asked for again.
 */
final class LearnedHomes {

  /** A client that goes again at once needn't know. */
  static final long FIRST_NANOS = 1_000_000_000L;

  /** Time between two questions. */
  static final long AGAIN_NANOS = 30_000_000_000L;

  private final boolean learns;
  private final TreeMap<Integer, RelayList.Page> pages = new TreeMap<>();
  private long hash = RelayList.NONE;
  private long dueNanos = Node.NEVER;
  private boolean asked;
  private @Nullable Endpoint home;

  /** @param learns whether the program wants the client to know others than it has named */
  LearnedHomes(boolean learns) {
    this.learns = learns;
  }

  /** There is a session with a home, which may have another list than the last one. */
  void attached(long nowNanos, Endpoint at) {
    pages.clear();
    home = at;
    asked = false;
    dueNanos = learns ? nowNanos + FIRST_NANOS : Node.NEVER;
  }

  /** When there is a question to ask; {@link Node#NEVER} for now if the client only waits for nothing. */
  long nextDeadline(boolean isListening) {
    return asked && !isListening ? Node.NEVER : dueNanos;
  }

  boolean isDue(long nowNanos) {
    return dueNanos <= nowNanos;
  }

  /** The question; only when one is due. */
  Payload question(long nowNanos) {
    asked = true;
    dueNanos = nowNanos + AGAIN_NANOS;
    return RelayList.question(hash);
  }

  /** Asks the question if one is due and the session has room. */
  void fill(long nowNanos, Session session) {
    if (isDue(nowNanos) && session.hasRoom() && !session.isRefusedForNow()) {
      LinkName name = session.link().name();
      session.offer(Outgoing.request(new Frame.Get(
          Stamp.unnumbered(),
          name.local(),
          name.remote(),
          Frame.Get.NO_WAIT,
          question(nowNanos),
          "")));
    }
  }

  /**
   * Takes a page.
   *
   * @return all relays that the client can reach, once the list is whole; null until then
   */
  @Nullable List<Home> onPage(Payload payload) {
    RelayList.Page page = RelayList.page(payload);
    if (page == null || !learns || page.hash() == hash) {
      return null;
    }
    if (!pages.isEmpty() && pages.firstEntry().getValue().hash() != page.hash()) {
      pages.clear();
    }
    pages.put(page.page(), page);
    if (pages.size() < page.pages()) {
      return null;
    }
    hash = page.hash();
    List<Home> homes = new ArrayList<>();
    pages.values().forEach(one -> one.places().forEach(place -> add(place, homes)));
    pages.clear();
    return homes;
  }

  /** A socket of one family doesn't reach the other, and a loopback address leads to this machine only from itself. */
  private void add(RelayList.Place place, List<Home> homes) {
    Endpoint at = place.endpoint();
    boolean reachable =
        home != null && at.isIpv4() == home.isIpv4() && (!at.isLoopback() || home.isLoopback());
    if (reachable && homes.size() < RelayList.PLACES_MAX) {
      homes.add(new Home(place.number(), at));
    }
  }
}

package org.chappe.server.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Denial;
import org.chappe.node.Node;
import org.chappe.node.Presence;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/**
 * Clients that want to hear who comes and who leaves. All of them hear the same, at most one line in {@link #INTERVAL_NANOS}: what happens
 * meanwhile is told together, and who came and left again isn't told of. A line that finds no room in a session isn't told in it. Of groups, queues and devices, which
 * have homes as clients do, nothing is told.
 */
final class Watchers {

  /** Sessions in which somebody watches. */
  static final int WATCHERS_MAX = 256;

  /** Time between two lines: a second. */
  static final long INTERVAL_NANOS = 1_000_000_000L;

  /** Rooms and devices that are known as such, also when they have ended; of more the eldest is forgotten, and taken for a client when it ends. */
  static final int UNTOLD_MAX = 4_096;

  /** Control frames for which a line leaves room. */
  private static final int ROOM_KEPT = 8;

  private final RelayNumber self;
  private final Sessions sessions;
  private final Predicate<ClientId> isUntold;
  private final LinkedHashSet<ClientId> untold = new LinkedHashSet<>();
  private final LinkedHashSet<Session> watching = new LinkedHashSet<>();
  private final LinkedHashMap<ClientId, Boolean> news = new LinkedHashMap<>();
  private long more;
  private long nextLineNanos;
  private long refused;
  private long told;
  private long dropped;
  private long untoldForgotten;

  /** @param isUntold whether an ID is that of a room or a device */
  Watchers(RelayNumber self, Sessions sessions, Predicate<ClientId> isUntold) {
    this.self = self;
    this.sessions = sessions;
    this.isUntold = isUntold;
  }

  /**
   * A client wants to hear of others in its session, or not any more.
   *
   * @param wish {@code on} or {@code off}
   * @return the wish, or why it isn't met
   */
  Outcome watch(Session session, String wish) {
    if (session.peer() instanceof Guest) {
      return new Outcome.Denied(Denial.LOGIN, "log in first");
    }
    return switch (wish) {
      case "off" -> {
        watching.remove(session);
        yield new Outcome.Done(List.of(wish));
      }
      case "on" -> watch(session);
      default -> new Outcome.Denied(Denial.PARAM, "watch takes on or off");
    };
  }

  private Outcome watch(Session session) {
    forgetGone();
    if (watching.size() == WATCHERS_MAX && !watching.contains(session)) {
      refused++;
      return new Outcome.Denied(Denial.BUSY, "too many watch at this relay");
    }
    watching.add(session);
    return new Outcome.Done(List.of("on"));
  }

  /** A client has come to the line, or left it. */
  void changed(ClientId client, boolean came) {
    if (isUntold(client, came) || watching.isEmpty()) {
      return;
    }
    Boolean before = news.remove(client);
    if (before != null && before != came) {
      return; // it is as it was
    }
    if (news.size() < Presence.NAMED_MAX) {
      news.put(client, came);
    } else {
      more++;
    }
  }

  /** An account may be gone before its home is. */
  private boolean isUntold(ClientId id, boolean came) {
    boolean wasUntold = untold.remove(id);
    if (!isUntold.test(id)) {
      return wasUntold && !came;
    }
    if (came) {
      untold.add(id);
      if (untold.size() > UNTOLD_MAX) {
        untold.remove(untold.iterator().next());
        untoldForgotten++;
      }
    }
    return true;
  }

  private boolean hasNews() {
    return !news.isEmpty() || more > 0;
  }

  /** When there is something to tell. */
  long nextDeadline() {
    return hasNews() ? nextLineNanos : Node.NEVER;
  }

  /** Tells what there is, if it is time to. */
  void serve(long nowNanos) {
    if (nowNanos < nextDeadline()) {
      return;
    }
    forgetGone();
    Presence line = new Presence(named(true), named(false), more);
    watching.forEach(session -> tell(session, line));
    news.clear();
    more = 0;
    nextLineNanos = nowNanos + INTERVAL_NANOS;
  }

  private List<ClientId> named(boolean came) {
    List<ClientId> named = new ArrayList<>();
    for (Map.Entry<ClientId, Boolean> entry : news.entrySet()) {
      if (entry.getValue() == came) {
        named.add(entry.getKey());
      }
    }
    return named;
  }

  private void tell(Session session, Presence line) {
    if (session.link().controlRoom() <= ROOM_KEPT) {
      dropped++;
      return;
    }
    told++;
    session
        .link()
        .offerControl(new Frame.Get(
            Stamp.unnumbered(),
            self,
            session.link().name().remote(),
            Frame.Get.NO_WAIT,
            line.payload(),
            ""));
    sessions.touch(session);
  }

  /** Whose session has ended, or who isn't its owner any more, watches no longer. */
  private void forgetGone() {
    watching.removeIf(session -> session.isClosed() || session.peer() instanceof Guest);
  }

  /** What was seen of watching so far. */
  PresenceStatistics statistics() {
    return new PresenceStatistics(watching.size(), refused, told, dropped, untoldForgotten);
  }
}

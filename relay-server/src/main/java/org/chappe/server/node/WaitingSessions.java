package org.chappe.server.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.server.station.Station;

/** Sessions whose next message waits where it is: for room in the station, until a client's mailbox holds less, or for a time. */
final class WaitingSessions {

  private final Station station;
  private final Map<Station.Bearer, WaitingList<Session>> forStation =
      new EnumMap<>(Station.Bearer.class);
  private final Map<ClientId, WaitingList<Session>> forMailboxes = new LinkedHashMap<>();
  private final WaitingForTime forTime = new WaitingForTime();

  WaitingSessions(Station station) {
    this.station = station;
  }

  /** A session whose next message waits for room in the station. */
  void awaitStation(Station.Bearer bearer, Session incoming) {
    forStation.computeIfAbsent(bearer, any -> new WaitingList<>()).add(incoming, Session::isClosed);
  }

  /** A session whose next message waits until a client's mailbox holds less. */
  void awaitMailbox(ClientId owner, Session incoming) {
    station.await(owner);
    forMailboxes
        .computeIfAbsent(owner, any -> new WaitingList<>())
        .add(incoming, Session::isClosed);
  }

  /** A session whose next message waits until a time. */
  void awaitTime(long atNanos, Session incoming) {
    forTime.add(atNanos, incoming);
  }

  /** The earliest time for which a session waits. */
  long nextNanos() {
    return forTime.nextNanos();
  }

  /** The sessions that waited for room in the station or in a mailbox, when it may have some, and those whose time has come. */
  List<Session> takeWoken(long nowNanos) {
    List<ClientId> eased = station.takeEased();
    if (forMailboxes.isEmpty() && forStation.isEmpty() && nowNanos < nextNanos()) {
      return List.of();
    }
    List<Session> woken = new ArrayList<>();
    for (ClientId owner : eased) {
      WaitingList<Session> waiting = forMailboxes.remove(owner);
      if (waiting != null) {
        woken.addAll(waiting.take());
      }
    }
    for (Station.Bearer bearer : Station.Bearer.values()) {
      WaitingList<Session> waiting = forStation.get(bearer);
      if (waiting != null && station.hasRoomFor(bearer)) {
        forStation.remove(bearer);
        woken.addAll(waiting.take());
      }
    }
    woken.addAll(forTime.takeWoken(nowNanos));
    return woken;
  }
}

package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether relays have ways to each other that lead there. Each is asked only for its own next hop, as a message would. */
final class LineCheck {

  private LineCheck() {}

  /** A sentence on a way that leads nowhere or in a circle; null when each relay has one to each other. */
  static @Nullable String brokenWay(List<SimHost> hosts) {
    Map<Integer, Probe> relays = new TreeMap<>();
    for (SimHost host : hosts) {
      if (host.probe().number() > 0) {
        relays.put(host.probe().number(), host.probe());
      }
    }
    for (int to : relays.keySet()) {
      for (int from : relays.keySet()) {
        String broken = brokenWay(relays, from, to);
        if (broken != null) {
          return broken;
        }
      }
    }
    return null;
  }

  private static @Nullable String brokenWay(Map<Integer, Probe> relays, int from, int to) {
    List<Integer> passed = new ArrayList<>();
    int at = from;
    while (at != to) {
      Probe relay = relays.get(at);
      if (relay == null || passed.size() == relays.size()) {
        return "the way from relay " + from + " to " + to + " is " + passed + ", then " + at;
      }
      passed.add(at);
      at = relay.next(to);
    }
    return null;
  }
}

package org.chappe.simulation;

import java.util.EnumMap;
import java.util.Map;

/** At which points of what it does a node is to die, and how often it has come to each before. */
final class CrashPlan {

  private final Map<CrashPoint, Integer> left = new EnumMap<>(CrashPoint.class);

  /** The node is to die when it has come to such a point so many times more, 1 or more. */
  void add(CrashPoint point, int times) {
    left.put(point, times);
  }

  /** Notes that the node has come to a point; whether it dies of that. */
  boolean isEndAt(CrashPoint point) {
    Integer timesLeft = left.computeIfPresent(point, (any, times) -> times - 1);
    return timesLeft != null && timesLeft == 0;
  }

  void clear() {
    left.clear();
  }
}

package org.chappe.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often what happened. */
final class Encounters {

  private final Map<Encounter, Long> times = new EnumMap<>(Encounter.class);

  void count(Encounter encounter) {
    times.merge(encounter, 1L, Long::sum);
  }

  void add(Encounters others) {
    others.times.forEach((encounter, more) -> times.merge(encounter, more, Long::sum));
  }

  long times(Encounter encounter) {
    return times.getOrDefault(encounter, 0L);
  }

  /** What never happened. */
  List<Encounter> missing() {
    return Arrays.stream(Encounter.values())
        .filter(encounter -> times(encounter) == 0)
        .toList();
  }

  @Override
  public String toString() {
    return times.toString();
  }
}

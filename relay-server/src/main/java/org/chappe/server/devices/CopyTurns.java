package org.chappe.server.devices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;

/** How much is copied for devices in one step of the relay: so much in all, and so much for one owner. Who has to wait goes on in the next step, those first who had nothing in this one. */
final class CopyTurns {

  /** Messages looked at and copies written in one step. */
  static final int COPIES_PER_STEP = 1_024;

  /** The same for one owner. */
  static final int COPIES_OF_ONE = 256;

  private final Map<ClientId, Integer> done = new LinkedHashMap<>();
  private final Set<ClientId> passedOver = new LinkedHashSet<>();
  private final Set<ClientId> cutShort = new LinkedHashSet<>();
  private int left = COPIES_PER_STEP;

  /** Begins a step; who has waited for that, in the order of their turns. */
  List<ClientId> begin() {
    boolean isFresh = left == COPIES_PER_STEP && !isAwaited();
    if (isFresh) {
      return List.of();
    }
    List<ClientId> waiting = new ArrayList<>(passedOver);
    waiting.addAll(cutShort);
    passedOver.clear();
    cutShort.clear();
    done.clear();
    left = COPIES_PER_STEP;
    return waiting;
  }

  /** Whether nothing more is done for an owner in this step: it is one of those who wait then. */
  boolean isOver(ClientId owner) {
    int own = done.getOrDefault(owner, 0);
    boolean over = left <= 0 || own >= COPIES_OF_ONE;
    if (over) {
      (own == 0 ? passedOver : cutShort).add(owner);
    }
    return over;
  }

  /** A message of an owner was looked at, or a copy written of one. */
  void count(ClientId owner) {
    left--;
    done.merge(owner, 1, Integer::sum);
  }

  /** Whether somebody waits for the next step. */
  boolean isAwaited() {
    return !passedOver.isEmpty() || !cutShort.isEmpty();
  }
}

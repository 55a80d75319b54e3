package org.chappe.server.node;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Predicate;

/**
 * Who waits for one thing, each once, in the order of their coming. Those for whom it is over meanwhile are taken out now and then, so
 * that there are never more than twice as many as really wait, however long nothing moves.
 */
final class WaitingList<T> {

  static final int SIZE_AT_FIRST = 16;

  private LinkedHashSet<T> waiting = new LinkedHashSet<>();
  private int sizeToTidy = SIZE_AT_FIRST;

  /** @param isOver whether one of those that wait needn't wait any more */
  void add(T one, Predicate<T> isOver) {
    waiting.add(one);
    if (waiting.size() > sizeToTidy) {
      waiting.removeIf(isOver);
      sizeToTidy = 2 * Math.max(SIZE_AT_FIRST, waiting.size());
    }
  }

  /** All of them, who don't wait any more. */
  Collection<T> take() {
    Collection<T> taken = waiting;
    waiting = new LinkedHashSet<>();
    sizeToTidy = SIZE_AT_FIRST;
    return taken;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }
}

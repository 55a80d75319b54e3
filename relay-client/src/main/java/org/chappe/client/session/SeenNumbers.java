package org.chappe.client.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.node.NumberRanges;

/**
 * Which message numbers of one source have come, for each of the epochs that it used last.
 *
 * <p>An epoch that isn't remembered is new, whatever its value: a source whose clock went back begins an earlier one, and
 * its messages must not be taken for old ones. The price: a double of an epoch that was forgotten is taken for new.
 */
final class SeenNumbers {

  /** Epochs remembered at most; the one unused for longest is forgotten first. */
  static final int EPOCHS_MAX = 4;

  private final Map<Long, NumberRanges> epochs = new LinkedHashMap<>(8, 0.75f, true);
  private final Runnable onForgotten;

  /** @param onForgotten called for each epoch that is forgotten */
  SeenNumbers(Runnable onForgotten) {
    this.onForgotten = onForgotten;
  }

  /** Notes a number; false when it has come before. */
  boolean add(long epoch, long n) {
    NumberRanges numbers = epochs.computeIfAbsent(epoch, any -> new NumberRanges());
    if (epochs.size() > EPOCHS_MAX) {
      epochs.remove(epochs.keySet().iterator().next());
      onForgotten.run();
    }
    if (numbers.contains(n)) {
      return false;
    }
    numbers.add(n);
    return true;
  }
}

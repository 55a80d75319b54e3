package org.chappe.server.chain;

import java.util.List;
import org.chappe.model.RelayNumber;

/**
 * The line as one relay sees it: relays in ascending order of their numbers.
 *
 * @param self this relay's number
 * @param numbers all numbers of the line, ascending, this relay's among them
 * @param express whether links to relays farther away are held as well
 */
public record Line(int self, List<Integer> numbers, boolean express) {

  /** @throws IllegalArgumentException if the numbers don't ascend or this relay isn't among them */
  public Line {
    numbers = List.copyOf(numbers);
    for (int i = 0; i < numbers.size(); i++) {
      int number = new RelayNumber(numbers.get(i)).value();
      if (i > 0 && number <= numbers.get(i - 1)) {
        throw new IllegalArgumentException("relay numbers don't ascend at " + number);
      }
    }
    if (!numbers.contains(self)) {
      throw new IllegalArgumentException("relay " + self + " is not in the line " + numbers);
    }
  }

  /** A line of links to the nearest relays only. */
  public Line(int self, List<Integer> numbers) {
    this(self, numbers, false);
  }

  /** Hops that a message may take: the line there and back. */
  public int hopsMax() {
    return 2 * numbers.size();
  }
}

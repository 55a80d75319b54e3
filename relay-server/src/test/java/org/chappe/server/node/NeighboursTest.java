package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.OriginKey;
import org.chappe.server.membership.LocalHealth;
import org.junit.jupiter.api.Test;

final class NeighboursTest {

  private final RelayConfig config = TestLine.config(2, List.of(1, 2, 17, 300));
  private final Neighbours neighbours = new Neighbours(
      config,
      TestLine.roster(config),
      TestLine.tables(new Directory(new OriginKey(2, 1), 1)),
      new LocalHealth(),
      new SplittableRandom(1));

  private static List<Integer> numbers(List<Neighbour> of) {
    return of.stream().map(neighbour -> neighbour.number().value()).toList();
  }

  @Test
  void shouldGoByAscendingNumberWhoeverWasMetFirst() {
    Neighbour last = neighbours.meet(300, 0);
    neighbours.meet(1, 0);
    neighbours.meet(17, 0);
    assertThat(numbers(neighbours.all())).containsExactly(1, 17, 300);
    assertThat(neighbours.meet(300, 0)).isSameAs(last);
    assertThat(neighbours.find(300)).isSameAs(last);
    assertThat(neighbours.find(2)).isNull();
    assertThat(neighbours.find(9_999)).isNull();
  }

  @Test
  void shouldNotFindWhomItForgot() {
    Neighbour before = neighbours.meet(17, 0);
    neighbours.meet(1, 0);
    List<Neighbour> then = neighbours.all();
    assertThat(neighbours.forget(before)).isTrue();
    assertThat(neighbours.forget(before)).as("again").isFalse();
    assertThat(neighbours.find(17)).isNull();
    assertThat(numbers(neighbours.all())).containsExactly(1);
    assertThat(numbers(then)).as("a list of before").containsExactly(1, 17);
    assertThat(neighbours.meet(17, 0)).isNotSameAs(before);
  }
}

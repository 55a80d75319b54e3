package org.chappe.server.devices;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

/** Whose turn it is to have mail copied. */
final class CopyTurnsTest {

  private final CopyTurns turns = new CopyTurns();

  /** Copies for an owner until it has to wait; how many were copied. */
  private int copy(int owner) {
    ClientId id = new ClientId(owner);
    int copied = 0;
    while (!turns.isOver(id)) {
      turns.count(id);
      copied++;
    }
    return copied;
  }

  @Test
  void shouldGiveEachOwnerAShareOfAStep() {
    int shares = CopyTurns.COPIES_PER_STEP / CopyTurns.COPIES_OF_ONE;
    for (int owner = 0; owner < shares; owner++) {
      assertThat(copy(owner)).isEqualTo(CopyTurns.COPIES_OF_ONE);
    }
    assertThat(copy(shares)).isZero();
    assertThat(turns.isAwaited()).isTrue();
  }

  @Test
  void shouldGoOnWithThoseFirstWhoHadNothing() {
    int shares = CopyTurns.COPIES_PER_STEP / CopyTurns.COPIES_OF_ONE;
    for (int owner = 0; owner <= shares; owner++) {
      copy(owner);
    }
    assertThat(turns.begin())
        .hasSize(shares + 1)
        .startsWith(new ClientId(shares), new ClientId(0), new ClientId(1));
    assertThat(turns.isAwaited()).isFalse();
    assertThat(copy(shares)).isEqualTo(CopyTurns.COPIES_OF_ONE);
  }
}

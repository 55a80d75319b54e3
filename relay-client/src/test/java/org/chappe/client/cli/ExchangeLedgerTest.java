package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each fault that an exchange looks for is planted and found. */
class ExchangeLedgerTest {

  private final ExchangeLedger ledger = new ExchangeLedger(2, 6, 77);

  private String send(int message) {
    return ledger.send(message, 1_000_000);
  }

  private ExchangeResult result() {
    return ledger.result(4, 6, 0, 0, 0);
  }

  @Test
  void shouldFindNothingWrongWhenAllCameOnceAndInOrder() {
    for (int message = 0; message < 6; message++) {
      ledger.arrived(send(message), 3_000_000);
    }
    assertThat(result().isPerfect()).isTrue();
    assertThat(result().p50Millis()).isBetween(1.99, 2.01);
  }

  @Test
  void shouldFindWhatIsMissing() {
    for (int message = 1; message < 6; message++) {
      ledger.arrived(send(message), 3_000_000);
    }
    assertThat(result().missing()).isEqualTo(1);
    assertThat(result().isPerfect()).isFalse();
  }

  @Test
  void shouldFindWhatIsDoubled() {
    for (int message = 0; message < 6; message++) {
      ledger.arrived(send(message), 3_000_000);
    }
    ledger.arrived(send(2), 4_000_000);
    assertThat(result().doubled()).isEqualTo(1);
    assertThat(result().isPerfect()).isFalse();
  }

  @Test
  void shouldFindWhatIsOutOfOrderInItsPairOnly() {
    for (int message : new int[] {1, 0, 3, 2, 4, 5}) {
      ledger.arrived(send(message), 3_000_000);
    }
    assertThat(result().isPerfect()).as("pairs overtake each other").isTrue();
    ExchangeLedger other = new ExchangeLedger(2, 6, 77);
    for (int message : new int[] {2, 0, 4, 1, 3, 5}) {
      other.arrived(other.send(message, 1), 2);
    }
    assertThat(other.result(4, 6, 0, 0, 0).outOfOrder()).isEqualTo(1);
  }

  @Test
  void shouldSetApartWhatIsNotItsOwn() {
    ledger.arrived("hello", 1);
    ledger.arrived(new ExchangeLedger(2, 6, 78).send(0, 1), 1);
    ledger.arrived(send(0) + "0", 1);
    assertThat(result().foreign()).isEqualTo(3);
    assertThat(result().delivered()).isZero();
  }
}

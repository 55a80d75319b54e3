package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

final class TurnedAwayTest {

  private final TurnedAway turnedAway = new TurnedAway();

  private static Message copy(long source, long n) {
    return copy(source, n, 2);
  }

  private static Message copy(long source, long n, int custodian) {
    return Message.plain(new ClientId(source), new ClientId(9), Payload.of("text"))
        .withId(new MessageId(100, n))
        .sentBy(custodian, 5, 60);
  }

  @Test
  void shouldHoldOffWhatIsBehindTheFirstThatWasDropped() {
    turnedAway.drop(0, copy(1, 5));
    turnedAway.drop(0, copy(1, 7));
    assertThat(turnedAway.isBehind(1, copy(1, 6))).isTrue();
    assertThat(turnedAway.isBehind(1, copy(1, 5))).isFalse();
    assertThat(turnedAway.isBehind(1, copy(1, 4))).isFalse();
    assertThat(turnedAway.isBehind(1, copy(2, 6))).as("another pair").isFalse();
    assertThat(turnedAway.isBehind(1, copy(1, 6, 4))).as("from another relay").isFalse();
    assertThat(turnedAway.copies()).isEqualTo(2);
  }

  @Test
  void shouldLetAllPassOnceTheFirstWasTaken() {
    turnedAway.drop(0, copy(1, 5));
    turnedAway.taken(copy(1, 4));
    assertThat(turnedAway.isBehind(1, copy(1, 6))).isTrue();
    turnedAway.taken(copy(1, 5));
    assertThat(turnedAway.isBehind(1, copy(1, 6))).isFalse();
    assertThat(turnedAway.pairs()).isZero();
  }

  @Test
  void shouldGoBackToAnEarlierOneThatFindsNoRoomEither() {
    turnedAway.drop(0, copy(1, 5));
    turnedAway.drop(1, copy(1, 3));
    assertThat(turnedAway.isBehind(2, copy(1, 4))).isTrue();
  }

  @Test
  void shouldNotWaitForEverForOneThatMayNeverComeAgain() {
    turnedAway.drop(0, copy(1, 5));
    assertThat(turnedAway.isBehind(TurnedAway.WAIT_NANOS - 1, copy(1, 6))).isTrue();
    assertThat(turnedAway.isBehind(TurnedAway.WAIT_NANOS, copy(1, 6))).isFalse();
    assertThat(turnedAway.pairs()).isZero();
  }

  @Test
  void shouldForgetThePairThatWasDroppedFirstWhenThereAreTooMany() {
    for (long source = 0; source <= TurnedAway.PAIRS_MAX; source++) {
      turnedAway.drop(0, copy(source, 5));
    }
    assertThat(turnedAway.pairs()).isEqualTo(TurnedAway.PAIRS_MAX);
    assertThat(turnedAway.isBehind(1, copy(0, 6))).isFalse();
    assertThat(turnedAway.isBehind(1, copy(1, 6))).isTrue();
  }
}

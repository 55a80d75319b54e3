package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.server.station.Lives;
import org.chappe.server.station.Receipts;
import org.junit.jupiter.api.Test;

class ClassicNumbersTest {

  private static final long SHARE_OF_3 = 3 * ClassicNumbers.SHARE;

  private final ClassicNumbers numbers = new ClassicNumbers(new RelayNumber(3), 1_000, 2, 3);

  @Test
  void shouldKeepANumberUntilItIsAcknowledgedAndRollOver() {
    for (int i = 0; i < 250; i++) {
      assertThat(handed(1)).isEqualTo(i % 100);
      assertThat(handed(1)).isEqualTo(i % 100);
      numbers.acknowledged(client(1));
    }
  }

  @Test
  void shouldTellAMessageFromAReceiptThatBearsTheSameNumber() {
    MessageId id = new MessageId(1_000, SHARE_OF_3);
    Message answer = message(2, 1).withId(id);
    Message receipt =
        Receipts.of(message(1, 2).withId(id), Receipt.EXPIRED, Receipts.EXPIRED, Lives.DEFAULT);

    assertThat(numbers.handedTo(client(1), answer)).isZero();
    assertThat(numbers.isHanded(client(1), receipt, 0)).isFalse();
    assertThat(numbers.handedTo(client(1), receipt)).isEqualTo(1);
  }

  @Test
  void shouldForgetAndCountTheClientUnusedForLongest() {
    for (long client = 1; client <= 2; client++) {
      handed(client);
      numbers.acknowledged(client(client));
    }
    handed(1);
    handed(3);
    assertThat(numbers.clientsForgotten()).isEqualTo(1);
    assertThat(handed(1)).isEqualTo(1);
    assertThat(handed(2)).isZero();
  }

  @Test
  void shouldCountFromItsRelaysShareOnInEachPairWithoutAGap() {
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3));
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3 + 1));
    assertThat(numbers.next(message(2, 1))).isEqualTo(new MessageId(1_000, SHARE_OF_3));
  }

  @Test
  void shouldEndTheEpochWhenAPairHasUsedUpItsRelaysShare() {
    for (long i = 0; i < ClassicNumbers.SHARE; i++) {
      assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3 + i));
    }
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_001, SHARE_OF_3));
    assertThat(new RelayNumber(RelayNumber.MAX).value() * ClassicNumbers.SHARE
            + ClassicNumbers.SHARE
            - 1)
        .isLessThanOrEqualTo(MessageId.N_MAX);
  }

  @Test
  void shouldNeverGiveAnIdentityTwiceWhenThereAreTooManyPairs() {
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Message message = message(1, 2 + i % 7);
      String identity = message.destination() + " " + numbers.next(message);
      assertThat(given.add(identity)).as(identity).isTrue();
    }
    assertThat(numbers.epochsEnded()).isPositive();
  }

  @Test
  void shouldGiveANewNumberToAMessageAfterOneThatLeftUnacknowledged() {
    Message first = message(9, 1).withId(new MessageId(7, 0));
    Message second = message(9, 1).withId(new MessageId(7, 1));
    assertThat(numbers.handedTo(client(1), first)).isZero();
    assertThat(numbers.handedTo(client(1), second)).isEqualTo(1);
    assertThat(numbers.isHanded(client(1), second, 0)).isFalse();
    assertThat(numbers.isHanded(client(1), second, 1)).isTrue();
  }

  private int handed(long client) {
    return numbers.handedTo(client(client), message(9, client).withId(new MessageId(7, 0)));
  }

  private static ClientId client(long id) {
    return new ClientId(id);
  }

  private static Message message(long from, long to) {
    return Message.plain(client(from), client(to), Payload.of("x"));
  }
}

package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.junit.jupiter.api.Test;

class ClassicNumbersTest {

  private static final long SHARE_OF_3 = 3 * ClassicNumbers.SHARE;

  private final ClassicNumbers numbers = new ClassicNumbers(new RelayNumber(3), 1_000, 3);

  @Test
  void shouldCountFromItsRelaysShareOnInEachPairWithoutAGap() {
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3));
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3 + 1));
    assertThat(numbers.next(message(2, 1))).isEqualTo(new MessageId(1_000, SHARE_OF_3));
  }

  @Test
  void shouldEndTheEpochWhenAPairHasUsedUpItsRelaysShare() {
    for (long i = 0; i < ClassicNumbers.NUMBERS_MAX; i++) {
      assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, SHARE_OF_3 + i));
    }
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_001, SHARE_OF_3));
    assertThat(new RelayNumber(RelayNumber.MAX).value() * ClassicNumbers.SHARE
            + ClassicNumbers.SHARE
            - 1)
        .isLessThanOrEqualTo(MessageId.N_MAX);
  }

  @Test
  void shouldNumberWhatGoesToAllApart() {
    Set<MessageId> given = new HashSet<>();
    for (long i = 0; i < ClassicNumbers.NUMBERS_MAX; i++) {
      given.add(numbers.next(message(1, 2)));
      given.add(numbers.next(message(1, ClientId.EVERYONE.value())));
    }
    assertThat(given).hasSize((int) (2 * ClassicNumbers.NUMBERS_MAX));
    assertThat(given).allMatch(id -> id.epoch() == 1_000 && id.n() < 4 * ClassicNumbers.SHARE);
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

  private static ClientId client(long id) {
    return new ClientId(id);
  }

  private static Message message(long from, long to) {
    return Message.plain(client(from), client(to), Payload.of("x"));
  }
}

package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

class ClassicNumbersTest {

  private final ClassicNumbers numbers = new ClassicNumbers(1_000, 2, 3);

  @Test
  void shouldKeepANumberUntilItIsAcknowledgedAndRollOver() {
    for (int i = 0; i < 250; i++) {
      assertThat(numbers.handedTo(client(1))).isEqualTo(i % 100);
      assertThat(numbers.handedTo(client(1))).isEqualTo(i % 100);
      numbers.acknowledged(client(1));
    }
  }

  @Test
  void shouldForgetAndCountTheClientUnusedForLongest() {
    numbers.acknowledged(client(1));
    numbers.acknowledged(client(2));
    numbers.handedTo(client(1));
    numbers.acknowledged(client(3));
    assertThat(numbers.clientsForgotten()).isEqualTo(1);
    assertThat(numbers.handedTo(client(1))).isEqualTo(1);
    assertThat(numbers.handedTo(client(2))).isZero();
  }

  @Test
  void shouldCountFromZeroInEachPairWithoutAGap() {
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, 0));
    assertThat(numbers.next(message(1, 2))).isEqualTo(new MessageId(1_000, 1));
    assertThat(numbers.next(message(2, 1))).isEqualTo(new MessageId(1_000, 0));
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

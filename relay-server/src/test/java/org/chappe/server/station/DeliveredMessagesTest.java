package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.junit.jupiter.api.Test;

final class DeliveredMessagesTest {

  private final DeliveredMessages delivered = new DeliveredMessages(2);

  private static Identity identity(long source, long epoch, long n) {
    return new Identity(new ClientId(source), new ClientId(9), new MessageId(epoch, n));
  }

  @Test
  void shouldKnowOnlyWhatWasDelivered() {
    delivered.add(identity(1, 1, 5));
    assertThat(delivered.contains(identity(1, 1, 5))).isTrue();
    assertThat(delivered.contains(identity(1, 1, 4))).isFalse();
    assertThat(delivered.contains(identity(1, 2, 5))).isFalse();
    assertThat(delivered.contains(identity(2, 1, 5))).isFalse();
  }

  @Test
  void shouldForgetThePairUnusedForLongestAndCountIt() {
    delivered.add(identity(1, 1, 0));
    delivered.add(identity(2, 1, 0));
    delivered.add(identity(1, 1, 1));
    delivered.add(identity(3, 1, 0));
    assertThat(delivered.contains(identity(1, 1, 0))).isTrue();
    assertThat(delivered.contains(identity(2, 1, 0))).isFalse();
    assertThat(delivered.contains(identity(3, 1, 0))).isTrue();
    assertThat(delivered.forgotten()).isEqualTo(1);
  }

  @Test
  void shouldForgetNothingUpToTheBound() {
    delivered.add(identity(1, 1, 0));
    delivered.add(identity(1, 2, 0));
    assertThat(delivered.forgotten()).isZero();
  }
}

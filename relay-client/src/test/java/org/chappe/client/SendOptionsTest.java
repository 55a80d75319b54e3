package org.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.chappe.client.session.Stage;
import org.chappe.model.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendOptionsTest {

  @Test
  void shouldLeaveTheLifeToTheRelayUnlessOneIsGiven() {
    assertThat(SendOptions.DEFAULT.lifeSeconds()).isEqualTo(Message.UNLIMITED);
    assertThat(SendOptions.until(Stage.STORED).withLife(Duration.ofDays(30)).lifeSeconds())
        .isEqualTo(2_592_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1.5S", "PT720H1S"})
  void shouldRefuseALifeOutOfRange(String life) {
    Duration duration = Duration.parse(life);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SendOptions.DEFAULT.withLife(duration))
        .withMessageContaining("a message lives 1 second to 30 days");
  }
}

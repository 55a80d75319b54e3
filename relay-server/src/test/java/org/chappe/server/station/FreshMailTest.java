package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

final class FreshMailTest {

  private static final ClientId ANNA = new ClientId(1);
  private static final ClientId BERT = new ClientId(2);

  private final FreshMail fresh = new FreshMail();

  private static Mail mail(ClientId owner) {
    return new Mail(Message.plain(ANNA, owner, Payload.of("x")), Mail.NEVER);
  }

  @Test
  void shouldGiveBackWhatCameLatelyUntilItIsRemoved() {
    Mail mail = mail(BERT);
    fresh.put(BERT, 3, mail);
    assertThat(fresh.get(BERT, 3)).isSameAs(mail);
    assertThat(fresh.get(BERT, 4)).isNull();
    assertThat(fresh.get(ANNA, 3)).isNull();
    fresh.remove(BERT, 3);
    assertThat(fresh.get(BERT, 3)).isNull();
  }

  @Test
  void shouldKeepNoMoreThanItsBoundAndThenTheLatest() {
    for (long n = 0; n < FreshMail.SLOTS_MAX + 10L; n++) {
      fresh.put(BERT, n, mail(BERT));
    }
    for (long n = 0; n < 10; n++) {
      assertThat(fresh.get(BERT, n)).as("pushed out: %d", n).isNull();
    }
    for (long n = 10; n < FreshMail.SLOTS_MAX + 10L; n++) {
      assertThat(fresh.get(BERT, n)).as("kept: %d", n).isNotNull();
    }
  }

  @Test
  void shouldKeepTheMailOfManyMailboxesThatAreHandedOnTogether() {
    for (long n = 0; n < 256; n++) {
      for (long owner = 10; owner < 26; owner++) {
        fresh.put(new ClientId(owner), n, mail(new ClientId(owner)));
      }
    }
    assertThat(fresh.pushedOut()).isZero();
    for (long owner = 10; owner < 26; owner++) {
      assertThat(fresh.get(new ClientId(owner), 0)).isNotNull();
      assertThat(fresh.get(new ClientId(owner), 255)).isNotNull();
    }
  }

  @Test
  void shouldHoldAPlaceOnceHoweverOftenItIsRead() {
    for (int i = 0; i <= FreshMail.ROW; i++) {
      fresh.put(BERT, 3, mail(BERT));
    }
    assertThat(fresh.pushedOut()).isZero();
    fresh.remove(BERT, 3);
    assertThat(fresh.get(BERT, 3)).isNull();
  }
}

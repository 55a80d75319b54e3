package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.junit.jupiter.api.Test;

class LivesTest {

  private static final long AGE = 1_000_000;
  private static final long DAY = 24 * 3_600;
  private static final Message MESSAGE = Message.plain(
          new ClientId(1), new ClientId(2), Payload.of("hello"))
      .withId(new MessageId(5, 0));

  private final Lives lives = Lives.DEFAULT;

  private static Message living(long seconds) {
    return MESSAGE.sentBy(Message.NOBODY, Message.UNLIMITED, seconds);
  }

  @Test
  void shouldGiveAWeekToAMessageThatNamesNoLife() {
    assertThat(lives.endOf(MESSAGE, AGE)).isEqualTo(AGE + 7 * DAY);
  }

  @Test
  void shouldGiveWhatIsAskedForUpToAMonth() {
    assertThat(lives.endOf(living(90), AGE)).isEqualTo(AGE + 90);
    assertThat(lives.endOf(living(30 * DAY), AGE)).isEqualTo(AGE + 30 * DAY);
    assertThat(lives.endOf(living(30 * DAY + 1), AGE)).isEqualTo(AGE + 30 * DAY);
    assertThat(lives.endOf(living(Message.LIFE_SECONDS_MAX), AGE)).isEqualTo(AGE + 30 * DAY);
  }

  @Test
  void shouldHaveEndedWithItsLastSecond() {
    assertThat(Lives.isOver(AGE, AGE - 1)).isFalse();
    assertThat(Lives.isOver(AGE, AGE)).isTrue();
  }

  @Test
  void shouldEndAMessageThatComesWithItsLifeUsedUp() {
    assertThat(Lives.isOver(lives.endOf(living(0), AGE), AGE)).isTrue();
  }

  @Test
  void shouldTakeOffTheTimeAtRest() {
    long end = lives.endOf(living(90), AGE);

    assertThat(Lives.left(end, AGE)).isEqualTo(90);
    assertThat(Lives.left(end, AGE + 60)).isEqualTo(30);
    assertThat(Lives.left(end, AGE + 90)).isZero();
    assertThat(Lives.left(end, AGE + 1_000)).isZero();
    assertThat(Lives.left(Long.MAX_VALUE, 0)).as("what the wire can bear").isEqualTo(60_466_175);
  }

  @Test
  void shouldKeepReceiptsAWeekEvenWhereMessagesLiveForSeconds() {
    Lives brief = new Lives(2, 5);
    Message receipt = Receipts.of(MESSAGE, Receipt.EXPIRED, Receipts.EXPIRED, brief);

    assertThat(brief.endOf(receipt, AGE)).isEqualTo(AGE + 7 * DAY);
    assertThat(lives.receiptSeconds()).as("as long as messages").isEqualTo(30 * DAY);
    assertThat(brief.endOf(receipt.sentBy(1, 3, Message.UNLIMITED), AGE)).isEqualTo(AGE + 7 * DAY);
    assertThat(brief.endOf(receipt.sentBy(1, 3, 60), AGE)).as("what is left").isEqualTo(AGE + 60);
    assertThat(brief.endOf(receipt.sentBy(1, 3, 60_466_175), AGE)).isEqualTo(AGE + 7 * DAY);
  }

  @Test
  void shouldRefuseLivesThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lives(0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lives(11, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lives(10, Message.LIFE_SECONDS_MAX + 1));
  }
}

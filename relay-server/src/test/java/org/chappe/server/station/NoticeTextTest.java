package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeTextTest {

  private static final ClientId ANNA = ClientId.parse("1234567890");
  private static final ClientId BERT = ClientId.parse("0987654321");

  private static final StoredNotice LONGEST = new StoredNotice(
      ANNA,
      BERT,
      101_559_956_668_415L,
      MailKind.FAILED,
      MessageId.EPOCH_MAX,
      MessageId.N_MAX,
      MessageId.N_MAX);

  private final NoticeText text = new NoticeText();

  @Test
  void shouldWriteAndReadNotices() {
    StoredNotice messages =
        new StoredNotice(BERT, ANNA, 2, MailKind.MESSAGE, 1_767_892_958L, 0, 41);
    StoredNotice receipt = new StoredNotice(ANNA, BERT, 36, MailKind.DELIVERED, 7, 71, 71);
    assertThat(text.add(messages)).isTrue();
    assertThat(text.add(receipt)).isTrue();
    assertThat(text.payload().text())
        .isEqualTo(
            "stored?0987654321/1234567890/2/t8k2xq/0-15" + "?1234567890/0987654321/10/7.d/1z-1z");
    assertThat(NoticeText.read(text.payload())).containsExactly(messages, receipt);
  }

  @Test
  void shouldTakeNoMoreThanFits() {
    int notices = 0;
    while (text.add(LONGEST)) {
      notices++;
    }
    assertThat(notices).isGreaterThanOrEqualTo(2);
    assertThat(text.payload().length()).isLessThanOrEqualTo(NoticeText.BYTES_MAX);
    assertThat(NoticeText.read(text.payload())).hasSize(notices).containsOnly(LONGEST);
  }

  @Test
  void shouldReadAnEmptyListAsBad() {
    assertThat(NoticeText.read(Payload.of("stored?"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stored",
        "Stored?0987654321/1234567890/2/7/0-0",
        "stored?0987654321/1234567890/2/7/0",
        "stored?0987654321/1234567890/2/7/0-",
        "stored?0987654321/1234567890/2/7/-0",
        "stored?0987654321/1234567890/2/7/1-0",
        "stored?0987654321/1234567890/2/7/0-0/0",
        "stored?0987654321/1234567890/2/7/00-0",
        "stored?0987654321/1234567890/2/7/0-zzzzzzz",
        "stored?0987654321/1234567890/2/7.q/0-0",
        "stored?0987654321/1234567890/2/.d/0-0",
        "stored?0987654321/1234567890/2/7.dd/0-0",
        "stored?0987654321/1234567890/2/zzzzzzzzz/0-0",
        "stored?0987654321/1234567890/-1/7/0-0",
        "stored?098765432/1234567890/2/7/0-0",
        "stored?0987654321/1234567890/2/7/0-0?",
        "stored?0987654321/1234567890/2/7/0-0?0987654321"
      })
  void shouldReadNothingFromBadText(String bad) {
    assertThat(NoticeText.read(Payload.of(bad))).isNull();
  }

  @Test
  void shouldKnowWhatIsMeantToBeNotices() {
    assertThat(NoticeText.isMeant(Payload.of("stored?rubbish"))).isTrue();
    assertThat(List.of("clients?1.2.3.4", "digest?1.1", "store", ""))
        .noneMatch(other -> NoticeText.isMeant(Payload.of(other)));
  }

  @Test
  void shouldTellWhatHasFailedFromWhatIsStored() {
    StoredNotices notices = new StoredNotices();
    StoredNotice stored =
        new StoredNotice(new ClientId(2), new ClientId(1), 3, MailKind.MESSAGE, 7, 0, 4);
    StoredNotice failed =
        new StoredNotice(new ClientId(2), new ClientId(1), 3, MailKind.MESSAGE, 7, 5, 5).asFailed();
    notices.add(3, 1, stored);
    notices.add(3, 1, failed);

    Payload payload = Objects.requireNonNull(notices.take()).payload();

    assertThat(payload.text())
        .isEqualTo("stored?0000000002/0000000001/3/7/0-4?0000000002/0000000001/3/7.e/5-5");
    assertThat(NoticeText.read(payload)).containsExactly(stored, failed);
  }
}

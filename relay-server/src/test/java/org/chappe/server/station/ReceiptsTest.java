package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.FrameDecoder;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {

  private static final ClientId ANNA = new ClientId(1_234_567_890);
  private static final ClientId BERT = new ClientId(987_654_321);
  private static final MessageId ID = new MessageId(MessageId.EPOCH_MAX, MessageId.N_MAX);
  private static final Set<Receipt> RECEIPTS =
      EnumSet.of(Receipt.STORED, Receipt.DELIVERED, Receipt.EXPIRED, Receipt.FAILED);

  private static Message message(Receipt receipt, @Nullable String keyId, String text) {
    return new Message(
        ANNA,
        BERT,
        ID,
        new Part(2, 3),
        Message.HOPS_MAX,
        RelayNumber.MAX,
        90,
        receipt,
        Via.DIRECT,
        keyId,
        Payload.of(text));
  }

  private static Message expired(String text) {
    return Receipts.of(
        message(Receipt.NONE, null, text), Receipt.EXPIRED, Receipts.EXPIRED, Lives.DEFAULT);
  }

  @Test
  void shouldGoBackWithTheSameNumber() {
    Message receipt =
        Receipts.of(message(Receipt.WANTED, null, "hello"), Receipt.DELIVERED, Lives.DEFAULT);

    assertThat(receipt)
        .isEqualTo(new Message(
            BERT,
            ANNA,
            ID,
            null,
            Message.UNLIMITED,
            Message.NOBODY,
            30L * 24 * 3_600,
            Receipt.DELIVERED,
            Via.DIRECT,
            null,
            Payload.EMPTY));
  }

  @Test
  void shouldBeDueForStoringAndDeliveryWhenAskedForAndForOtherEndsAlways() {
    Message asking = message(Receipt.WANTED, null, "hello");
    Message silent = message(Receipt.NONE, null, "hello");

    assertThat(RECEIPTS).allMatch(kind -> Receipts.isDue(asking, kind));
    assertThat(RECEIPTS)
        .filteredOn(kind -> Receipts.isDue(silent, kind))
        .containsExactlyInAnyOrder(Receipt.EXPIRED, Receipt.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "WANTED"})
  void shouldNeverBeMadeForAReceipt(Receipt of) {
    Message receipt = message(of, null, "");

    for (Receipt kind : Receipt.values()) {
      assertThat(Receipts.isDue(receipt, kind)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Receipts.of(receipt, kind, Lives.DEFAULT));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Receipts.of(receipt, kind, "reason", Lives.DEFAULT));
    }
  }

  @Test
  void shouldRefuseToTellWhatIsNotDue() {
    Message silent = message(Receipt.NONE, null, "hello");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Receipts.of(silent, Receipt.STORED, Lives.DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Receipts.of(silent, Receipt.WANTED, Lives.DEFAULT));
    Message unnumbered = Message.plain(ANNA, BERT, Payload.of("hello"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Receipts.of(unnumbered, Receipt.EXPIRED, Lives.DEFAULT));
  }

  @Test
  void shouldSayWhyAndHowTheMessageBegan() {
    assertThat(expired("hello").text().text()).isEqualTo("expired: hello");
    assertThat(Receipts.notice(expired("hello")).text()).isEqualTo("not delivered: expired: hello");
  }

  @Test
  void shouldSayOnlyWhyWhereTheTextIsSealedOrEmpty() {
    Message sealed = message(Receipt.NONE, "k1", "c2VhbGVk");

    assertThat(Receipts.of(sealed, Receipt.FAILED, Receipts.MAILBOX_FULL, Lives.DEFAULT)
            .text())
        .isEqualTo(Payload.of("mailbox full"));
    assertThat(expired("").text().text()).isEqualTo("expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "€", "𝄞"})
  void shouldFitIntoAMessageWithoutCuttingACharacter(String character) {
    int bytes = Payload.of(character).length();
    for (int shift = 0; shift < bytes; shift++) {
      String text = "-".repeat(shift) + character.repeat((160 - shift) / bytes);

      Message receipt = expired(text);

      assertThat(receipt.text().text()).as("whole characters").doesNotContain("\uFFFD");
      assertThat(("expired: " + text)).startsWith(receipt.text().text());
      Payload notice = Receipts.notice(receipt);
      assertThat(notice.length()).isBetween(161 - bytes, 160);
      assertThat(notice.text()).isEqualTo("not delivered: " + receipt.text().text());
    }
  }

  @Test
  void shouldCutANoticeOfAReceiptThatSomebodyElseMadeTooLong() {
    Message receipt = message(Receipt.FAILED, null, "é".repeat(80));

    Payload notice = Receipts.notice(receipt);

    assertThat(notice.length()).isEqualTo(159);
    assertThat(notice.text()).isEqualTo("not delivered: " + "é".repeat(72));
  }

  @Test
  void shouldShowInWordsOnlyThatAMessageWasNotDelivered() {
    assertThat(Receipts.notice(message(Receipt.EXPIRED, null, "")).text())
        .isEqualTo("not delivered: expired");
    assertThat(Receipts.notice(message(Receipt.FAILED, null, "")).text())
        .isEqualTo("not delivered: failed");
    for (Receipt silent : EnumSet.complementOf(EnumSet.of(Receipt.EXPIRED, Receipt.FAILED))) {
      Message message = message(silent, null, "");
      assertThat(Receipts.isShownAsText(message)).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> Receipts.notice(message));
    }
  }

  @Test
  void shouldFitIntoADatagramAndComeBackTheSame() {
    Message receipt = expired("x".repeat(160)).sentBy(9_999, Message.HOPS_MAX, 60_466_175);
    Frame frame = new Frame.Send(Stamp.of(Stamp.TOKEN_MAX, WireLimits.LAP_MAX), receipt, "");
    byte[] datagram = new byte[WireLimits.DATAGRAM_BYTES_MAX];

    int length = FrameCodec.encode(frame, datagram, 0);

    assertThat(new FrameDecoder().decode(datagram, 0, length)).isEqualTo(frame);
  }
}

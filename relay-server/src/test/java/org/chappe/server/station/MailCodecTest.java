package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailCodecTest {

  private final MailCodec codec = new MailCodec();

  @Test
  void shouldGiveBackEveryFieldOfAMessage() {
    Message message = new Message(
        new ClientId(9_999_999_999L),
        new ClientId(0),
        new MessageId(MessageId.EPOCH_MAX, MessageId.N_MAX),
        new Part(7, 8),
        Message.HOPS_MAX,
        9_999,
        Message.LIFE_SECONDS_MAX,
        Receipt.WANTED,
        Via.DIRECT,
        "k_.-",
        Payload.of("é".repeat(80)));
    Mail mail = new Mail(message, 86_400);
    assertThat(codec.decode(codec.encode(mail))).isEqualTo(mail);
    assertThat(codec.expiry(codec.encode(mail))).isEqualTo(86_400);
  }

  @Test
  void shouldKeepAPlainMessagePlain() {
    Message message = Message.plain(new ClientId(1), new ClientId(2), Payload.of("a/b"));
    Mail mail = new Mail(message, Mail.NEVER);
    assertThat(codec.decode(codec.encode(mail))).isEqualTo(mail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "send;2/0/0000000001/0000000002/without a head",
        "\001\000\000\000\000\000\000\000\000",
        "\001\000\000\000\000\000\000\000\000get;2/0/0000000001//",
        "\001\000\000\000\000\000\000\000\000send;2/0/0000000001/0000000002",
        "\003\000\000\000\000\000\000\000\000send;2/0/0000000001/0000000002/newer"
      })
  void shouldStopAtADamagedValue(String value) {
    assertThatIllegalStateException().isThrownBy(() -> codec.decode(Payload.of(value)));
  }

  @Test
  void shouldStopAtAValueThatIsTooLong() {
    Payload tooLong = Payload.of(
        "\001\000\000\000\000\000\000\000\000send;2/0/0000000001/0000000002/" + "x".repeat(400));
    assertThatIllegalStateException().isThrownBy(() -> codec.decode(tooLong));
  }

  @Test
  void shouldTellWhatARecordIsCountedWithAndWhetherItIsAReceipt() {
    Message message = Message.plain(new ClientId(1), new ClientId(2), Payload.of("a/b é"))
        .withId(new MessageId(5, 0));
    Message receipt = Receipts.of(message, Receipt.EXPIRED, Receipts.EXPIRED, Lives.DEFAULT);

    Payload record = codec.encode(new Mail(message, 7));
    assertThat(MailCodec.isReceipt(record)).isFalse();
    assertThat(MailCodec.bytes(record)).isEqualTo(Mail.RECORD_BYTES + 6);
    assertThat(MailCodec.bytes(record)).isEqualTo(Mail.bytesOf(message));
    Payload receiptRecord = codec.encode(new Mail(receipt, 7));
    assertThat(MailCodec.isReceipt(receiptRecord)).isTrue();
    assertThat(MailCodec.bytes(receiptRecord)).isEqualTo(Mail.bytesOf(receipt));
  }
}

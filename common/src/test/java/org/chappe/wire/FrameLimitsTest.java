package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameLimitsTest {

  private static final String HEADER = "send/1/1234567890/0987654321/";
  private static final ClientId CLIENT_MAX = new ClientId(9_999_999_999L);
  private static final Stamp STAMP_MAX =
      new Stamp(9, Stamp.TOKEN_MAX, WireLimits.LAP_MAX, WireLimits.SEQUENCE_MODULUS - 1);

  @Test
  void shouldHaveRoomForTheLongestTextBehindTheLongestHeader() {
    Message message = new Message(
        CLIENT_MAX,
        CLIENT_MAX,
        new MessageId(MessageId.EPOCH_MAX, MessageId.N_MAX),
        new Part(Part.MAX, Part.MAX),
        Message.HOPS_MAX,
        RelayNumber.MAX,
        Message.LIFE_SECONDS_MAX,
        Receipt.FAILED,
        Via.DIRECT,
        "abcd",
        Payload.of("x".repeat(WireLimits.TEXT_BYTES_MAX)));

    assertThat(encodedBytes(new Frame.Send(STAMP_MAX, message, ""))).isEqualTo(256);
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveRoomForWordsOrABitmapBehindTheLongestAck(Refusal refusal) {
    Payload words = Payload.of("x".repeat(120));
    Frame ack = new Frame.Ack(
        STAMP_MAX, CLIENT_MAX, CLIENT_MAX, refusal, Stamp.TOKEN_MAX, Stamp.TOKEN_MAX, words, "");

    assertThat(encodedBytes(ack)).isLessThanOrEqualTo(WireLimits.DATAGRAM_BYTES_MAX);
  }

  @Test
  void shouldHaveRoomFor200BytesBehindTheLongestTableHeader() {
    RelayNumber relay = new RelayNumber(RelayNumber.MAX);
    Frame table = new Frame.Table(STAMP_MAX, relay, relay, Payload.of("x".repeat(200)), "");

    assertThat(encodedBytes(table)).isLessThanOrEqualTo(WireLimits.DATAGRAM_BYTES_MAX);
  }

  private static int encodedBytes(Frame frame) {
    byte[] bytes = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    int length = FrameCodec.encode(frame, bytes, 0);
    assertThat(FrameCodec.decode(bytes, 0, length)).isEqualTo(frame);
    return length;
  }

  @ParameterizedTest
  @CsvSource({"x,160", "é,80", "€,53", "😀,40"})
  void shouldTakeTextUpToTheLimit(String character, int count) {
    assertThat(decode(HEADER + character.repeat(count))).isInstanceOf(Frame.Send.class);
  }

  @ParameterizedTest
  @CsvSource({
    "x, 161, text is 161 characters; the limit is 160",
    "x, 171, text is 171 characters; the limit is 160",
    "x, 227, text is 227 characters; the limit is 160",
    "é, 81, text is 162 bytes of UTF-8; the limit is 160",
    "é, 100, text is 200 bytes of UTF-8; the limit is 160",
    "😀, 41, text is 164 bytes of UTF-8; the limit is 160"
  })
  void shouldNotTakeLongerText(String character, int count, String words) {
    assertThat(decode(HEADER + character.repeat(count)))
        .isEqualTo(new Malformed(Refusal.SIZE, words, true, 1, new ClientId(1_234_567_890L)));
  }

  @Test
  void shouldTakeAPayloadUpToTheDatagramWhereItIsNoText() {
    String header = "table/1/2/3/";
    assertThat(decode(header + "x".repeat(256 - header.length()))).isInstanceOf(Frame.Table.class);
  }

  @Test
  void shouldAttributeALongDatagramWithoutReadingItsPayload() {
    Malformed malformed = (Malformed) decode(HEADER + "x".repeat(257 - HEADER.length()));

    assertThat(malformed.refusal()).isEqualTo(Refusal.SIZE);
    assertThat(malformed.words()).isEqualTo("a datagram is at most 256 bytes; this one is longer");
    assertThat(malformed.isAttributed()).isTrue();
    assertThat(malformed.seq()).isEqualTo(1);
  }

  @Test
  void shouldNotEchoMoreThanAFewPrintableCharacters() {
    Malformed malformed = (Malformed) decode("s" + "é\"\n".repeat(50) + "/1/1234567890//");

    assertThat(malformed.words()).isEqualTo("unknown type \"s???????????????...\"");
  }

  private static Decoded decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FrameCodec.decode(bytes, 0, bytes.length);
  }
}

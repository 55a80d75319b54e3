package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEncoderTest {

  private static final Stamp STAMP = Stamp.classic(1);
  private static final ClientId ALICE = new ClientId(1_234_567_890L);
  private static final RelayNumber RELAY = new RelayNumber(3);

  @Test
  void shouldNotWriteLongText() {
    assertRefused(
        send(Payload.of("x".repeat(171)), null), "text is 171 characters; the limit is 160");
    assertRefused(
        send(Payload.of("é".repeat(81)), null), "text is 162 bytes of UTF-8; the limit is 160");
    assertRefused(
        send(Payload.of("x".repeat(1000)), null),
        "frame is over 256 bytes, the limit of a datagram");
  }

  @Test
  void shouldNotWriteControlCharacters() {
    for (String bad : new String[] {"\0", "\r", "\u001f", "\u007f", "abcdefgh\u0001"}) {
      assertRefused(send(Payload.of(bad), null), "text holds a control character");
      assertRefused(
          new Frame.Terminate(STAMP, ALICE, Address.NOBODY, Payload.of(bad), ""),
          "payload holds a control character");
    }
  }

  @Test
  void shouldNotWriteWhatIsNotUtf8() {
    byte[] overlong = {(byte) 0xC0, (byte) 0xAF};
    assertRefused(send(Payload.copyOf(overlong, 0, 2), null), "text is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abcde", "a b", "a/", "é", ";", "Āb"})
  void shouldNotWriteABadKeyId(String keyId) {
    assertRefused(send(Payload.of("hi"), keyId), "a key ID is 1 to 4 of 0-9A-Za-z_.-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        ";",
        ";a",
        ";A;A",
        ";B;A",
        ";A12345678901234567",
        ";A/",
        ";A b",
        ";Aé",
        ";Ā",
        ";A;",
        ";2"
      })
  void shouldNotWriteBadExtensions(String extensions) {
    assertRefused(
        new Frame.Terminate(STAMP, ALICE, Address.NOBODY, Payload.EMPTY, extensions),
        Extensions.COMPLAINT);
  }

  @Test
  void shouldNotWriteASourceThatTheTypeDoesNotHave() {
    String words = "the source doesn't fit the type";
    assertRefused(new Frame.Terminate(STAMP, Address.NOBODY, RELAY, Payload.EMPTY, ""), words);
    assertRefused(new Frame.Get(STAMP, Address.NOBODY, RELAY, 0, Payload.EMPTY, ""), words);
    assertRefused(handshake(Address.NOBODY, Stamp.NONE, Stamp.NONE), words);
  }

  @Test
  void shouldNotWriteANonceOrCookieOfMoreThan48Bits() {
    String words = "a nonce or cookie has 48 bits";
    assertRefused(handshake(ALICE, Stamp.TOKEN_MAX + 1, Stamp.NONE), words);
    assertRefused(handshake(ALICE, Stamp.NONE, -2), words);
    assertRefused(
        new Frame.Ack(STAMP, RELAY, ALICE, null, 0, Long.MIN_VALUE, Payload.EMPTY, ""), words);
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 3601, Integer.MAX_VALUE})
  void shouldNotWriteAWaitOutOfRange(int seconds) {
    assertRefused(
        new Frame.Get(STAMP, ALICE, RELAY, seconds, Payload.EMPTY, ""),
        "a wait is 0 to 3600 seconds, or none");
  }

  @Test
  void shouldNotWriteMoreThanADatagram() {
    byte[] target = new byte[1000];
    int header = "table/1/3/3/".length();
    assertThat(FrameCodec.encode(table(256 - header), target, 0)).isEqualTo(256);
    assertRefused(table(257 - header), "frame is over 256 bytes, the limit of a datagram");
    assertRefused(table(257), "frame is over 256 bytes, the limit of a datagram");
    assertThat(target).endsWith(new byte[744]);
  }

  @Test
  void shouldNotWriteBeyondTheArrayNorTouchItWhenItIsTooShort() {
    Frame frame = table(30);
    byte[] target = new byte[10 + 42];
    assertThat(FrameCodec.encode(frame, target, 10)).isEqualTo(52);

    Arrays.fill(target, (byte) 7);
    byte[] before = target.clone();
    for (int offset = 11; offset <= target.length; offset++) {
      int from = offset;
      assertThatThrownBy(() -> FrameCodec.encode(frame, target, from))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("frame is longer than the rest of the array");
    }
    assertThat(target).isEqualTo(before);
  }

  @Test
  void shouldNotTakeASealedTextForMoreThanOne() {
    assertThatThrownBy(() -> new Message(
            ALICE, ALICE, null, null, 0, 0, 0, Receipt.NONE, Via.BROADCAST, "a", Payload.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Frame send(Payload text, @Nullable String keyId) {
    return new Frame.Send(
        STAMP,
        new Message(ALICE, ALICE, null, null, 0, 0, 0, Receipt.NONE, Via.DIRECT, keyId, text),
        "");
  }

  private static Frame handshake(Address source, long nonce, long cookie) {
    return new Frame.Handshake(STAMP, source, RELAY, nonce, cookie, Payload.EMPTY, "");
  }

  private static Frame table(int payloadBytes) {
    return new Frame.Table(STAMP, RELAY, RELAY, Payload.of("x".repeat(payloadBytes)), "");
  }

  private static void assertRefused(Frame frame, String words) {
    assertThatThrownBy(() -> FrameCodec.encode(frame, new byte[300], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(words);
  }
}

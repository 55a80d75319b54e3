package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/PROTOCOL.md} and the codec together: every example there is read and checked. */
class ProtocolVectorsTest {

  static List<ProtocolPage.Vector> accepted() throws IOException {
    return ProtocolPage.read().vectors("accepted");
  }

  static List<ProtocolPage.Vector> refused() throws IOException {
    return ProtocolPage.read().vectors("refused");
  }

  static List<ProtocolPage.Vector> cut() throws IOException {
    return ProtocolPage.read().vectors("cut");
  }

  static List<List<String>> exchanges() throws IOException {
    return ProtocolPage.read().blocks("exchange");
  }

  @Test
  void shouldNotLoseItsExamples() throws IOException {
    assertThat(accepted()).hasSizeGreaterThanOrEqualTo(50);
    assertThat(refused()).hasSizeGreaterThanOrEqualTo(90);
    assertThat(cut()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(exchanges()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void shouldDecodeAndEncodeWhatIsAccepted(ProtocolPage.Vector vector) {
    Frame frame = (Frame) decode(vector.bytes());

    assertThat(FrameDescription.of(frame))
        .isEqualTo(new String(ProtocolPage.unescape(vector.expectation()), StandardCharsets.UTF_8));
    assertThat(encode(frame)).isEqualTo(vector.bytes());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void shouldRefuseInTheWordsOfThePage(ProtocolPage.Vector vector) {
    Malformed malformed = (Malformed) decode(vector.bytes());

    assertThat(FrameDescription.of(malformed)).isEqualTo(vector.expectation());
  }

  @ParameterizedTest
  @MethodSource("cut")
  void shouldCutWhatIsNotTheFrame(ProtocolPage.Vector vector) {
    byte[] bytes = vector.bytes();
    int length = Datagrams.contentLength(bytes, 0, bytes.length);

    assertThat(Arrays.copyOf(bytes, length)).isEqualTo(ProtocolPage.unescape(vector.expectation()));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void shouldSpeakInFrames(List<String> exchange) {
    List<Malformed> mistakes = new ArrayList<>();
    for (String line : exchange) {
      byte[] bytes = ProtocolPage.unescape(line.substring(2));
      Decoded decoded = decode(bytes);
      if (line.startsWith("! ")) {
        mistakes.add((Malformed) decoded);
        continue;
      }
      assertThat(line).startsWith(line.startsWith(">") ? "> " : "< ");
      assertThat(decoded).as(line).isInstanceOf(Frame.class);
      assertThat(encode((Frame) decoded)).isEqualTo(bytes);
      if (!mistakes.isEmpty()) {
        assertAnswers((Frame.Ack) decoded, mistakes.remove(0));
      }
    }
    assertThat(mistakes).as("mistakes without an answer").isEmpty();
  }

  private static void assertAnswers(Frame.Ack answer, Malformed mistake) {
    ClientId source = mistake.source();
    assertThat(mistake.isAttributed()).isTrue();
    assertThat(answer.refusal()).isEqualTo(mistake.refusal());
    assertThat(answer.stamp().seq()).isEqualTo(mistake.seq());
    assertThat(answer.destination()).isEqualTo(source);
    assertThat(answer.payload().text()).isEqualTo(mistake.words());
  }

  private static Decoded decode(byte[] bytes) {
    return FrameCodec.decode(bytes, 0, bytes.length);
  }

  private static byte[] encode(Frame frame) {
    byte[] bytes = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    return Arrays.copyOf(bytes, FrameCodec.encode(frame, bytes, 0));
  }
}

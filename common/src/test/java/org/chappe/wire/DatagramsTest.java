package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramsTest {

  private static final int OFFSET = 5;

  @Test
  void shouldCutNulPadding() {
    assertThat(content("get/2/0987654321//\0\0\0")).isEqualTo("get/2/0987654321//");
    assertThat(content("get;2/2/0987654321//\0")).isEqualTo("get;2/2/0987654321//");
  }

  @Test
  void shouldCutOneLineEndOfAClassicFrame() {
    assertThat(content("get/2/0987654321//\n")).isEqualTo("get/2/0987654321//");
    assertThat(content("get/2/0987654321//\r\n")).isEqualTo("get/2/0987654321//");
    assertThat(content("get/2/0987654321//\n\n")).isEqualTo("get/2/0987654321//\n");
    assertThat(content("get/2/0987654321//\n\0")).isEqualTo("get/2/0987654321//");
    assertThat(content("a\n")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0",
        "\n",
        "a",
        "get/2/0987654321//\r",
        "get/2/0987654321//\0x",
        "get;2/2/0987654321//\n",
        "get;2\n",
        "\u00FAab\0\0",
        "Get/2/0987654321//\0\n"
      })
  void shouldNotCutAnythingElse(String datagram) {
    assertThat(content(datagram)).isEqualTo(datagram);
  }

  @Test
  void shouldNotMakeALongDatagramLookShort() {
    String datagram = "get/2/0987654321//" + "\0".repeat(239);

    assertThat(content(datagram)).isEqualTo(datagram);
    assertThat(content(datagram.substring(0, 256))).isEqualTo("get/2/0987654321//");
  }

  private static String content(String datagram) {
    byte[] content = datagram.getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[OFFSET + content.length + 1];
    Arrays.fill(bytes, (byte) '\n');
    System.arraycopy(content, 0, bytes, OFFSET, content.length);
    int length = Datagrams.contentLength(bytes, OFFSET, content.length);
    return new String(bytes, OFFSET, length, StandardCharsets.ISO_8859_1);
  }
}

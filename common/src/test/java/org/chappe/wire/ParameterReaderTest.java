package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.MessageId;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {

  private final ParameterReader reader = new ParameterReader();

  /** Where an epoch of eight digits would end stands a dot that belongs to something else. */
  @Test
  void shouldNotTakeTheDotOfAnExtensionForTheOneBehindAnEpoch() {
    byte[] bytes = Ascii.bytes(";m1.2;Axyz.w/");

    assertThat(reader.read(FrameType.SEND, bytes, 0, bytes.length)).isEqualTo(bytes.length - 1);
    assertThat(reader.id).isEqualTo(new MessageId(1, 2));
    assertThat(reader.extensions).isEqualTo(";Axyz.w");
  }

  @Test
  void shouldNotReadBehindTheEnd() {
    byte[] bytes = Ascii.bytes(";m12345678.9");
    for (int end = 0; end < bytes.length; end++) {
      int expected = end == 0 ? 0 : ParameterReader.REFUSED;
      assertThat(reader.read(FrameType.SEND, bytes, 0, end)).as("%d", end).isEqualTo(expected);
    }
  }
}

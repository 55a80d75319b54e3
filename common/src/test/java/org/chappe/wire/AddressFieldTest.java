package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

class AddressFieldTest {

  private static final byte[] TEN = Ascii.bytes("1029384756");

  @Test
  void shouldReadTenDigitsAndNothingElse() {
    for (int at = 0; at < TEN.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = TEN.clone();
        bytes[at] = (byte) value;
        assertThat(AddressField.read(bytes, 0, bytes.length))
            .as("byte %d at %d", value, at)
            .isEqualTo(Ascii.isDigit(value) ? ClientId.parse(text(bytes)) : null);
      }
    }
  }

  @Test
  void shouldNotTakeTwoBadBytesForGoodOnes() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        byte[] bytes = TEN.clone();
        bytes[3] = (byte) first;
        bytes[4] = (byte) second;
        boolean digits = Ascii.isDigit(first) && Ascii.isDigit(second);
        assertThat(AddressField.read(bytes, 0, bytes.length) != null).isEqualTo(digits);
      }
    }
  }

  @Test
  void shouldWriteWhatItReads() {
    for (String id : new String[] {"0000000000", "0000000001", "0123456789", "9999999999"}) {
      byte[] target = new byte[12];
      int end = AddressField.write(ClientId.parse(id), target, 1);
      assertThat(new String(target, 1, end - 1, StandardCharsets.US_ASCII)).isEqualTo(id);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}

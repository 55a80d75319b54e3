package org.chappe.server.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineTest {

  @Test
  void shouldLetAMessageGoThereAndBack() {
    assertThat(new Line(2, List.of(2, 5, 9)).hopsMax()).isEqualTo(6);
  }

  @Test
  void shouldRefuseNumbersThatDoNotAscend() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(1, List.of(1, 3, 2)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(1, List.of(1, 1)));
  }

  @Test
  void shouldRefuseALineWithoutItself() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(4, List.of(1, 3)));
  }

  @Test
  void shouldRefuseNumbersThatAreNoRelays() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(1, List.of(0, 1)));
  }
}

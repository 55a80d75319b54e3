package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why numbers on the wire need a lap. */
class LapModelTest {

  @ParameterizedTest
  @CsvSource({"1, 37", "2, 17045"})
  void shouldBeSafeInEveryStateWithALap(int window, int states) {
    LapModel model = new LapModel(window, true);
    model.explore();
    assertThat(model.counterexample).as("after %d states", model.seen.size()).isEmpty();
    assertThat(model.isComplete)
        .as("all messages get through in some of %d states", model.seen.size())
        .isTrue();
    assertThat(model.seen.size()).as("states of the whole model").isEqualTo(states);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldFailWithoutALapEvenWithAWindowOfOne(int window) {
    LapModel model = new LapModel(window, false);
    model.explore();
    assertThat(model.counterexample).as("after %d states", model.seen.size()).isNotEmpty();
  }

  @Test
  void shouldFailWithoutALapByADatagramThatComesALapLate() {
    LapModel model = new LapModel(1, false);
    LapModel.State lapLater = new LapModel.State(4, 4, 4, 4, LapModel.NOTHING, 0);
    model.arrive(lapLater, 0);
    assertThat(model.counterexample).isEqualTo("message 0 delivered as 4");
  }
}

package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chappe.model.RelayNumber;
import org.chappe.transport.ImpairmentSpec.Direction;
import org.chappe.transport.ImpairmentSpec.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpairmentSpecTest {

  @Test
  void shouldReadEveryKey() {
    assertThat(ImpairmentSpec.parse(
            "loss=0.2,delay=20ms,jitter=5ms,dup=0.01,reorder=0.05,corrupt=0.001,seed=7"))
        .isEqualTo(new ImpairmentSpec(
            Direction.OUT, new Peer.Anyone(), 0.2, 20_000_000, 5_000_000, 0.01, 0.05, 0.001, 7));
  }

  @Test
  void shouldReadDirectionAndPeer() {
    ImpairmentSpec relay = ImpairmentSpec.parse("in:relay=3:delay=500us");
    assertThat(relay.direction()).isEqualTo(Direction.IN);
    assertThat(relay.peer()).isEqualTo(new Peer.Relay(new RelayNumber(3)));
    assertThat(relay.delayNanos()).isEqualTo(500_000);
    ImpairmentSpec clients = ImpairmentSpec.parse("out:clients:delay=2s");
    assertThat(clients.direction()).isEqualTo(Direction.OUT);
    assertThat(clients.peer()).isEqualTo(new Peer.Clients());
    assertThat(clients.delayNanos()).isEqualTo(2_000_000_000L);
  }

  @Test
  void shouldFitOnlyItsDirectionAndPeer() {
    ImpairmentSpec relay = ImpairmentSpec.parse("relay=3:loss=1");
    assertThat(relay.fits(Direction.OUT, new RelayNumber(3))).isTrue();
    assertThat(relay.fits(Direction.OUT, new RelayNumber(4))).isFalse();
    assertThat(relay.fits(Direction.OUT, null)).isFalse();
    assertThat(relay.fits(Direction.IN, new RelayNumber(3))).isFalse();
    ImpairmentSpec clients = ImpairmentSpec.parse("clients:loss=1");
    assertThat(clients.fits(Direction.OUT, null)).isTrue();
    assertThat(clients.fits(Direction.OUT, new RelayNumber(3))).isFalse();
    assertThat(ImpairmentSpec.parse("loss=1").fits(Direction.OUT, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss=2 | loss is a share from 0 to 1",
        "loss=-1 | loss is a share from 0 to 1",
        "loss=NaN | loss is a share from 0 to 1",
        "delay=20 | delay is a time such as 20ms",
        "delay=61s | delay is at most 60s",
        "lag=20ms | the key \"lag\" is unknown",
        "loss | is not of the form key=value",
        "'' | is not of the form key=value",
        "loss=0.1,loss=0.2 | the key loss stands there twice",
        "relay=0:loss=1 | a relay number is 1 to 9999",
        "up:loss=1 | before the colon stands in, out, clients or relay=N",
        "seed=x | seed is a whole number",
      })
  void shouldSayWhatIsWrong(String text, String words) {
    assertThatThrownBy(() -> ImpairmentSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("impairment \"" + text + "\": ")
        .hasMessageContaining(words)
        .hasMessageNotContainingAny("impairment \"" + text + "\": impairment");
  }

  @Test
  void shouldSayInWordsWhatIsImpaired() {
    assertThat(ImpairmentSpec.parse("in:relay=3:loss=0.2,delay=20ms,jitter=5ms,seed=7")
            .words())
        .isEqualTo("received from relay 3: 20.00 % lost, delayed by 20.000 ms ± 5.000 ms (seed 7)");
  }
}

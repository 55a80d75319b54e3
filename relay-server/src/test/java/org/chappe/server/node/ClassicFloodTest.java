package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invented IDs in classic frames, whose senders' addresses may be forged: they get a bounded share of the directory. */
final class ClassicFloodTest {

  private static final Endpoint FORGED = TestLine.clientAt(66);
  private static final int MAX = UnprovenClients.CLIENTS_MAX;
  private static final long FIRST = 5_000_000_000L;

  private final TestLine line = new TestLine(TestLine.config(3, List.of(3)));
  private final TestRelay relay = line.relay(3);

  @BeforeEach
  void registerAnna() {
    assertThat(line.answers(TestLine.clientAt(1), 3, "handshake/0/1234567890//"))
        .containsExactly("ack/0/3/1234567890/");
  }

  private List<String> flood(int from, int to) {
    List<String> last = List.of();
    for (int i = from; i < to; i++) {
      last = line.answers(FORGED, 3, "handshake/0/" + new ClientId(FIRST + i) + "//");
    }
    return last;
  }

  private boolean isHere(ClientId client) {
    return relay.node.directory().homeOf(client) == 3;
  }

  @Test
  void shouldRefuseInventedIdsBeyondTheirShare() {
    assertThat(flood(0, MAX)).hasSize(1).first().asString().startsWith("ack;xfull/0/3/");
    flood(MAX, MAX + 100);
    assertThat(relay.node.directory().size()).isEqualTo(MAX);
    assertThat(relay.node.statistics().unprovenRefused()).isEqualTo(101);
    assertThat(isHere(Ids.ANNA)).isTrue();
  }

  @Test
  void shouldKeepAPlaceForWhoSpeaks() {
    flood(0, MAX - 1);
    for (int i = 0; i < 4; i++) {
      line.pass(UnprovenClients.SILENCE_NANOS / 2);
      assertThat(line.answers(TestLine.clientAt(1), 3, "get/1/1234567890//"))
          .containsExactly("ack/1/3/1234567890/");
    }
    flood(MAX, MAX + 1_000);
    assertThat(isHere(Ids.ANNA)).isTrue();
    assertThat(relay.node.statistics().unprovenForgotten()).isEqualTo(1_000);
    assertThat(relay.node.statistics().tombstones()).isEqualTo(1_000);
  }

  @Test
  void shouldLetSilentOnesGoSoThatOthersFindRoomAndForgetThemInTheEnd() {
    flood(0, MAX - 1);
    line.pass(UnprovenClients.SILENCE_NANOS);
    assertThat(line.answers(TestLine.clientAt(2), 3, "get/1/0987654321//"))
        .containsExactly("ack/1/3/0987654321/");
    assertThat(isHere(Ids.BERT)).isTrue();
    assertThat(isHere(Ids.ANNA)).as("silent for longest").isFalse();
    assertThat(relay.node.directory().tombstones()).isEqualTo(1);
    line.pass(3_700 * TestLine.SECONDS);
    assertThat(relay.node.directory().tombstones()).isZero();
  }

  @Test
  void shouldNotFreeAPlaceByAFarewellThatIsFreeOfProofToo() {
    flood(0, MAX - 1);
    line.answers(FORGED, 3, "terminate/3/" + new ClientId(FIRST) + "//");
    assertThat(flood(MAX, MAX + 1)).first().asString().startsWith("ack;xfull/");
  }

  @Test
  void shouldNotForgetWhoHasASession() {
    Typist bert = new Typist(line, "0987654321", 3, 2).shakeHands();
    bert.asksForMail(600);
    flood(0, MAX - 1);
    line.pass(UnprovenClients.SILENCE_NANOS);
    flood(MAX, 2 * MAX);
    assertThat(isHere(Ids.BERT)).isTrue();
    assertThat(isHere(Ids.ANNA)).isFalse();
  }
}

package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes so late that the client has moved on since ends nothing that lives. */
final class LateNewsTest {

  private final TestLine line = TestLine.of(3);

  /** Bert's handshake at a relay, in which he names the version that he was told last. */
  private Typist bertShakesHands(int relay, String version) {
    Typist bert = new Typist(line, "0987654321", relay, relay);
    String nonce = bert.nonce();
    List<String> challenge = line.answers(bert.at, relay, bert.handshake(";n" + nonce) + version);
    String cookie = challenge.get(0).replaceAll("ack;2;n" + nonce + ";c([^/]*)/.*", "$1");
    String hello = bert.handshake(";n" + nonce + ";c" + cookie) + version;
    List<String> welcome = line.answers(bert.at, relay, hello);
    assertThat(welcome).hasSize(1);
    bert.session = welcome.get(0).replaceAll("ack;2;e([^;]*);n" + nonce + "/.*", "$1");
    return bert;
  }

  private int homeOfBertAt(int relay) {
    return line.relay(relay).node.directory().homeOf(Ids.BERT);
  }

  private List<Integer> homesOfBert() {
    return List.of(homeOfBertAt(1), homeOfBertAt(2), homeOfBertAt(3));
  }

  @Test
  void shouldNotTakeTheHomeBackForAFirstFrameThatComesAfterTheClientMovedOn() {
    bertShakesHands(1, "").asksForMail(60);
    line.pass(TestLine.SECONDS);
    Typist onTheWay = bertShakesHands(2, "1");
    Typist now = bertShakesHands(3, "2");
    now.asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(3);
    assertThat(onTheWay.asksForMail(60)).singleElement().asString().contains(";xmoved/");
    line.pass(TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(3);
    assertThat(now.asksForMail(60)).isNotEmpty().noneMatch(frame -> frame.contains(";x"));
  }

  @Test
  void shouldMakeAHomeOfTheRelayWhoseFirstFrameComesInTime() {
    bertShakesHands(1, "").asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(bertShakesHands(2, "1").asksForMail(60)).noneMatch(frame -> frame.contains(";x"));
    line.pass(TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(2);
  }

  @Test
  void shouldKeepALiveSessionThoughAnOlderFarewellIsHeardLate() {
    line.lost = datagram ->
        datagram.from().equals(TestLine.relayAt(1)) && datagram.to().equals(TestLine.relayAt(2));
    Typist gone = bertShakesHands(1, "");
    gone.asksForMail(60);
    gone.types("terminate", "", "/");
    Typist live = bertShakesHands(2, "");
    live.asksForMail(60);
    live.acknowledges(1);
    assertThat(homeOfBertAt(2)).isEqualTo(2);
    line.lost = datagram -> false;
    line.pass(5 * TestLine.SECONDS);
    assertThat(homesOfBert()).as("the farewell has the higher version").containsOnly(0);
    assertThat(live.asksForMail(60)).isNotEmpty().noneMatch(frame -> frame.contains(";x"));
    live.acknowledges(2);
    line.pass(TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(2);
    new Typist(line, "1234567890", 3, 9).shakeHands().sends("a.0", live.id, "still here");
    line.pass(TestLine.SECONDS);
    assertThat(live.mail()).contains("still here");
  }

  @Test
  void shouldAskForANewSessionWhenAnOlderMoveIsHeardBeforeItsFarewell() {
    line.lost = datagram ->
        datagram.from().equals(TestLine.relayAt(1)) && datagram.to().equals(TestLine.relayAt(2));
    Typist gone = bertShakesHands(1, "5");
    gone.asksForMail(60);
    gone.types("terminate", "", "/");
    Typist live = bertShakesHands(2, "");
    live.asksForMail(60);
    live.acknowledges(1);
    line.lost = datagram -> false;
    line.pass(5 * TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(0);
    assertThat(live.asksForMail(60)).singleElement().asString().contains(";xwho/");
    Typist again = bertShakesHands(2, "1");
    assertThat(again.asksForMail(60)).isNotEmpty().noneMatch(frame -> frame.contains(";x"));
    line.pass(TestLine.SECONDS);
    assertThat(homesOfBert()).containsOnly(2);
    new Typist(line, "1234567890", 3, 9).shakeHands().sends("a.0", again.id, "still here");
    line.pass(TestLine.SECONDS);
    assertThat(again.mail()).contains("still here");
  }
}

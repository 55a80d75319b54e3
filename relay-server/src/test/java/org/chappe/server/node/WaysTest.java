package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.junit.jupiter.api.Test;

/** Which way mail goes when the table, an address or the order of arrival may mislead. */
final class WaysTest {

  private final TestLine line = TestLine.of(3);
  private final Typist anna = new Typist(line, "1234567890", 2, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);

  private List<String> between(int from, int to) {
    return line.travelled.stream()
        .filter(datagram -> datagram.from().equals(TestLine.relayAt(from))
            && datagram.to().equals(TestLine.relayAt(to)))
        .map(TestLine.Datagram::text)
        .toList();
  }

  private List<String> mailBetween(int from, int to) {
    return between(from, to).stream().filter(text -> text.startsWith("send")).toList();
  }

  /** The head of the next frame of relay 1's to relay 2 on the lane that carries tables. */
  private String nextTableFromRelay1() {
    List<String> tables = between(1, 2).stream()
        .filter(text -> text.startsWith("table") || text.startsWith("get"))
        .toList();
    String control = tables.stream()
        .filter(text -> text.startsWith("table"))
        .findFirst()
        .orElseThrow()
        .replaceAll("table;2;e([^;]*);.*", "$1");
    long next = tables.stream()
        .filter(text -> text.contains(";e" + control + ";l0/"))
        .map(text -> text.split("/", 3)[1])
        .distinct()
        .count();
    return "table;2;e" + control + ";l0/" + next + "/1/2/";
  }

  @Test
  void shouldParkMailForAHomeThatIsNotInTheLine() {
    String head = nextTableFromRelay1();
    line.lost = datagram -> datagram.from().equals(TestLine.relayAt(1));
    assertThat(line.type(TestLine.relayAt(1), 2, head + "clients?1.1.0.1?" + bert.id + "/9/1"))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(line.relay(2).node.directory().homeOf(Ids.BERT)).isZero();
    anna.shakeHands().sends("a.0", bert.id, "nowhere to go");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(2).node.station().size()).isEqualTo(1);
    assertThat(mailBetween(2, 3)).isEmpty();
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("nowhere to go");
  }

  @Test
  void shouldFollowAClientToAnotherAddressOnlyWithItsNewestFrame() {
    bert.shakeHands().asksForMail(60);
    Endpoint before = bert.at;
    String late = bert.numbered("get", ";w1o", "/");
    bert.at = TestLine.clientAt(8);
    bert.asksForMail(60);
    line.type(before, 3, late);
    line.heard(before);
    line.heard(bert.at);
    anna.relay = 3;
    anna.shakeHands().sends("a.0", bert.id, "hello");
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("hello");
    assertThat(line.heard(before)).isEmpty();
  }

  @Test
  void shouldNotKeepMailThatPassesThroughThoughOtherMailForTheSameClientWaits() {
    bert.shakeHands().asksForMail(60);
    bert.acknowledges(1);
    anna.shakeHands();
    line.pass(TestLine.SECONDS);
    line.relay(2).storeIsSlow = true;
    anna.sends("a.0", bert.id, "first");
    Typist moved = new Typist(line, anna.id, 1, 7).shakeHands();
    moved.sends("a.1", bert.id, "second");
    line.pass(TestLine.SECONDS);
    assertThat(mailBetween(2, 3)).as("the second goes on").hasSize(1);
    assertThat(line.relay(2).node.station().size()).as("the first waits").isEqualTo(1);
    assertThat(bert.mail()).contains("second");
    bert.acknowledges(2);
    line.relay(2).storeIsSlow = false;
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).containsOnly("first");
  }
}

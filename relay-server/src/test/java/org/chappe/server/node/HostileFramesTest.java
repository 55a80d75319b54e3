package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may say that only relays may, and what of it counts. */
final class HostileFramesTest {

  private final TestLine line = TestLine.of(3);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);
  private final Typist eve = new Typist(line, "6666666666", 2, 3);

  HostileFramesTest() {
    anna.shakeHands();
    bert.shakeHands().asksForMail(60);
    eve.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
  }

  private RelayStatistics statistics(int relay) {
    return line.relay(relay).node.statistics();
  }

  private List<String> copies() {
    return line.travelled.stream()
        .map(TestLine.Datagram::text)
        .filter(text -> text.startsWith("send;") && text.contains("/" + bert.id + "/"))
        .toList();
  }

  @Test
  void shouldAnswerForAMessageWhoeverItsSenderNames() {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(3));
    assertThat(eve.types("send", ";ma.0;t1;o1", bert.id + "/hello")).hasSize(1);
    line.pass(TestLine.SECONDS / 2);
    assertThat(copies()).isNotEmpty().allMatch(copy -> copy.contains(";t6;o2;"));
    assertThat(statistics(2).messagesKept()).as("until relay 3 has it").isEqualTo(1);
    assertThat(statistics(1).noticesIgnored()).isZero();
  }

  @Test
  void shouldNotBelieveAClientThatAMessageIsStored() {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(3));
    anna.sends("a.0", bert.id, "hello");
    line.pass(TestLine.SECONDS / 2);
    String rest = "3/1/stored?" + bert.id + "/" + anna.id + "/zzzzz/a/0-zzzzzz";
    String asEve = "table;2;e" + eve.session + ";l0/1/" + rest;
    assertThat(line.type(eve.at, 2, asEve)).isEqualTo(Verdict.FORGED);
    String asAnna = "table;2;e" + anna.session + ";l0/1/" + rest;
    assertThat(line.type(anna.at, 1, asAnna)).isEqualTo(Verdict.FORGED);
    assertThat(line.type(eve.at, 1, "table/1/" + rest)).isEqualTo(Verdict.UNEXPECTED);
    line.pass(TestLine.SECONDS);
    assertThat(statistics(1).messagesKept()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {";rs", ";rd", ";rx", ";rf"})
  void shouldNotTakeReceiptsFromClients(String receipt) {
    assertThat(eve.types("send", ";ma.0" + receipt, anna.id + "/"))
        .anyMatch(answer -> answer.contains(";xparam/"));
    line.pass(TestLine.SECONDS);
    assertThat(statistics(2).messagesKept()).isZero();
    assertThat(anna.mail()).isEmpty();
  }

  @Test
  void shouldGiveNoLongerLifeThanAnyoneGets() {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(3));
    eve.types("send", ";ma.0;dzzzzz", bert.id + "/for ever");
    line.pass(TestLine.SECONDS / 2);
    assertThat(copies()).isNotEmpty().allMatch(copy -> copy.contains(";d1jk00/"));
  }

  @Test
  void shouldTakeARunOfAnyLengthForWhatIsUnderWayOnly() {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(3));
    anna.sends("a.0", bert.id, "one");
    anna.sends("b.0", bert.id, "of another start");
    line.pass(TestLine.SECONDS / 2);
    String session = line.laneBetween(1, 2, 0);
    line.lost = datagram -> true;
    String rest = "3/1/stored?" + bert.id + "/" + anna.id + "/1/a/0-zzzzzz";
    for (int number = 0; number < 48; number++) {
      String notice = "table;2;e" + session + ";l0/" + number + "/" + rest;
      line.type(TestLine.relayAt(2), 1, notice);
    }
    assertThat(statistics(1).messagesKept()).as("the other start's").isEqualTo(1);
  }
}

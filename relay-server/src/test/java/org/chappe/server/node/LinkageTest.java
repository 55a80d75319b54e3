package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.chappe.link.LinkConfig;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.OriginKey;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.node.TestLine.Datagram;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a relay holds links with, and what it believes of the others. */
final class LinkageTest {

  private static final long HEALED = 5 * TestLine.SECONDS;

  private final TestLine line = TestLine.of(4);

  private static Predicate<Datagram> to(int relay) {
    return datagram -> datagram.to().equals(TestLine.relayAt(relay));
  }

  private static Predicate<Datagram> from(int relay) {
    return datagram -> datagram.from().equals(TestLine.relayAt(relay));
  }

  private RelayNode node(int relay) {
    return line.relay(relay).node;
  }

  private LinkageStatistics statistics(int relay) {
    return node(relay).statistics().linkage();
  }

  private List<Integer> links(int relay) {
    return node(relay).membership().of(relay).links();
  }

  private MemberState state(int as, int of) {
    return node(as).membership().of(of).state();
  }

  @Test
  void shouldHoldLinksWithTheNearest() {
    assertThat(links(1)).containsExactly(2);
    assertThat(links(2)).containsExactly(1, 3);
    assertThat(links(4)).containsExactly(3);
    assertThat(node(1).routes().hops(4)).isEqualTo(3);
  }

  @Test
  void shouldStepOverASilentRelayAndTakeItBackAndLetTheWayAroundGo() {
    line.lost = to(2).or(from(2));
    line.pass(HEALED);
    assertThat(links(1)).containsExactly(3);
    assertThat(links(3)).containsExactly(1, 4);
    assertThat(state(4, 2)).isEqualTo(MemberState.DEAD);
    assertThat(line.relay(1).reports)
        .contains(
            new RelayReport.NeighbourDown(2),
            new RelayReport.MemberChanged(2, MemberState.SUSPECT),
            new RelayReport.MemberChanged(2, MemberState.DEAD),
            new RelayReport.NeighbourUp(3));
    assertThat(statistics(1).deaths()).isEqualTo(1);
    line.lost = datagram -> false;
    line.pass(HEALED);
    assertThat(links(1)).containsExactly(2, 3);
    assertThat(state(1, 2)).isEqualTo(MemberState.ALIVE);
    assertThat(state(4, 2)).isEqualTo(MemberState.ALIVE);
    line.pass(LinkUse.USELESS_NANOS_MAX + HEALED);
    assertThat(links(1)).containsExactly(2);
    assertThat(links(3)).containsExactly(2, 4);
    assertThat(node(1).statistics().sessions()).as("three lanes to one").isEqualTo(3);
    assertThat(node(3).statistics().sessions()).as("three lanes to two").isEqualTo(6);
  }

  @Test
  void shouldKnowThatNobodyIsLeft() {
    line.lost = to(1).or(from(1));
    line.pass(4 * HEALED);
    for (int other = 2; other <= 4; other++) {
      assertThat(state(1, other)).isEqualTo(MemberState.DEAD);
    }
    assertThat(links(1)).isEmpty();
    assertThat(node(1).statistics().sessions()).isZero();
    assertThat(links(2)).containsExactly(3);
  }

  @Test
  void shouldOpenAllLanesAgainWhenTheOtherEndHasClosedThem() {
    TestLine two = TestLine.of(2);
    two.lost = from(1).and(to(2));
    two.pass(3_500 * TestLine.MILLIS);
    assertThat(two.relay(2).node.statistics().sessions())
        .as("it has heard nothing")
        .isZero();
    assertThat(two.relay(1).node.statistics().sessions()).as("it heard probes").isEqualTo(3);
    two.lost = datagram -> false;
    two.pass(HEALED);
    assertThat(two.relay(2).node.statistics().sessions()).isEqualTo(3);
    assertThat(two.relay(2).node.isIdle()).isTrue();
  }

  @Test
  void shouldAskTheDeadOnlyNowAndThen() {
    line.lost = to(2).or(from(2));
    line.pass(4 * HEALED);
    line.travelled.clear();
    line.pass(60 * TestLine.SECONDS);
    assertThat(line.travelled.stream().filter(to(2)).count()).isBetween(30L, 90L);
  }

  @Test
  void shouldNotTakeItsOwnSleepForTheDeathOfOthers() {
    line.now += 30 * TestLine.SECONDS;
    line.pass(HEALED);
    for (int relay = 1; relay <= 4; relay++) {
      assertThat(statistics(relay).suspicions()).isZero();
      assertThat(statistics(relay).lateTurns()).isEqualTo(1);
    }
    assertThat(links(2)).containsExactly(1, 3);
  }

  @Test
  void shouldAskAHigherRelayThatKnocks() {
    line.travelled.clear();
    Endpoint four = TestLine.relayAt(4);
    assertThat(line.type(four, 1, "handshake;2;nAAAAAAAB/0/4/1/relay?0?1"))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(links(1)).containsExactly(2, 4);
    assertThat(links(4)).containsExactly(1, 3);
  }

  @Test
  void shouldSendNoMoreThanOneHandshakeForManyKnocks() {
    line.lost = to(4);
    line.travelled.clear();
    for (int i = 0; i < 100; i++) {
      line.type(TestLine.relayAt(4), 1, "handshake;2;nAAAAAAAB/0/4/1/relay?0?1");
    }
    assertThat(line.travelled.stream().filter(from(1)).filter(to(4)).count()).isEqualTo(1);
  }

  @Test
  void shouldNotHearAKnockFromAnotherAddress() {
    Endpoint stranger = TestLine.clientAt(5);
    assertThat(line.answers(stranger, 1, "handshake;2;nAAAAAAAB/0/4/1/relay?0?1"))
        .first()
        .asString()
        .contains(";c");
    assertThat(links(1)).containsExactly(2);
  }

  /** Says something as relay 2 to relay 1, on the lane of the tables. */
  private Verdict tell(String payload) {
    List<String> said = line.travelled.stream()
        .filter(from(2))
        .filter(to(1))
        .map(Datagram::text)
        .filter(text -> text.startsWith("table;2;e") || text.startsWith("get;2;e"))
        .toList();
    String control = said.stream()
        .filter(text -> text.startsWith("table"))
        .findFirst()
        .orElseThrow()
        .replaceAll("table;2;e([^;]*);.*", "$1");
    long next = said.stream()
        .filter(text -> text.contains(";e" + control + ";l0/"))
        .map(text -> text.split("/", 3)[1])
        .distinct()
        .count();
    line.lost = from(2);
    String head = "table;2;e" + control + ";l0/" + next + "/2/1/";
    return line.type(TestLine.relayAt(2), 1, head + payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relays?9/127.0.0.1:7009/1/1/a/2",
        "relays?3/127.0.0.1:7003/1/zzzzzz/d/",
        "relays?3/127.0.0.1:7003/zzzzzzzzzz/1/d/",
        "relays?",
        "relays?rubbish",
        "members?"
      })
  void shouldRefuseATableThatCannotBeRight(String payload) {
    List<Member> before = node(1).membership().all();
    assertThat(tell(payload)).isEqualTo(Verdict.BAD_TABLE);
    assertThat(node(1).membership().all()).isEqualTo(before);
  }

  @Test
  void shouldRefuteThatItIsDead() {
    Member self = node(1).membership().of(1);
    String incarnation = Long.toString(self.incarnation(), 36);
    String claim = "relays?1/127.0.0.1:7001/" + incarnation + "/zz/d/2";
    assertThat(tell(claim)).isEqualTo(Verdict.ACCEPTED);
    assertThat(state(1, 1)).isEqualTo(MemberState.ALIVE);
    assertThat(node(1).membership().of(1).version()).isEqualTo(36 * 36);
    assertThat(statistics(1).refutations()).isEqualTo(1);
  }

  @Test
  void shouldRefuseMoreLinksThanItCanReport() {
    int self = Member.LINKS_MAX + 5;
    RelayConfig config = TestLine.config(
        self, IntStream.rangeClosed(1, self).boxed().toList(), StationLimits.DEFAULT, 64);
    SplittableRandom random = new SplittableRandom(1);
    Sessions sessions = new Sessions(config.self(), LinkConfig.DEFAULT, 64, random);
    Directory directory = new Directory(new OriginKey(self, 1), 1);
    Linkage linkage =
        new Linkage(config, TestLine.roster(config), TestLine.tables(directory), sessions, random);
    for (int lower = 1; lower <= Member.LINKS_MAX; lower++) {
      Neighbour neighbour = Objects.requireNonNull(linkage.askedBy(lower));
      Lane control = neighbour.control();
      control.offered(Objects.requireNonNull(
          sessions.accept(control, neighbour.number(), neighbour.endpoint(), lower, 0)));
    }
    assertThat(linkage.askedBy(Member.LINKS_MAX + 1)).isNull();
    assertThat(linkage.askedBy(1)).isNotNull();
    assertThat(linkage.statistics(0).linksRefused()).isEqualTo(1);
  }

  @Test
  void shouldDropACopyForARelayThatNoLinkLeadsTo() {
    Typist bert = new Typist(line, "0987654321", 4, 2);
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    Typist anna = new Typist(line, "1234567890", 1, 1).shakeHands();
    line.lost = to(4).or(from(4));
    line.pass(1_300 * TestLine.MILLIS);
    line.lost = to(4).or(from(4)).or(from(3));
    line.pass(800 * TestLine.MILLIS);
    assertThat(node(3).routes().hops(4)).isNegative();
    assertThat(node(2).routes().hops(4)).as("it hasn't heard of that").isEqualTo(2);
    anna.sends("a.0", bert.id, "no way");
    line.pass(100 * TestLine.MILLIS);
    assertThat(statistics(3).copiesWithoutWay()).isPositive();
    assertThat(node(1).station().size()).as("its home answers for it").isEqualTo(1);
    line.lost = datagram -> false;
    line.pass(3 * HEALED);
    assertThat(bert.mail()).contains("no way");
  }
}

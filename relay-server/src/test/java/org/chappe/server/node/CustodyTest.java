package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Verdict;
import org.chappe.server.directory.Changes;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.OriginKey;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.MemberText;
import org.chappe.server.station.MailKind;
import org.chappe.server.station.NoticeText;
import org.chappe.server.station.StoredNotice;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

/** What relays tell each other of messages that are stored. */
final class CustodyTest {

  private final TestLine line = TestLine.of(3);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);

  private static boolean isBetween(TestLine.Datagram datagram, int from, int to) {
    return datagram.from().equals(TestLine.relayAt(from))
        && datagram.to().equals(TestLine.relayAt(to));
  }

  private List<String> noticesBetween(int from, int to) {
    return line.travelled.stream()
        .filter(datagram -> isBetween(datagram, from, to))
        .map(TestLine.Datagram::text)
        .filter(text -> text.contains("/stored?"))
        .toList();
  }

  private RelayStatistics statistics(int relay) {
    return line.relay(relay).node.statistics();
  }

  /** Types a frame as relay 1, as the first one in the session of lane 1 to relay 2. */
  private Verdict typeAsRelay1(String type, String parameters, String rest) {
    String session = line.laneBetween(1, 2);
    String frame = type + ";2;e" + session + ";l0" + parameters + "/1/" + rest;
    return line.type(TestLine.relayAt(1), 2, frame);
  }

  private void bertListens() {
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
  }

  @Test
  void shouldDeleteMailWhenItsRecipientsHomeHasItOnDisk() {
    bertListens();
    anna.shakeHands();
    line.relay(3).storeIsSlow = true;
    anna.sends("a.0", bert.id, "hello");
    line.pass(TestLine.SECONDS / 2);
    assertThat(noticesBetween(3, 2)).isEmpty();
    assertThat(statistics(1).copies()).isEqualTo(1);
    line.relay(3).storeIsSlow = false;
    line.settle();
    line.pass(NoticePost.WAIT_NANOS);
    assertThat(noticesBetween(3, 2)).hasSize(1).first().asString().contains("/3/1/stored?");
    assertThat(noticesBetween(2, 1)).hasSize(1).first().asString().contains("/3/1/stored?");
    assertThat(statistics(1).messagesKept()).isZero();
    assertThat(statistics(1).copies()).isZero();
    assertThat(statistics(1).custodyTimeouts()).isZero();
  }

  @Test
  void shouldTellOfWhatComesWithinAMomentAtOnce() {
    bertListens();
    anna.shakeHands();
    anna.sends("a.0", bert.id, "hello");
    line.pass(NoticePost.WAIT_NANOS / 2);
    anna.sends("a.1", bert.id, "again");
    line.settle();
    assertThat(noticesBetween(3, 2)).isEmpty();
    line.pass(NoticePost.WAIT_NANOS / 2);
    assertThat(noticesBetween(3, 2)).hasSize(1).first().asString().contains("/a/0-1");
    // relays on the way don't wait again
    assertThat(noticesBetween(2, 1)).hasSize(1);
    assertThat(statistics(1).copies()).isZero();
    assertThat(line.relay(3).node.isIdle()).isTrue();
  }

  @Test
  void shouldHandACopyOutAgainWhenNoNoticeComesAndTellThatItHasIt() {
    bertListens();
    anna.shakeHands();
    line.lost = datagram -> datagram.text().contains("/stored?");
    anna.sends("a.0", bert.id, "hello");
    line.pass(2 * TestLine.SECONDS);
    assertThat(statistics(1).custodyTimeouts()).isPositive();
    assertThat(statistics(1).copiesRepeated()).isPositive();
    assertThat(statistics(3).messagesDoubled()).isPositive();
    line.lost = datagram -> false;
    line.pass(10 * TestLine.SECONDS);
    assertThat(statistics(1).messagesKept()).isZero();
  }

  @Test
  void shouldNotBelieveNoticesWhileItKnowsNoHome() {
    bertListens();
    anna.shakeHands();
    line.lost = datagram -> isBetween(datagram, 2, 1) && datagram.text().contains("/stored?");
    anna.sends("a.0", bert.id, "hello");
    line.pass(TestLine.SECONDS / 2);
    line.type(bert.at, 1, "terminate/3/" + bert.id + "//");
    line.lost = datagram -> false;
    line.pass(10 * TestLine.SECONDS);
    assertThat(statistics(1).noticesIgnored()).isPositive();
    assertThat(statistics(1).messagesKept()).isEqualTo(1);
  }

  @Test
  void shouldTellAgainWhatTheSessionBeforeOwed() {
    bertListens();
    anna.shakeHands();
    line.lost = datagram -> isBetween(datagram, 2, 1);
    anna.sends("a.0", bert.id, "hello");
    line.pass(TestLine.SECONDS / 2);
    line.travelled.clear();
    line.start(1, TestLine.INCARNATION + 1);
    line.lost = datagram -> false;
    line.pass(5 * TestLine.SECONDS);
    String session = line.laneBetween(1, 2, 0);
    assertThat(noticesBetween(2, 1)).anyMatch(text -> text.contains(";e" + session + ";"));
  }

  @Test
  void shouldDropACopyWithoutHopsAndLeaveItToItsCustodian() {
    bertListens();
    String rest = "1234567890/0987654321/tired";
    assertThat(typeAsRelay1("send", ";ma.0;t0;o1", rest)).isEqualTo(Verdict.ACCEPTED);
    line.pass(TestLine.SECONDS);
    assertThat(statistics(2).hopsUsedUp()).isEqualTo(1);
    assertThat(statistics(2).messagesKept()).isZero();
    assertThat(bert.mail()).isEmpty();
  }

  @Test
  void shouldCountANoticeForARelayThatIsNotInTheLine() {
    String rest = "1/9/stored?0987654321/1234567890/1/a/0-0";
    assertThat(typeAsRelay1("table", "", rest)).isEqualTo(Verdict.ACCEPTED);
    assertThat(statistics(2).noticesDropped()).isEqualTo(1);
  }

  @Test
  void shouldCountNoticesThatCannotBeRight() {
    assertThat(typeAsRelay1("table", "", "1/2/stored?rubbish")).isEqualTo(Verdict.BAD_TABLE);
  }

  @Test
  void shouldNotSendNoticesBackTheWayTheyCame() {
    String rest = "3/1/stored?0987654321/1234567890/1/a/0-0";
    assertThat(typeAsRelay1("table", "", rest)).isEqualTo(Verdict.BAD_TABLE);
  }

  @Test
  void shouldNotTakeNoticesOfARelayThatIsNotInTheLine() {
    String rest = "9/2/stored?0987654321/1234567890/1/a/0-0";
    assertThat(typeAsRelay1("table", "", rest)).isEqualTo(Verdict.BAD_TABLE);
  }

  @Test
  void shouldTakeOtherTablesOnlyFromTheNeighbourItself() {
    assertThat(typeAsRelay1("table", "", "3/2/digest?1.1")).isEqualTo(Verdict.FORGED);
  }

  @Test
  void shouldLetGossipAndNoticesTakeTurns() {
    RelayConfig config = TestLine.config(1, List.of(1, 2));
    Directory directory = new Directory(new OriginKey(1, 7), 0);
    for (int origin = 3; origin < 100; origin++) {
      Whereabouts entry = new Whereabouts(new ClientId(origin), origin, 1);
      directory.merge(
          new Changes(new OriginKey(origin, 7), 0, 1, List.of(entry)), any -> 0, client -> {});
    }
    Neighbour neighbour = new Neighbour(
        config,
        TestLine.roster(config),
        2,
        TestLine.tables(directory),
        new LocalHealth(),
        new SplittableRandom(1),
        0);
    for (long client = 0; client < 100; client++) {
      StoredNotice notice =
          new StoredNotice(new ClientId(client), new ClientId(1), 1, MailKind.MESSAGE, 7, 0, 0);
      neighbour.notices().add(3, 2, notice);
    }
    Sessions sessions =
        new Sessions(config.self(), LinkConfig.DEFAULT, 64, new SplittableRandom(1));
    Session control = sessions.open(
        neighbour.control(), neighbour.number(), neighbour.endpoint(), 7, TestLine.MILLIS, 0);
    neighbour.control().adopt(control);
    neighbour.speak(control, TestLine.SECONDS);
    List<Boolean> areNotices = control.link().unacknowledged().stream()
        .filter(frame -> frame instanceof Frame.Table)
        .filter(frame -> !MemberText.isMeant(frame.payload()))
        .map(frame -> NoticeText.isMeant(frame.payload()))
        .toList();
    assertThat(areNotices)
        .as("behind one of members")
        .hasSize(Neighbour.CONTROL_FRAMES_MAX - 1)
        .containsExactly(true, false, true, false, true, false, true);
  }
}

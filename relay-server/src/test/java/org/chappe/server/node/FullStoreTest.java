package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Verdict;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients hear of a relay whose store is full, and how they get out of it. */
final class FullStoreTest {

  private static final long PACE_NANOS = 100 * TestLine.MILLIS;

  private final TestLine line =
      new TestLine(TestLine.config(3, List.of(3), new StationLimits(2, 10), 64));
  private final Typist anna = new Typist(line, "1234567890", 3, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);

  /** Two messages from Anna for Bert are all that the store keeps. */
  @BeforeEach
  void fill() {
    anna.shakeHands();
    bert.shakeHands();
    anna.sends("a.0", bert.id, "one");
    anna.sends("a.1", bert.id, "two");
    line.heard(anna.at);
  }

  private static long refusals(List<String> frames) {
    return frames.stream().filter(frame -> frame.contains(";xfull/2/")).count();
  }

  @Test
  void shouldPushMailToAGetBehindARefusedMessageAndTakeThatWhenThereIsRoom() {
    assertThat(bert.sends("b.0", anna.id, "three")).isEqualTo(Verdict.REFUSED);
    line.heard(bert.at);
    List<String> read = new ArrayList<>(Typist.texts(bert.asksForMail(60)));
    line.pass(PACE_NANOS);
    bert.mail().stream().filter(text -> !read.contains(text)).forEach(read::add);
    assertThat(read).containsExactly("one", "two");
    bert.acknowledges(2);
    assertThat(line.heard(bert.at))
        .as("without another word from Bert: his message and his get are taken")
        .contains("ack;2;e" + bert.session + ";l0/2/3/" + bert.id + "/");
    assertThat(Typist.texts(anna.asksForMail(60))).containsExactly("three");
  }

  @Test
  void shouldTellARefusalOnceForNewFramesAndAgainWhenAnythingIsRepeated() {
    String refused = anna.numbered("send", ";ma.2", bert.id + "/three");
    assertThat(refusals(line.answers(anna.at, 3, refused))).isEqualTo(1);
    String behind = anna.numbered("send", ";ma.3", bert.id + "/four");
    assertThat(refusals(line.answers(anna.at, 3, behind))).as("new").isZero();
    assertThat(refusals(anna.types("send", ";ma.4", bert.id + "/five")))
        .as("new again")
        .isZero();
    assertThat(refusals(line.answers(anna.at, 3, behind))).as("repeated").isEqualTo(1);
    assertThat(refusals(line.answers(anna.at, 3, refused)))
        .as("the refused one repeated")
        .isEqualTo(1);
  }
}

package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.MILLI;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that knows several homes: when it takes one for lost, and what it does then. */
class FailoverTest {

  private static final long MOVED_WITHIN_NANOS = 5 * SECOND;

  private static Message mail(long n) {
    return Rig.fromBen(new MessageId(9, n), null, Receipt.NONE, "mail " + n);
  }

  private static TownRig attached(int homes) {
    TownRig rig = new TownRig(homes);
    rig.attach(false).run(SECOND);
    assertThat(rig.attachedTo()).containsExactly(1);
    return rig;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5, 6, 11, 12, 25})
  void shouldSendAgainElsewhereWithTheSameNumbersWhenItsHomeDies(long millis) {
    TownRig rig = attached(3);
    LongStream.range(0, 100).forEach(token -> rig.send(token, "text " + token));
    rig.run(millis * MILLI);
    rig.at(1).isDown = true;
    rig.run(MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).hasSize(2).startsWith(1);
    int second = rig.attachedTo().get(1);
    List<MessageId> ids = new ArrayList<>();
    rig.home(1).taken.forEach(message -> ids.add(message.id()));
    rig.home(second).taken.forEach(message -> ids.add(message.id()));
    assertThat(ids)
        .containsAll(
            LongStream.range(0, 100).mapToObj(n -> new MessageId(EPOCH, n)).toList());
    assertThat(rig.reports(ClientReport.Accepted.class))
        .extracting(ClientReport.Accepted::token)
        .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
    assertThat(rig.statistics().homesChanged()).isEqualTo(1);
  }

  @Test
  void shouldNoticeThatItsHomeIsGoneWhileItOnlyListens() {
    TownRig rig = attached(3);
    rig.order(new ClientOrder.Listen(60));
    rig.run(100 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(1);
    rig.at(1).isDown = true;
    rig.run(MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).hasSize(2);
    rig.leave(rig.attachedTo().get(1), mail(0));
    rig.run(SECOND);
    assertThat(rig.shown).containsExactly("mail 0");
  }

  @Test
  void shouldMoveSoonWhenItSendsAfterALongTimeOfSilence() {
    TownRig rig = attached(2);
    rig.run(600 * SECOND);
    rig.at(1).isDown = true;
    rig.send(1, "hello");
    rig.run(MOVED_WITHIN_NANOS);
    assertThat(rig.takenBy(2)).containsExactly("hello");
  }

  @Test
  void shouldNotMoveForAShortPauseOfItsHome() {
    TownRig rig = attached(2);
    rig.order(new ClientOrder.Listen(60));
    rig.run(10 * SECOND);
    for (int pause = 0; pause < 10; pause++) {
      rig.at(1).isDown = true;
      rig.send(pause, "text " + pause);
      rig.run(SECOND);
      rig.at(1).isDown = false;
      rig.run(3 * SECOND);
    }
    assertThat(rig.attachedTo()).containsExactly(1);
    assertThat(rig.takenBy(1)).hasSize(10);
  }

  @Test
  void shouldNotProbeWithoutAlternativesOrWithoutListening() {
    TownRig alone = attached(1);
    alone.order(new ClientOrder.Listen(60));
    alone.run(19 * SECOND);
    assertThat(alone.home(1).requests).hasSize(1);
    TownRig writer = attached(2);
    int before = writer.sentByClient;
    writer.run(60 * SECOND);
    assertThat(writer.sentByClient).isEqualTo(before);
  }

  @Test
  void shouldProbeOnlyWhenNothingWasHeard() {
    TownRig rig = attached(2);
    rig.order(new ClientOrder.Listen(60));
    for (int n = 0; n < 15; n++) {
      rig.leave(1, mail(n));
      rig.run(SECOND);
    }
    assertThat(rig.home(1).requests).hasSize(1);
    rig.run(16 * SECOND);
    assertThat(rig.home(1).requests).hasSizeBetween(9, 13);
  }

  @Test
  void shouldPreferAHomeThatHasForgottenItToANearerOne() {
    TownRig rig = attached(3);
    rig.at(2).delayNanos = MILLI;
    rig.home(1).restart();
    rig.send(1, "hello");
    rig.run(SECOND);
    assertThat(rig.attachedTo()).containsExactly(1, 1);
    assertThat(rig.takenBy(1)).containsExactly("hello");
    assertThat(rig.home(2).handshakes).isZero();
  }

  @Test
  void shouldComeBackToALostHomeThatIsNearest() {
    TownRig rig = attached(3);
    rig.at(2).delayNanos = 300 * MILLI;
    rig.at(3).delayNanos = 300 * MILLI;
    rig.order(new ClientOrder.Listen(60));
    rig.run(10 * SECOND);
    rig.at(1).isDown = true;
    boolean isLost = false;
    while (!isLost) {
      rig.run(MILLI);
      isLost = !rig.reports(ClientReport.Lost.class).isEmpty();
      rig.at(1).isDown = !isLost;
    }
    rig.run(SECOND);
    assertThat(rig.attachedTo()).containsExactly(1, 1);
  }

  @Test
  void shouldStayWhereItIsWhenThePreferredHomeReturns() {
    TownRig rig = attached(2);
    rig.at(1).isDown = true;
    rig.send(1, "one");
    rig.run(MOVED_WITHIN_NANOS);
    rig.at(1).isDown = false;
    rig.order(new ClientOrder.Listen(60));
    rig.run(100 * SECOND);
    rig.home(2).restart();
    rig.send(2, "two");
    rig.run(5 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(1, 2, 2);
    assertThat(rig.takenBy(2)).containsExactly("one", "two");
  }

  @Test
  void shouldGoAwayFromAHomeThatSpeaksAndHearsNothing() {
    TownRig rig = attached(2);
    rig.order(new ClientOrder.Listen(60));
    rig.run(SECOND);
    rig.at(1).isLost = frame -> frame.source().equals(Rig.ANN);
    for (int n = 0; n < 10; n++) {
      rig.leave(1, mail(n));
      rig.send(n, "text " + n);
      rig.run(SECOND);
    }
    assertThat(rig.attachedTo()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldHaveEachMessageTakenThoughHomesDieAllTheTime(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TownRig rig = new TownRig(4);
    for (int number = 1; number <= 4; number++) {
      rig.at(number).isLost = frame -> random.nextInt(10) == 0;
    }
    rig.attach(random.nextBoolean());
    rig.order(new ClientOrder.Listen(10));
    for (int n = 0; n < 60; n++) {
      rig.send(n, "text " + n);
      rig.run(random.nextLong(SECOND));
      TownRig.Spot spot = rig.at(1 + random.nextInt(4));
      spot.isDown = random.nextInt(3) == 0 ? !spot.isDown : spot.isDown;
      if (random.nextBoolean()) {
        spot.home.restart();
      }
    }
    for (int number = 1; number <= 4; number++) {
      rig.at(number).isDown = false;
      rig.at(number).isLost = frame -> false;
    }
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class))
        .as("seed %d", seed)
        .extracting(ClientReport.Accepted::token)
        .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    assertThat(rig.statistics().homesChanged()).isPositive();
  }
}

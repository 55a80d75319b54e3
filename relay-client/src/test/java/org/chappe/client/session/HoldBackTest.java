package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Node;
import org.junit.jupiter.api.Test;

class HoldBackTest {

  private static final ClientId ME = new ClientId(7);
  private static final long SECOND = 1_000_000_000L;

  private final List<String> shown = new ArrayList<>();
  private final HoldBack holdBack = new HoldBack(
      (arrival, isLate) -> shown.add(arrival.message().text() + (isLate ? " late" : "")));
  private final Track track = track(1, 0);
  private long nowNanos;

  private static Track track(long source, long next) {
    return new Track(new Track.Origin(new ClientId(source), Receipt.NONE), 1, next);
  }

  private void comes(long... numbers) {
    for (long n : numbers) {
      comes(track, n);
    }
  }

  private void comes(Track of, long n) {
    Message message = Message.plain(of.origin.source(), ME, Payload.of(String.valueOf(n)))
        .withId(new MessageId(of.epoch, n));
    holdBack.arrived(nowNanos, new Arrival(n, 0, message, of));
  }

  private void pass(long nanos) {
    nowNanos += nanos;
    holdBack.onDeadline(nowNanos);
  }

  @Test
  void shouldShowAtOnceWhatComesInOrder() {
    comes(0, 1, 2);
    assertThat(shown).containsExactly("0", "1", "2");
    assertThat(holdBack.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldHoldBackWhatIsBehindAGapUntilTheGapCloses() {
    comes(0, 3, 2);
    assertThat(shown).containsExactly("0");
    assertThat(holdBack.held()).isEqualTo(2);
    comes(1);
    assertThat(shown).containsExactly("0", "1", "2", "3");
    assertThat(holdBack.held()).isZero();
    assertThat(holdBack.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldWaitTenSecondsFromTheFirstMessageBehindTheGap() {
    comes(0, 2);
    pass(4 * SECOND);
    comes(3);
    assertThat(holdBack.nextDeadline()).isEqualTo(HoldBack.WAIT_NANOS);
    pass(6 * SECOND - 1);
    assertThat(shown).containsExactly("0");
    pass(1);
    assertThat(shown).containsExactly("0", "2", "3");
    assertThat(holdBack.gapsGivenUp()).isEqualTo(1);
  }

  @Test
  void shouldMarkAsLateWhatComesAfterItWasGivenUp() {
    comes(0, 2);
    pass(HoldBack.WAIT_NANOS);
    comes(1, 3);
    assertThat(shown).containsExactly("0", "2", "1 late", "3");
    assertThat(holdBack.late()).isEqualTo(1);
  }

  @Test
  void shouldWaitForEachGapFromItsOwnFirstMessage() {
    comes(0, 2);
    pass(5 * SECOND);
    comes(4);
    pass(5 * SECOND);
    assertThat(shown).containsExactly("0", "2");
    assertThat(holdBack.nextDeadline()).isEqualTo(15 * SECOND);
    comes(3);
    assertThat(shown).containsExactly("0", "2", "3", "4");
  }

  @Test
  void shouldNotHoldUpOthers() {
    Track other = track(2, 0);
    comes(0, 2);
    comes(other, 0);
    comes(other, 1);
    assertThat(shown).containsExactly("0", "0", "1");
  }

  @Test
  void shouldBeginWithWhateverComesFirstWhereTheBeginningIsUnknown() {
    Track old = track(3, Track.FIRST_COME);
    comes(old, 57);
    comes(old, 56);
    comes(old, 58);
    assertThat(shown).containsExactly("57", "56 late", "58");
  }

  @Test
  void shouldNotWaitForTheBeginningOfTheNumbersThatARelayGives() {
    comes(HoldBack.RELAYS_N_MIN, HoldBack.RELAYS_N_MIN + 2);
    assertThat(shown).containsExactly("217678");
    pass(HoldBack.WAIT_NANOS);
    assertThat(shown).containsExactly("217678", "217680");
  }

  @Test
  void shouldGiveUpTheGapWhenTooMuchOfOnePairIsHeldBack() {
    for (long n = 1; n <= HoldBack.PAIR_MAX; n++) {
      comes(n);
    }
    assertThat(shown).isEmpty();
    assertThat(holdBack.full()).isZero();
    comes(HoldBack.PAIR_MAX + 1L);
    assertThat(shown).hasSize(HoldBack.PAIR_MAX + 1);
    assertThat(holdBack.full()).isEqualTo(1);
    assertThat(holdBack.held()).isZero();
  }

  @Test
  void shouldGiveUpTheGapOfTheNewestWhenTooMuchIsHeldBackInAll() {
    for (long source = 0; source < HoldBack.HELD_MAX; source++) {
      comes(track(100 + source, 0), 5);
    }
    assertThat(shown).isEmpty();
    comes(9);
    assertThat(shown).containsExactly("9");
    assertThat(holdBack.full()).isEqualTo(1);
    assertThat(holdBack.held()).isEqualTo(HoldBack.HELD_MAX);
    pass(HoldBack.WAIT_NANOS);
    assertThat(holdBack.held()).isZero();
  }
}

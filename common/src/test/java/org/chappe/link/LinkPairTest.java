package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chappe.link.LinkPair.MILLIS;
import static org.chappe.link.LinkPair.SESSION;
import static org.chappe.link.LinkPair.text;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.chappe.link.LinkPair.Faults;
import org.chappe.link.LinkPair.Slowness;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two whole links over a faulty channel. */
class LinkPairTest {

  private static final long TEN_MINUTES = 600_000 * MILLIS;

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldCarryEverythingExactlyOnceInOrderWhateverTheChannelDoes(long seed) {
    SplittableRandom options = new SplittableRandom(seed * 31 + 7);
    Faults faults = new Faults(
        options.nextDouble(0.5),
        options.nextDouble(0.2),
        options.nextDouble(0.3),
        options.nextLong(1, 50) * MILLIS / 10,
        options.nextLong(5 * MILLIS));
    Slowness slowness = options.nextBoolean()
        ? Slowness.NONE
        : new Slowness(options.nextLong(5 * MILLIS), options.nextLong(20 * MILLIS));
    int window = options.nextBoolean() ? 48 : options.nextInt(1, 49);
    LinkConfig config = new LinkConfig(window, options.nextInt(1, 257), 8, 2_000 * MILLIS);
    new LinkPair(seed, config, faults, slowness, 310, 40, 0).run(TEN_MINUTES);
  }

  @Test
  void shouldCarryMoreThanALapAtHalfTheDatagramsLost() {
    Faults faults = new Faults(0.5, 0, 0, 5 * MILLIS, 0);
    LinkPair pair = new LinkPair(1, LinkConfig.DEFAULT, faults, Slowness.NONE, 500, 50, 0);
    pair.run(TEN_MINUTES);
    assertThat(pair.a.link.statistics().retransmitted()).isPositive();
    assertThat(pair.a.link.statistics().timeouts()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {50_000, 1_000_000, 20_000_000, 250_000_000})
  void shouldNotRetransmitWhenNothingIsLost(long delayNanos) {
    LinkPair pair =
        new LinkPair(1, LinkConfig.DEFAULT, Faults.none(delayNanos), Slowness.NONE, 2_000, 20, 0);
    pair.run(TEN_MINUTES);
    LinkStatistics statistics = pair.a.link.statistics();
    assertThat(statistics.retransmitted()).isZero();
    assertThat(statistics.timeouts()).isZero();
    assertThat(statistics.sent()).isEqualTo(2_020);
    assertThat(pair.b.link.statistics().duplicates()).isZero();
    // a batch of frames that come together is acknowledged once
    assertThat(pair.b.link.statistics().acknowledgementsSent()).isLessThanOrEqualTo(2_020);
    assertThat(statistics.congestionWindow()).isGreaterThan(CongestionWindow.INITIAL_FRAMES);
  }

  @Test
  void shouldNotRetransmitWhileThePeerWritesToItsDisk() {
    LinkPair pair = new LinkPair(
        1,
        LinkConfig.DEFAULT,
        Faults.none(MILLIS / 10),
        new Slowness(0, 15 * MILLIS),
        1_000,
        10,
        0);
    pair.run(TEN_MINUTES);
    assertThat(pair.a.link.statistics().retransmitted()).isZero();
  }

  @Test
  void shouldAcknowledgeFramesThatComeTogetherOnlyOnce() {
    // on a loopback's round trip pacing lets a window pass at once
    LinkPair pair =
        new LinkPair(1, LinkConfig.DEFAULT, Faults.none(MILLIS / 20), Slowness.NONE, 2_000, 0, 0);
    pair.run(TEN_MINUTES);
    assertThat(pair.b.link.statistics().acknowledgementsSent()).isLessThan(2_000 / 20);
    // 44 frames a round trip of 0.1 ms, after the start
    assertThat(pair.now).isLessThan(10 * MILLIS);
  }

  @Test
  void shouldFillTheWindowAndCountIt() {
    LinkPair pair =
        new LinkPair(1, LinkConfig.DEFAULT, Faults.none(20 * MILLIS), Slowness.NONE, 2_000, 0, 0);
    pair.run(TEN_MINUTES);
    assertThat(pair.a.link.statistics().windowFull()).isPositive();
    assertThat(pair.a.link.statistics().queueFull()).isPositive();
  }

  @Test
  void shouldSeeAFrameThatIsTakenForItsNeighbour() {
    LinkPair pair =
        new LinkPair(1, LinkConfig.DEFAULT, Faults.none(MILLIS), Slowness.NONE, 310, 0, 0) {
          @Override
          Frame carried(Frame frame) {
            boolean isOdd = frame.payload().text().equals("d7");
            return isOdd ? frame.at(Stamp.of(SESSION, frame.stamp().number() + 1)) : frame;
          }
        };
    assertThatThrownBy(() -> pair.run(TEN_MINUTES)).isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldSeeAFrameThatIsAcknowledgedWithoutHavingCome() {
    LinkPair pair =
        new LinkPair(
            1, LinkConfig.DEFAULT, new Faults(0.3, 0, 0, MILLIS, 0), Slowness.NONE, 310, 0, 0) {
          @Override
          Frame carried(Frame frame) {
            // a peer that claims one more than it has settled
            return frame instanceof Frame.Ack
                ? frame.at(Stamp.of(SESSION, frame.stamp().number() + 1))
                : frame;
          }
        };
    assertThatThrownBy(() -> pair.run(TEN_MINUTES)).isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldSeeAFrameOfTheLapBefore() {
    LinkPair pair =
        new LinkPair(1, LinkConfig.DEFAULT, Faults.none(MILLIS), Slowness.NONE, 310, 0, 0) {
          @Override
          Frame carried(Frame frame) {
            // a late frame of lap 0 that passes for one of lap 1
            return frame.payload().text().equals("d107") ? text("d", 7).at(frame.stamp()) : frame;
          }
        };
    assertThatThrownBy(() -> pair.run(TEN_MINUTES)).isInstanceOf(AssertionError.class);
  }
}

package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LocalHealthTest {

  private static final long SECOND = 1_000_000_000L;

  private final LocalHealth health = new LocalHealth();
  private final PeerWatch peer = new PeerWatch(health, 0);

  @Test
  void shouldCountATurnThatComesInTimeAsHealthy() {
    assertThat(health.turn(SECOND, SECOND + LocalHealth.LATE_NANOS - 1)).isZero();
    assertThat(health.score()).isZero();
    assertThat(health.stretch(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void shouldWaitUpToThreeTimesAsLongAfterItWasStopped() {
    assertThat(health.turn(SECOND, 11 * SECOND)).isEqualTo(10 * SECOND);
    assertThat(health.score()).isEqualTo(LocalHealth.SCORE_MAX);
    assertThat(health.stretch(SECOND)).isEqualTo(3 * SECOND);
    assertThat(health.lateTurns()).isEqualTo(1);
  }

  @Test
  void shouldRecoverPointByPoint() {
    health.turn(0, 2 * LocalHealth.LATE_NANOS);
    assertThat(health.score()).isEqualTo(2);
    health.turn(SECOND, SECOND);
    assertThat(health.score()).isEqualTo(2);
    health.turn(2 * SECOND, 2 * SECOND);
    health.turn(2 * SECOND, 2 * SECOND);
    assertThat(health.score()).isEqualTo(1);
    health.turn(3 * SECOND, 3 * SECOND);
    health.turn(4 * SECOND, 4 * SECOND);
    assertThat(health.score()).isZero();
  }

  @Test
  void shouldProbeThenGiveUpThenForgetWhoIsSilent() {
    assertThat(peer.isToBeProbed(PeerWatch.PROBE_AFTER_NANOS - 1)).isFalse();
    assertThat(peer.isToBeProbed(PeerWatch.PROBE_AFTER_NANOS)).isTrue();
    assertThat(peer.isSilent(PeerWatch.DOWN_AFTER_NANOS - 1)).isFalse();
    assertThat(peer.isSilent(PeerWatch.DOWN_AFTER_NANOS)).isTrue();
    assertThat(peer.isLost(PeerWatch.CLOSE_AFTER_NANOS - 1)).isFalse();
    assertThat(peer.isLost(PeerWatch.CLOSE_AFTER_NANOS)).isTrue();
  }

  @Test
  void shouldTakeAnythingThatIsHeardForASignOfLife() {
    peer.heard(SECOND);
    assertThat(peer.isToBeProbed(SECOND + PeerWatch.PROBE_AFTER_NANOS - 1)).isFalse();
    assertThat(peer.isSilent(PeerWatch.DOWN_AFTER_NANOS)).isFalse();
  }

  @Test
  void shouldNotTakeItsOwnSleepForTheSilenceOfOthers() {
    peer.heard(SECOND);
    long lateNanos = health.turn(SECOND, 11 * SECOND);
    peer.excuse(11 * SECOND, lateNanos);
    assertThat(peer.isSilent(11 * SECOND)).isFalse();
    assertThat(peer.isSilent(11 * SECOND + PeerWatch.DOWN_AFTER_NANOS)).isFalse();
    assertThat(peer.isSilent(11 * SECOND + 3 * PeerWatch.DOWN_AFTER_NANOS)).isTrue();
  }

  @Test
  void shouldNotExcuseMoreThanThereWas() {
    peer.heard(SECOND);
    peer.excuse(2 * SECOND, 50 * SECOND);
    assertThat(peer.isSilent(2 * SECOND + PeerWatch.DOWN_AFTER_NANOS)).isTrue();
  }
}

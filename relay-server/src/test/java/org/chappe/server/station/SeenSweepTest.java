package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.ANNA;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.message;
import static org.chappe.server.station.StationRig.messageFrom;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.node.StoreKey;
import org.junit.jupiter.api.Test;

final class SeenSweepTest {

  private static final Lives LIVES = new Lives(3_600, 3_600);
  private static final long MEMORY_SECONDS = LIVES.memorySeconds();
  private static final long ROUND_SECONDS = SeenSweep.REST_SECONDS + SeenSweep.SLICE_SECONDS;

  private final StationRig rig = new StationRig(StationLimits.DEFAULT.withLives(LIVES));

  private void exchange(Message message) {
    assertThat(rig.accept(message)).isEqualTo(Acceptance.NEW);
    rig.commit();
    Message handed = rig.hand(message.destination());
    rig.station.outgoing().delivered(rig.mailbox(message.destination()), handed);
    rig.commit();
  }

  private long pairsOnDisk() {
    long[] found = {0};
    rig.records.scan(
        new StoreKey(StationKeys.SEEN, 0, 0),
        Integer.MAX_VALUE,
        (key, value) -> found[0] += key.space() == StationKeys.SEEN ? 1 : 0);
    return found[0];
  }

  @Test
  void shouldForgetAPairOfWhichNothingCanComeAnyMore() {
    exchange(message(0));
    rig.pass(MEMORY_SECONDS - 1);
    assertThat(rig.accept(message(0))).isEqualTo(Acceptance.DUPLICATE);
    rig.commit();
    rig.pass(ROUND_SECONDS + 2);
    assertThat(pairsOnDisk()).isZero();
    assertThat(rig.station.pairsSwept()).isEqualTo(1);
    assertThat(rig.accept(message(0))).as("nobody remembers it").isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldKeepAPairThatGoesOn() {
    exchange(message(0));
    rig.pass(MEMORY_SECONDS - 10);
    exchange(message(1));
    rig.pass(ROUND_SECONDS + 20);
    assertThat(rig.station.pairsSwept()).isZero();
    assertThat(rig.accept(message(0))).isEqualTo(Acceptance.DUPLICATE);
    assertThat(rig.accept(message(1))).isEqualTo(Acceptance.DUPLICATE);
  }

  @Test
  void shouldKeepWhatChangesWhileItsOldRecordIsLookedAt() {
    exchange(message(0));
    rig.pass(MEMORY_SECONDS - SeenSweep.REST_SECONDS - 1);
    while (rig.station.ageSeconds() < MEMORY_SECONDS) {
      rig.pass(1);
    }
    rig.accept(message(1));
    rig.handIn(); // not durable: the store has the old record for as long as it takes
    rig.sweep(ROUND_SECONDS);
    assertThat(rig.station.pairsSwept()).isZero();
    assertThat(rig.accept(message(1))).isEqualTo(Acceptance.DUPLICATE);
  }

  @Test
  void shouldGoRoundALargeStoreInSlices() {
    int pairs = 3 * SeenSweep.SLICE_RECORDS + 1;
    for (int i = 0; i < pairs; i++) {
      exchange(messageFrom(new ClientId(1_000 + i), BERT, 0));
    }
    exchange(messageFrom(ANNA, BERT, 0));
    rig.pass(MEMORY_SECONDS + 2);
    rig.pass(ROUND_SECONDS + 5 * SeenSweep.SLICE_SECONDS);
    assertThat(pairsOnDisk()).isZero();
    assertThat(rig.station.pairsSwept()).isEqualTo(pairs + 1);
  }

  @Test
  void shouldForgetInARunThatNeverUsedThePair() {
    exchange(message(0));
    for (long aged = 0; aged <= MEMORY_SECONDS; aged += MEMORY_SECONDS / 4) {
      rig.pass(MEMORY_SECONDS / 4);
      exchange(messageFrom(BERT, ANNA, aged)); // so that the age is written down
      rig.pass(1);
      rig.restart(StationRig.WALL_MILLIS);
    }
    assertThat(pairsOnDisk()).as("the other direction goes on").isEqualTo(1);
  }

  @Test
  void shouldReadNoMoreThanASliceAtOnce() {
    for (int i = 0; i < 2 * SeenSweep.SLICE_RECORDS; i++) {
      exchange(messageFrom(new ClientId(1_000 + i), BERT, 0));
    }
    rig.restart(StationRig.WALL_MILLIS);
    rig.reads = 0;
    rig.turn();
    assertThat(rig.reads).isEqualTo(SeenSweep.SLICE_RECORDS);
  }
}

package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a disk really happens, and none that no disk has. */
class SimStoreTest {

  private static final int BATCHES = 20;

  private final List<Long> durable = new ArrayList<>();

  private static final long SYNC_NANOS = 20 * Simulation.MILLISECOND;

  @Test
  void shouldMakeABatchDurableOnlyWithItsSync() {
    Simulation simulation = new Simulation(1);
    SimStore store = new SimStore(simulation, SYNC_NANOS);
    commit(store, 1);
    assertThat(durable).isEmpty();
    simulation.run(SYNC_NANOS);
    assertThat(durable).containsExactly(1L);
  }

  @Test
  void shouldSyncTogetherWhatGathersDuringASync() {
    Simulation simulation = new Simulation(1);
    SimStore store = new SimStore(simulation, SYNC_NANOS);
    for (long number = 1; number <= BATCHES; number++) {
      commit(store, number);
    }
    simulation.run(2 * SYNC_NANOS);
    assertThat(durable).hasSize(BATCHES).isSorted();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldLeaveAPrefixOfWhatWasNotSyncedAfterACrash(long seed) {
    Simulation simulation = new Simulation(seed);
    SimStore store = new SimStore(simulation, SYNC_NANOS);
    for (long number = 1; number <= BATCHES; number++) {
      commit(store, number);
      simulation.run(SYNC_NANOS / BATCHES);
    }
    long synced = durable.size();
    store.crash();
    List<Long> left = kept(store);
    assertThat(left).hasSizeBetween((int) synced, BATCHES);
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.get(i)).isEqualTo(i + 1L);
    }
    simulation.run(Simulation.SECOND);
    assertThat(durable).hasSize((int) synced);
  }

  @Test
  void shouldLoseAllOrSomeOrNothingBySeed() {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (long seed = 1; seed <= 200; seed++) {
      SimStore store = new SimStore(new Simulation(seed), SYNC_NANOS);
      for (long number = 1; number <= 4; number++) {
        commit(store, number);
      }
      store.crash();
      sizes.add(kept(store).size());
    }
    assertThat(sizes).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void shouldShowOrHideWhatIsNotSyncedBySeed() {
    TreeSet<Integer> seen = new TreeSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      SimStore store = new SimStore(new Simulation(seed), SYNC_NANOS);
      commit(store, 1);
      seen.add(kept(store).size());
    }
    assertThat(seen).containsExactly(0, 1);
  }

  @Test
  void shouldAcknowledgeNothingOfASyncThatFails() {
    Simulation simulation = new Simulation(1);
    SimStore store = new SimStore(simulation, SYNC_NANOS);
    List<String> deaths = new ArrayList<>();
    store.onFailure(() -> {
      deaths.add("dead");
      store.crash();
    });
    store.setFaults(new DiskFaults(SYNC_NANOS, 0, 1, 1));
    commit(store, 1);
    commit(store, 2);
    simulation.run(Simulation.SECOND);
    assertThat(deaths).hasSize(1);
    assertThat(durable).isEmpty();
  }

  @Test
  void shouldTakeSecondsForASlowSync() {
    Simulation simulation = new Simulation(1);
    SimStore store = new SimStore(simulation, 0);
    store.setFaults(new DiskFaults(0, 1, 100 * Simulation.SECOND, 0));
    commit(store, 1);
    simulation.run(Simulation.SECOND / 2);
    assertThat(durable).isEmpty();
    simulation.run(100 * Simulation.SECOND);
    assertThat(durable).containsExactly(1L);
  }

  @Test
  void shouldNotOpenDamagedUntilRepaired() {
    SimStore store = new SimStore(new Simulation(1), 0);
    commit(store, 1);
    store.damage();
    assertThatThrownBy(store::open).isInstanceOf(SimStore.Damaged.class);
    assertThatThrownBy(() -> kept(store))
        .isInstanceOfSatisfying(
            InvariantViolation.class,
            e -> assertThat(e.invariant()).isEqualTo(Invariant.NO_SILENT_DAMAGE));
    store.repair();
    assertThat(kept(store.open())).containsExactly(1L);
  }

  private void commit(SimStore store, long number) {
    Batch.Change change = new Batch.Change(new StoreKey(1, 0, number), Payload.of("x"));
    store.commit(new Batch(number, List.of(change)), () -> durable.add(number));
  }

  private static List<Long> kept(SimStore store) {
    List<Long> keys = new ArrayList<>();
    store.scan(new StoreKey(0, 0, 0), BATCHES, (key, value) -> keys.add(key.minor()));
    return keys;
  }
}

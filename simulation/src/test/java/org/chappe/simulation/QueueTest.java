package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those may rely on who take items from queues, one situation at a time. */
class QueueTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private final Simulation simulation = new Simulation(1);
  private final SimLine line = new SimLine(
      simulation,
      new SimLine.Setup(
          5,
          2,
          LinkConfig.DEFAULT,
          ClientConfig.LINK,
          StationLimits.DEFAULT,
          RelayConfig.SESSIONS_MAX,
          3 * Simulation.MILLISECOND));
  private final RoomLedger ledger = new RoomLedger(simulation);
  private final List<RoomUser> users = new ArrayList<>();
  private ClientId jobs = new ClientId(0);

  private RoomUser user(int home) {
    RoomUser user = new RoomUser(line, ledger, users.size() + 1, home);
    users.add(user);
    user.moveTo(home);
    user.listen();
    return user;
  }

  /** The first user founds it at relay 3. */
  private void foundJobs(int... homes) {
    for (int home : homes) {
      user(home);
    }
    simulation.run(2 * Simulation.SECOND);
    users.get(0).found("queue:jobs", found -> jobs = found);
    simulation.run(Simulation.SECOND);
  }

  private void push(int from, int to) {
    for (int i = from; i < to; i++) {
      users.get(0).write(jobs, "job " + i);
    }
    simulation.run(2 * Simulation.SECOND);
    assertThat(ledger.taken()).isEqualTo(to);
  }

  private List<String> jobs(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> users.get(0).id() + " job " + i)
        .toList();
  }

  private void take(RoomUser taker, int times) {
    for (int i = 0; i < times; i++) {
      taker.take(jobs);
    }
  }

  private List<String> shown() {
    List<String> all = new ArrayList<>();
    users.forEach(each -> all.addAll(each.shown()));
    return all;
  }

  private String size() {
    users.get(0).command(jobs, "/size s");
    simulation.run(2 * Simulation.SECOND);
    List<String> answers = users.get(0).answers();
    return answers.get(answers.size() - 1);
  }

  @Test
  void shouldGiveEachItemToOneOfTwoWhoTakeAtOnce() {
    foundJobs(3, 1, 5);
    push(0, 20);
    take(users.get(1), 12);
    take(users.get(2), 12);
    simulation.run(2 * Simulation.SECOND);
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(jobs(0, 20));
    assertThat(users.get(1).shown()).isNotEmpty();
    assertThat(users.get(2).shown()).isNotEmpty();
    assertThat(users.get(1).answers().size() + users.get(2).answers().size()).isEqualTo(4);
    assertThat(size()).isEqualTo("/size s ok 0 0");
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldGiveAnItemToTheNextWhenItsTakerIsGone() {
    foundJobs(3, 1, 5);
    push(0, 3);
    RoomUser goner = users.get(1);
    line.simulation().network().setFaults(line.relay(1), goner.host(), Faults.losing(1));
    take(goner, 1);
    simulation.run(Simulation.SECOND);
    goner.host().crash();
    goner.host().retire();
    assertThat(size()).isEqualTo("/size s ok 2 1");
    simulation.run(70 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 3 0");
    take(users.get(2), 3);
    simulation.run(Simulation.SECOND);
    assertThat(users.get(2).shown()).isEqualTo(jobs(0, 3));
    assertThat(goner.shown()).isEmpty();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldNotGiveAnItemAgainThatIsInTheJournalOfWhoDied() {
    foundJobs(3, 1, 5);
    push(0, 1);
    RoomUser taker = users.get(1);
    take(taker, 1);
    boolean isTaken = simulation.runUntil(
        () -> !taker.shown().isEmpty(), Simulation.MILLISECOND / 2, Simulation.SECOND);
    assertThat(isTaken).isTrue();
    taker.host().crash();
    simulation.run(Simulation.SECOND);
    taker.host().restart();
    simulation.run(100 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 0 0");
    take(users.get(2), 1);
    simulation.run(Simulation.SECOND);
    assertThat(users.get(2).shown()).isEmpty();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveEachItemToOneWhenItsKeeperDies(CrashPoint point) {
    foundJobs(3, 1, 5);
    push(0, 60);
    for (int times = 1; times <= 6; times++) {
      line.relay(3).crashAt(point, times);
      take(users.get(1), 5);
      take(users.get(2), 5);
      simulation.run(Simulation.SECOND);
      line.relay(3).crash();
      line.relay(3).restart();
      simulation.run(5 * Simulation.SECOND);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    simulation.run(2 * Simulation.SECOND);
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(jobs(0, 60));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldGiveEachItemToOneOverLossyLinks(long percent) {
    foundJobs(3, 1, 5);
    simulation.network().setFaults(Faults.losing(percent / 20.0));
    for (int i = 0; i < 20; i++) {
      users.get(0).write(jobs, "job " + i);
    }
    take(users.get(1), 10);
    take(users.get(2), 10);
    simulation.run(10 * Simulation.SECOND);
    line.settle(SETTLED_WITHIN_NANOS);
    take(users.get(1), 20);
    simulation.run(5 * Simulation.SECOND);
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(jobs(0, 20));
  }

  /** Two takers, the first of whom has an item in its journal of which its keeper, at relay 3, was told nothing yet. */
  private RoomUser takeUnheard() {
    foundJobs(3, 1, 5);
    push(0, 1);
    RoomUser taker = users.get(1);
    take(taker, 1);
    boolean isStored = simulation.runUntil(
        () -> line.node(1).station().mailbox(taker.id()) != null,
        Simulation.MILLISECOND / 10,
        Simulation.SECOND);
    assertThat(isStored).isTrue();
    return taker;
  }

  private void assertGivenToNobodyElse(RoomUser taker) {
    take(users.get(2), 1);
    simulation.run(2 * Simulation.SECOND);
    assertThat(users.get(2).shown()).isEmpty();
    assertThat(taker.shown()).isEqualTo(jobs(0, 1));
  }

  @Test
  void shouldNotGiveAnItemAgainThatWasAcknowledgedBehindACut() {
    RoomUser taker = takeUnheard();
    Set<SimHost> island = Set.of(line.relay(1), taker.host());
    simulation.network().cutOff(island);
    simulation.run(100 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 0 1");
    assertGivenToNobodyElse(taker);
    simulation.network().join(island);
    simulation.run(20 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 0 0");
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldNotGiveAnItemAgainThatWasAcknowledgedWhileItsKeeperWasDead() {
    RoomUser taker = takeUnheard();
    line.relay(3).crash();
    simulation.run(100 * Simulation.SECOND);
    line.relay(3).restart();
    simulation.run(20 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 0 0");
    assertGivenToNobodyElse(taker);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTakeAnItemBackWhenTheWayToItsTakerReturnsAndItNeverCameThere() {
    foundJobs(3, 1, 5);
    push(0, 1);
    Set<SimHost> island = Set.of(line.relay(1), users.get(1).host());
    take(users.get(1), 1);
    boolean isLent = simulation.runUntil(
        () -> line.node(3).statistics().rooms().itemsLent() == 1,
        Simulation.MILLISECOND / 10,
        Simulation.SECOND);
    assertThat(isLent).isTrue();
    simulation.network().cutOff(island);
    simulation.run(100 * Simulation.SECOND);
    simulation.network().join(island);
    simulation.run(20 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 1 0");
    take(users.get(2), 1);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(users.get(1).shown()).isEmpty();
    assertThat(users.get(2).shown()).isEqualTo(jobs(0, 1));
  }

  @Test
  void shouldNotGiveAnItemToWhoSleptUntilItWasLentToAnother() {
    foundJobs(3, 1, 5);
    push(0, 1);
    SimHost sleeper = users.get(1).host();
    take(users.get(1), 1);
    boolean isLent = simulation.runUntil(
        () -> line.node(3).statistics().rooms().itemsLent() == 1,
        Simulation.MILLISECOND / 10,
        Simulation.SECOND);
    assertThat(isLent).isTrue();
    simulation.network().cutOff(Set.of(sleeper));
    sleeper.pause();
    simulation.run(100 * Simulation.SECOND);
    assertThat(size()).isEqualTo("/size s ok 1 0");
    take(users.get(2), 1);
    simulation.network().join(Set.of(sleeper));
    simulation.run(10 * Simulation.SECOND);
    sleeper.resume();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(users.get(1).shown()).isEmpty();
    assertThat(users.get(2).shown()).isEqualTo(jobs(0, 1));
  }
}

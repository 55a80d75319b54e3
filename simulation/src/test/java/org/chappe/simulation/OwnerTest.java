package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.QuestionWord;
import org.chappe.simulation.Owner.Deed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts on a line that loses datagrams, and whether the swarm would notice what may not be. */
class OwnerTest {

  private static final long SETTLED_WITHIN_NANOS = Swarm.SETTLED_WITHIN_NANOS;

  private static SimLine line(long seed) {
    SimLine line = new SimLine(new Simulation(seed), SimLine.Setup.of(2));
    line.simulation().run(2 * Simulation.SECOND);
    return line;
  }

  private static Owner owner(SimLine line, ChappeClient client) {
    Owner owner = new Owner(line, client, new SplittableRandom(7));
    client.attach();
    client.listen(30);
    line.simulation().run(Simulation.SECOND);
    return owner;
  }

  private static void ask(SimLine line, Owner owner, Deed deed) {
    owner.ask(deed);
    line.simulation().run(8 * Simulation.SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldLogOffAndDeleteOnceThoughTheAnswerIsLost(long seed) {
    SimLine line = line(seed);
    ChappeClient client = line.addOwner(1);
    List<Effects.Report> told = new ArrayList<>();
    client.onReport(told::add);
    client.attach();
    client.host().command(new ClientOrder.Enter());
    line.simulation().run(Simulation.SECOND);
    line.simulation().network().setFaults(Faults.losing(0.25));
    String create = Owner.KEYS.verifier().text() + "?z?";
    for (int id = 1; id <= 4; id++) {
      client.host().command(new ClientOrder.Ask(id, QuestionWord.CREATE, create));
      line.simulation().run(12 * Simulation.SECOND);
      boolean isLogoff = id % 2 == 0;
      QuestionWord end = isLogoff ? QuestionWord.LOGOFF : QuestionWord.DELETE;
      client.host().command(new ClientOrder.Ask(10L + id, end, ""));
      line.simulation().run(12 * Simulation.SECOND);
      if (isLogoff) {
        client.host().command(new ClientOrder.LogIn(Owner.credentials()));
        line.simulation().run(8 * Simulation.SECOND);
        client.host().command(new ClientOrder.Ask(20L + id, QuestionWord.DELETE, ""));
        line.simulation().run(12 * Simulation.SECOND);
      }
      client.host().command(new ClientOrder.Enter());
    }
    assertThat(told)
        .as("seed %d", seed)
        .noneMatch(ClientReport.Denied.class::isInstance)
        .noneMatch(ClientReport.Unanswered.class::isInstance)
        .filteredOn(ClientReport.Answered.class::isInstance)
        .hasSize(10);
    assertThat(line.node(1).accounts().size()).isZero();
  }

  @Test
  void shouldLetAnOwnerInAndAStrangerNot() {
    SimLine line = line(1);
    Owner owner = owner(line, line.addOwner(1));
    owner.annoy(Owner.keys("another password"), 2);
    ask(line, owner, Deed.CREATE);
    ask(line, owner, Deed.LOGOFF);
    ask(line, owner, Deed.DELETE);
    line.settle(SETTLED_WITHIN_NANOS);
    Encounters met = line.simulation().encounters();
    assertThat(met.times(Encounter.PASSWORD_REFUSED)).isPositive();
    assertThat(met.times(Encounter.ACCOUNT_DELETED)).isEqualTo(1);
  }

  @Test
  void shouldCatchAStrangerWhoGetsIn() {
    SimLine line = line(2);
    Owner owner = owner(line, line.addOwner(1));
    owner.annoy(Owner.KEYS, 2);
    assertThat(violation(() -> ask(line, owner, Deed.CREATE)).invariant())
        .isEqualTo(Invariant.PASSWORD);
  }

  /** Mail waits for somebody who has logged off, and then is no more. */
  private static void deleteWhileMailWaits(SimLine line) {
    ChappeClient writer = line.addClient(2);
    ChappeClient client = line.addOwner(1);
    Owner owner = new Owner(line, client, new SplittableRandom(7)); // it never asks for mail
    client.attach();
    writer.attach();
    writer.listen(30);
    line.simulation().run(Simulation.SECOND);
    ask(line, owner, Deed.CREATE);
    writer.write(client.id(), Payload.of("wait for me"));
    line.simulation().run(Simulation.SECOND);
    ask(line, owner, Deed.DELETE);
    assertThat(line.simulation().encounters().times(Encounter.KEPT_FOR_MAIL)).isEqualTo(1);
    ask(line, owner, Deed.DELETE_BY_FORCE);
    assertThat(line.simulation().encounters().times(Encounter.ACCOUNT_DELETED)).isEqualTo(1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTellTheWriterThatMailOfADeletedAccountIsRefused() {
    SimLine line = line(3);
    deleteWhileMailWaits(line);
    assertThat(line.ledger().letters())
        .allMatch(letter -> letter.isToldEnded && letter.timesShown() == 0);
  }

  @Test
  void shouldCatchARefusalOfWhichTheWriterIsNotTold() {
    SimLine line = line(4);
    line.plant(good -> PlantedBug.telling(good, (world, report) -> {
      if (!(report instanceof ClientReport.Undelivered)) {
        world.report(report);
      }
    }));
    assertThat(violation(() -> deleteWhileMailWaits(line)).invariant())
        .isEqualTo(Invariant.DELIVERED);
  }

  @Test
  void shouldCatchARelayThatKnowsAnAccountNobodyElseKnows() {
    SimLine line = line(5);
    Probe good = line.relay(1).probe();
    line.relay(1).setProbe(new Probe() {
      @Override
      public @Nullable String directory() {
        return good.directory();
      }

      @Override
      public int number() {
        return good.number();
      }

      @Override
      public int next(int relay) {
        return good.next(relay);
      }

      @Override
      public String accounts() {
        return "one that is no more";
      }
    });
    assertThat(violation(() -> line.settle(SETTLED_WITHIN_NANOS)).invariant())
        .isEqualTo(Invariant.ACCOUNTS_AGREE);
  }

  private static InvariantViolation violation(Runnable life) {
    InvariantViolation violation = catchThrowableOfType(InvariantViolation.class, life::run);
    assertThat(violation).isNotNull();
    return violation;
  }
}

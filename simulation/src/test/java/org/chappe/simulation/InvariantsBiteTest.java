package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.simulation.ToyTown.Planted;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invariant that can't be broken proves nothing: each is broken here on purpose. */
class InvariantsBiteTest {

  /** What shows only where nodes die. */
  private static final Set<Invariant> MORTAL = EnumSet.of(Invariant.NO_SILENT_DAMAGE);

  private static final AtomicInteger UNSEEDED = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void shouldFindNothingWhereNothingIsPlanted(long seed) {
    ToyTown town = new ToyTown(seed, Planted.NOTHING, false);
    town.live();
    assertThat(town.ledger.letters())
        .hasSize(ToyTown.LETTERS)
        .allMatch(letter -> letter.timesShown() == 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void shouldFindNothingWhereGoodNodesDie(long seed) {
    ToyTown town = new ToyTown(seed, Planted.NOTHING, true);
    town.live();
    assertThat(town.ledger.letters()).hasSizeGreaterThan(ToyTown.LETTERS / 4);
    assertThat(town.simulation.hosts()).anyMatch(host -> host.lives() > 1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_TO_ITS_WRITER", "REACHES_ALL", "PASSWORD", "ACCOUNTS_AGREE", "WATCHERS_KNOW"})
  void shouldCatchWhatIsPlanted(Invariant invariant) {
    for (long seed = 1; seed <= 4; seed++) {
      InvariantViolation violation = broken(seed, bug(invariant), MORTAL.contains(invariant));
      assertThat(violation.invariant()).isEqualTo(invariant);
      assertThat(violation).hasMessageContainingAll("seed " + seed + ",", "the last events:\n");
    }
  }

  @Test
  void shouldCatchANodeThatKeepsTheWholeLineBusy() {
    Planted planted = Planted.node(good -> PlantedBug.impatient(good, 1));
    assertThat(broken(1, planted, false).invariant()).isEqualTo(Invariant.NO_LIVELOCK);
  }

  @Test
  void shouldCatchANodeWithoutUserThatShowsSomething() {
    Simulation simulation = new Simulation(1);
    SimHost host = simulation.addHost(
        "tower",
        ToyNode.endpoint(1),
        new SimStore(simulation, 0),
        (store, random) -> PlantedBug.doing(
            new ToyNode(1, 1, ToyNode.LetsGo.ONCE_ACKNOWLEDGED, store),
            (input, effects) -> effects.deliver(
                Delivery.of(Message.plain(ToyNode.client(1), ToyNode.client(1), Payload.EMPTY)))));
    InvariantViolation violation =
        catchThrowableOfType(InvariantViolation.class, () -> simulation.run(Simulation.SECOND));
    assertThat(violation.invariant()).isEqualTo(Invariant.NO_INVENTION);
    assertThat(violation).hasMessageContaining(host.name());
  }

  private static InvariantViolation broken(long seed, Planted planted, boolean mortal) {
    InvariantViolation violation =
        catchThrowableOfType(InvariantViolation.class, () -> liveTwice(seed, planted, mortal));
    assertThat(violation).as("seed %d", seed).isNotNull();
    return violation;
  }

  private static void liveTwice(long seed, Planted planted, boolean mortal) {
    Determinism.check(seed, () -> {
      ToyTown town = new ToyTown(seed, planted, mortal);
      town.live();
      return town.simulation;
    });
  }

  private static Planted bug(Invariant invariant) {
    return switch (invariant) {
      case NO_CRASH -> Planted.node(InvariantsBiteTest::throwing);
      case NO_INVENTION -> Planted.node(good -> PlantedBug.showing(good, PlantedBug::inventing));
      case NO_REFUSED ->
        Planted.node(good -> PlantedBug.telling(good, (world, report) -> {
          if (report instanceof ToyNode.Accepted accepted) {
            world.report(new ToyNode.Refused(accepted.destination(), accepted.text()));
          }
        }));
      case NO_DUPLICATE ->
        Planted.node(good -> PlantedBug.showing(good, (world, delivery) -> {
          world.deliver(delivery);
          world.deliver(delivery);
        }));
      case NOT_TO_ITS_WRITER, REACHES_ALL, PASSWORD, ACCOUNTS_AGREE, WATCHERS_KNOW ->
        throw new IllegalArgumentException("see BroadcastTest, OwnerTest and PresenceTest");
      case PAIR_ORDER -> Planted.node(InvariantsBiteTest::showingBackwards);
      case ACCEPTED_IS_SAFE -> Planted.node(InvariantsBiteTest::acceptingTooSoon);
      case CUSTODY -> Planted.letsGo(ToyNode.LetsGo.ONCE_SENT);
      case FULL_IS_DRAINED -> keepingWhileFull();
      case DELIVERED_AFTER_JOURNAL -> Planted.node(InvariantsBiteTest::sayingDeliveredTooSoon);
      case RECEIPT_TRUE ->
        Planted.node(good -> PlantedBug.telling(good, (world, report) -> {
          if (report instanceof ToyNode.Accepted accepted
              && !accepted.destination().equals(ToyNode.client(1))) {
            world.report(receipt(accepted, Receipt.STORED));
          }
          world.report(report);
        }));
      case RECEIPT_ONCE ->
        Planted.node(good -> PlantedBug.telling(good, (world, report) -> {
          world.report(report);
          if (report instanceof ToyNode.Receipted) {
            world.report(report);
          }
        }));
      case RECEIPT_ORDER -> Planted.node(InvariantsBiteTest::tellingBackwards);
      case LIVES_AS_LONG -> Planted.node(good -> new Expiring(good, 0));
      case EXPIRED_IS_OVER -> Planted.node(good -> new Expiring(good, Simulation.SECOND));
      case ONE_NUMBER_EACH -> Planted.node(InvariantsBiteTest::numberingAllAlike);
      case LAST_STAGE -> Planted.node(InvariantsBiteTest::keepingReceiptsToItself);
      case NO_SILENT_DAMAGE -> Planted.open(store -> store);
      case BOUNDS -> Planted.probe(Hoarder::new);
      case NO_LIVELOCK -> Planted.node(good -> PlantedBug.impatient(good, 0));
      case FAITHFUL_FRAMES ->
        Planted.node(good -> PlantedBug.doing(
            good, (input, effects) -> effects.send(ToyNode.endpoint(2), tooLong())));
      case BATCH_NUMBERS ->
        Planted.node(good -> PlantedBug.committing(
            good, (world, batch) -> world.commit(new Batch(batch.number() * 2, batch.changes()))));
      case OUTCOME -> Planted.node(PlantedBug::mute);
      case DELIVERED -> Planted.node(InvariantsBiteTest::losingTheThird);
      case LINE_CONNECTED -> Planted.probe(InvariantsBiteTest::goingInCircles);
      case DIRECTORIES_AGREE ->
        Planted.node(good -> PlantedBug.ignoring(
            good,
            input -> input instanceof Input.FrameArrived arrived
                && arrived.decoded() instanceof Frame.Table));
      case LINKS_IDLE -> Planted.probe(InvariantsBiteTest::neverDone);
      case DETERMINISM ->
        Planted.node(good -> PlantedBug.doing(
            good, (input, effects) -> effects.report(new Moment(UNSEEDED.incrementAndGet()))));
    };
  }

  private record Moment(int number) implements Effects.Report {}

  private static Effects.Report receipt(ToyNode.Accepted accepted, Receipt receipt) {
    return new ToyNode.Receipted(accepted.destination(), accepted.text(), receipt);
  }

  /** Says that it has taken what it has only handed to its store. */
  private static Node acceptingTooSoon(Node good) {
    Node silent = PlantedBug.telling(good, (world, report) -> {
      if (!(report instanceof ToyNode.Accepted)) {
        world.report(report);
      }
    });
    return PlantedBug.committing(silent, (world, batch) -> {
      Message message = Safekeeping.read(batch.changes().get(0).value());
      if (message != null && message.source().equals(ToyNode.client(1))) {
        world.report(new ToyNode.Accepted(message.destination(), message.text()));
      }
      world.commit(batch);
    });
  }

  /** Says of what it has only just accepted that its reader has it. */
  private static Node sayingDeliveredTooSoon(Node good) {
    return PlantedBug.telling(good, (world, report) -> {
      world.report(report);
      if (report instanceof ToyNode.Accepted accepted) {
        world.report(receipt(accepted, Receipt.DELIVERED));
      }
    });
  }

  /** Tells of the stages in the wrong order. */
  private static Node tellingBackwards(Node good) {
    return PlantedBug.telling(good, (world, report) -> {
      if (report instanceof ToyNode.Receipted told) {
        boolean isStored = told.receipt() == Receipt.STORED;
        Receipt other = isStored ? Receipt.DELIVERED : Receipt.STORED;
        world.report(new ToyNode.Receipted(told.destination(), told.text(), other));
      } else {
        world.report(report);
      }
    });
  }

  private static Node keepingReceiptsToItself(Node good) {
    return PlantedBug.telling(good, (world, report) -> {
      if (!(report instanceof ToyNode.Receipted)) {
        world.report(report);
      }
    });
  }

  /** Writes everything down under number 0. */
  private static Node numberingAllAlike(Node good) {
    return PlantedBug.committing(good, (world, batch) -> {
      List<Batch.Change> changes = new ArrayList<>();
      for (Batch.Change change : batch.changes()) {
        Message message = Safekeeping.read(change.value());
        changes.add(
            message == null
                ? change
                : new Batch.Change(
                    change.key(), ToyStore.encode(message.withId(new MessageId(0, 0)))));
      }
      world.commit(new Batch(batch.number(), changes));
    });
  }

  /** Sends nothing as long as its disk is full. */
  private static Planted keepingWhileFull() {
    List<SimStore> disks = new ArrayList<>();
    return new Planted(
        good -> PlantedBug.sendingWhile(good, () -> disks.stream().noneMatch(SimStore::isFull)),
        UnaryOperator.identity(),
        store -> {
          disks.add(store);
          return store.open();
        },
        ToyNode.LetsGo.ONCE_ACKNOWLEDGED);
  }

  private static Node throwing(Node good) {
    return PlantedBug.doing(good, (input, effects) -> {
      if (input instanceof Input.FrameArrived) {
        throw new IllegalStateException("planted");
      }
    });
  }

  /** Of eight messages from three sources, two are of one source. */
  private static Node showingBackwards(Node good) {
    Deque<Delivery> kept = new ArrayDeque<>();
    return PlantedBug.showing(good, (world, delivery) -> {
      kept.push(delivery);
      while (kept.size() >= 8) {
        kept.forEach(world::deliver);
        kept.clear();
      }
    });
  }

  private static Node losingTheThird(Node good) {
    AtomicInteger shown = new AtomicInteger();
    return PlantedBug.showing(good, (world, delivery) -> {
      if (shown.incrementAndGet() != 3) {
        world.deliver(delivery);
      }
    });
  }

  private static Frame tooLong() {
    Payload text = Payload.of("long ".repeat(100));
    ClientId client = ToyNode.client(1);
    return new Frame.Send(Stamp.unnumbered(), Message.plain(client, client, text), "");
  }

  /** Remembers every time it was asked, and says that it may do so 16 times. */
  private static final class Hoarder implements Probe {
    private int remembered;

    Hoarder(Probe good) {
      assertThat(good.brokenBound()).isNull();
    }

    @Override
    public @Nullable String brokenBound() {
      remembered++;
      return remembered > 16 ? remembered + " where 16 may be" : null;
    }
  }

  /** Hands everything on to itself. */
  private static Probe goingInCircles(Probe good) {
    return new Probe() {
      @Override
      public int number() {
        return good.number();
      }

      @Override
      public int next(int relay) {
        return good.number();
      }
    };
  }

  private static Probe neverDone(Probe good) {
    return new Probe() {
      @Override
      public @Nullable String directory() {
        return good.directory();
      }

      @Override
      public String outstanding() {
        return "one frame waits for ever";
      }
    };
  }
}

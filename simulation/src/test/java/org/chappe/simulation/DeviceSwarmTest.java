package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.BiConsumer;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.junit.jupiter.api.Test;

/** Random lines with somebody who has several devices, each from one seed, and that what is promised to them can be broken. */
class DeviceSwarmTest {

  /** So many seeds of those that are asked for: each takes the time of several without devices. */
  private static final long SHARE = 20;

  private static final long SEEDS_WITH_BUGS = 20;

  @Test
  void shouldKeepEveryPromiseWithEverySeed() {
    SeedRange range = SeedRange.fromProperty();
    long delivered = 0;
    for (long seed = range.from(); seed <= range.from() + range.count() / SHARE; seed++) {
      delivered += DeviceSwarm.live(seed).delivered();
    }
    assertThat(delivered).isPositive();
  }

  @Test
  void shouldCatchATextThatIsShownTwice() {
    assertCaught(Invariant.NO_DUPLICATE, (world, delivery) -> {
      world.deliver(delivery);
      world.deliver(new Delivery(delivery.number() + 1_000, delivery.message(), false));
    });
  }

  @Test
  void shouldCatchATextThatNobodyWrote() {
    assertCaught(Invariant.NO_INVENTION, (world, delivery) -> {
      Message message = delivery.message();
      world.deliver(Delivery.of(
          Message.plain(message.source(), message.destination(), Payload.of("invented"))));
    });
  }

  @Test
  void shouldCatchATextThatADeviceIsNotShown() {
    assertCaught(Invariant.LINKS_IDLE, (world, delivery) -> {
      if (!delivery.isOwn()) {
        world.deliver(delivery);
      }
    });
  }

  private static void assertCaught(Invariant invariant, BiConsumer<Effects, Delivery> bug) {
    for (long seed = 1; seed <= SEEDS_WITH_BUGS; seed++) {
      long asked = seed;
      InvariantViolation violation = catchThrowableOfType(
          InvariantViolation.class,
          () -> DeviceSwarm.live(asked, good -> PlantedBug.showing(good, bug)));
      if (violation != null) {
        assertThat(violation.invariant()).isEqualTo(invariant);
        return;
      }
    }
    throw new AssertionError("no seed shows it");
  }
}

package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.junit.jupiter.api.Test;

/** Random lines with somebody who has several devices, each from one seed, and that what is promised to them can be broken. */
class DeviceSwarmTest {

  /** So many seeds of those that are asked for: each takes the time of several without devices. */
  private static final long SHARE = 20;

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
    assertCaught(Invariant.NO_DUPLICATE, PlantedBug::twice);
  }

  @Test
  void shouldCatchATextThatNobodyWrote() {
    assertCaught(Invariant.NO_INVENTION, PlantedBug::inventing);
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
    PlantedBug.assertCaught(
        invariant, seed -> DeviceSwarm.live(seed, good -> PlantedBug.showing(good, bug)));
  }
}

package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.junit.jupiter.api.Test;

/** Random lines with groups, each from one seed, and that what they promise can be broken. */
class RoomSwarmTest {

  /** So many seeds of those that are asked for: a line with rooms is slower than one without. */
  private static final long SHARE = 50;

  @Test
  void shouldKeepEveryPromiseWithEverySeed() {
    SeedRange range = SeedRange.fromProperty();
    long taken = 0;
    for (long seed = range.from(); seed <= range.from() + range.count() / SHARE; seed++) {
      taken += RoomSwarm.live(seed).taken();
    }
    assertThat(taken).isPositive();
  }

  @Test
  void shouldCatchATextThatIsShownTwice() {
    assertCaught(Invariant.NO_DUPLICATE, PlantedBug::twice);
  }

  @Test
  void shouldCatchAnItemThatIsLost() {
    assertCaught(Invariant.DELIVERED, (world, delivery) -> {
      if (!delivery.message().text().text().contains("job")) {
        world.deliver(delivery);
      }
    });
  }

  @Test
  void shouldCatchATextThatNobodyWrote() {
    assertCaught(Invariant.NO_INVENTION, PlantedBug::inventing);
  }

  @Test
  void shouldCatchATextThatAMemberDoesNotGet() {
    assertCaught(Invariant.LINKS_IDLE, (world, delivery) -> {});
  }

  private static void assertCaught(Invariant invariant, BiConsumer<Effects, Delivery> bug) {
    PlantedBug.assertCaught(
        invariant, seed -> RoomSwarm.live(seed, good -> PlantedBug.showing(good, bug)));
  }
}

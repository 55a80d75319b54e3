package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chappe.model.RelayNumber;
import org.chappe.node.RelayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that was given one home, and hears of others from it. */
class ToldHomesTest {

  private static final long MOVED_WITHIN_NANOS = 5 * SECOND;

  /** Knows home 1 alone, which tells it of homes 2 to n. */
  private static TownRig learning(int homes, boolean learns) {
    TownRig rig = new TownRig(homes);
    tell(rig, homes);
    rig.order(new ClientOrder.Attach(List.of(rig.at(1).asHome(1)), false, learns));
    return rig;
  }

  private static void tell(TownRig rig, int homes) {
    List<RelayList.Place> places = new ArrayList<>();
    for (int number = 2; number <= homes; number++) {
      places.add(new RelayList.Place(new RelayNumber(number), rig.at(number).endpoint));
    }
    for (int number = 1; number <= homes; number++) {
      rig.home(number).relays = new RelayList(places);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldGoToAHomeThatItsHomeHasToldItOf(boolean learns) {
    TownRig rig = learning(3, learns);
    rig.order(new ClientOrder.Listen(30));
    rig.run(3 * SECOND);
    rig.at(1).isDown = true;
    rig.run(3 * MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).hasSize(learns ? 2 : 1);
  }

  @Test
  void shouldForgetWhoIsNotToldOfAnyMoreButNotWhomItsProgramNamed() {
    TownRig rig = learning(12, true);
    rig.order(new ClientOrder.Listen(30));
    rig.run(3 * SECOND);
    rig.home(1).relays =
        new RelayList(List.of(new RelayList.Place(new RelayNumber(7), rig.at(7).endpoint)));
    rig.run(2 * LearnedHomes.AGAIN_NANOS);
    rig.at(1).isDown = true;
    rig.run(MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).containsExactly(1, 7);
    rig.at(1).isDown = false;
    rig.at(7).isDown = true;
    rig.home(7).relays = new RelayList(List.of());
    rig.run(2 * MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).containsExactly(1, 7, 1);
  }

  @Test
  void shouldLearnAllOfThemThoughALotIsLost() {
    TownRig rig = learning(20, true);
    SplittableRandom random = new SplittableRandom(5);
    rig.at(1).isLost = frame -> random.nextInt(3) == 0;
    rig.order(new ClientOrder.Listen(30));
    rig.run(4 * LearnedHomes.AGAIN_NANOS);
    rig.at(1).isDown = true;
    for (int number = 2; number < 20; number++) {
      rig.at(number).isDown = true;
    }
    rig.run(20 * MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).endsWith(20);
  }
}

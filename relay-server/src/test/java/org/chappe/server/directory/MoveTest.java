package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that move, and clients of one ID, on a line of five. */
final class MoveTest {

  private static final ClientId ANNA = new ClientId(1_234_567_890L);

  private final List<Directory> line = new ArrayList<>();
  private final List<Talk> links = new ArrayList<>();

  @BeforeEach
  void meet() {
    for (int relay = 1; relay <= 5; relay++) {
      line.add(new Directory(new OriginKey(relay, 100), relay));
    }
    for (int relay = 1; relay < 5; relay++) {
      links.add(new Talk(line.get(relay - 1), line.get(relay)));
    }
    line.get(0).register(ANNA, 0);
    settle();
    links.forEach(Talk::changesSaid);
  }

  private void settle() {
    int carried = 1;
    while (carried > 0) {
      carried = links.stream().mapToInt(talk -> talk.carryAll(1)).sum();
    }
  }

  private Directory relay(int number) {
    return line.get(number - 1);
  }

  @Test
  void shouldTellAMoveOnceOnEachLink() {
    relay(4).register(ANNA, 1);
    settle();
    assertThat(links.stream().map(Talk::changesSaid)).containsExactly(1, 1, 1, 1);
    assertThat(line).allMatch(directory -> directory.homeOf(ANNA) == 4);
  }

  @Test
  void shouldLetTheLastMoveWinThoughTheRelaysHaventHeardOfTheOthers() {
    relay(5).register(ANNA, 1);
    relay(1).register(ANNA, 2);
    settle();
    assertThat(line).allMatch(directory -> directory.homeOf(ANNA) == 1);
  }

  @Test
  void shouldGiveAnIdThatTwoClaimAtOnceToTheHigherRelayAndThenToTheNewerSession() {
    relay(2).register(ANNA, 0);
    relay(5).register(ANNA, 0);
    settle();
    assertThat(line).allMatch(directory -> directory.homeOf(ANNA) == 5);
    relay(2).register(ANNA, 0);
    settle();
    assertThat(line).allMatch(directory -> directory.homeOf(ANNA) == 2);
    assertThat(line).allMatch(directory -> directory.snapshot().equals(relay(1).snapshot()));
  }
}

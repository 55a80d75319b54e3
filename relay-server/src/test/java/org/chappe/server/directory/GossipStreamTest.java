package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

/** A newcomer is told a large table while the line goes on serving. */
final class GossipStreamTest {

  private static final int MANY = 999_900;

  /** How many frames wait on a control lane at most. */
  private static final int SLICE = 8;

  private static final ClientId FRESH = new ClientId(123);
  private static final ClientId OTHER = new ClientId(456);

  private final Directory newcomer = new Directory(new OriginKey(2, 5), 1);
  private final Directory beyond = new Directory(new OriginKey(3, 5), 2);
  private final Talk right = new Talk(newcomer, beyond);
  private long now = 1;

  private void round(Talk left) {
    now += 1_000_000;
    left.carry(now, SLICE);
    right.carry(now, SLICE);
    left.said.clear();
    right.said.clear();
  }

  private int roundsUntilKnown(ClientId client, Talk left, Directory other) {
    int rounds = 0;
    while (newcomer.versionOf(client) == 0 || other.versionOf(client) == 0) {
      round(left);
      rounds++;
      assertThat(rounds).isLessThan(100);
    }
    return rounds;
  }

  @Test
  void shouldTellAMillionClientsWithoutStarvingWhatHappensMeanwhile() {
    Directory knowing = LargeTown.of(MANY);
    Talk left = new Talk(knowing, newcomer);
    for (int i = 0; i < 1_000; i++) {
      round(left);
    }
    assertThat(newcomer.size()).isBetween(10_000, MANY / 2);
    knowing.register(FRESH, 0);
    assertThat(roundsUntilKnown(FRESH, left, beyond)).isLessThanOrEqualTo(2);
    beyond.register(OTHER, 0);
    assertThat(roundsUntilKnown(OTHER, left, knowing)).isLessThanOrEqualTo(2);
    assertThat(newcomer.size()).isLessThan(MANY / 2);
    int rounds = 0;
    while (beyond.size() < MANY + 2 || newcomer.size() < MANY + 2) {
      round(left);
      rounds++;
      assertThat(rounds).isLessThan(MANY / SLICE);
    }
    for (int client = 0; client < MANY; client++) {
      ClientId id = LargeTown.id(client);
      assertSame(knowing, newcomer, id);
      assertSame(knowing, beyond, id);
    }
  }

  private static void assertSame(Directory one, Directory other, ClientId client) {
    if (one.homeOf(client) != other.homeOf(client)
        || one.versionOf(client) != other.versionOf(client)) {
      throw new AssertionError("they know different things of " + client);
    }
  }

  /** The hardest case: the fresh change is the last in the long log of one origin. */
  @Test
  void shouldTellOutOfTurnOfAMoveAtTheRelayThatHasMostToTell() {
    Directory home = new Directory(new OriginKey(1, 5), 3);
    for (int client = 0; client < 20_000; client++) {
      home.register(LargeTown.id(client), 0);
    }
    Talk talk = new Talk(home, beyond);
    talk.carry(now, 10);
    home.register(FRESH, 0);
    home.forget(LargeTown.id(19_999));
    talk.said.clear();
    talk.carry(now, 4);
    assertThat(beyond.homeOf(FRESH)).isEqualTo(1);
    assertThat(beyond.versionOf(LargeTown.id(19_999))).isEqualTo(2);
    assertThat(talk.said).anyMatch(text -> text.startsWith("clients?1.5.ffk.ffm?0000000123/1/1?"));
    assertThat(beyond.size()).isLessThan(200);
    talk.carryAll(now);
    assertThat(beyond.snapshot()).isEqualTo(home.snapshot());
    assertThat(beyond.known())
        .isEqualTo(List.of(
            new Digest.Known(new OriginKey(1, 5), 20_002),
            new Digest.Known(new OriginKey(3, 5), 0)));
  }

  /** Three in a ring: nothing goes round for ever, and each learns from both sides. */
  @Test
  void shouldComeToRestInALoop() {
    Directory first = new Directory(new OriginKey(1, 5), 3);
    Directory third = new Directory(new OriginKey(4, 5), 3);
    for (int client = 0; client < 5_000; client++) {
      (client % 2 == 0 ? first : third).register(LargeTown.id(client), 0);
    }
    List<Talk> ring =
        List.of(new Talk(first, beyond), new Talk(beyond, third), new Talk(third, first));
    for (int i = 0; i < 200; i++) {
      now += 1_000_000;
      ring.forEach(talk -> talk.carry(now, SLICE));
      first.register(LargeTown.id(i), 5 + i);
    }
    long later = now;
    while (ring.stream().mapToInt(talk -> talk.carry(later, SLICE)).sum() > 0) {
      ring.forEach(Talk::changesSaid);
    }
    assertThat(beyond.snapshot()).isEqualTo(first.snapshot()).isEqualTo(third.snapshot());
    assertThat(beyond.size()).isEqualTo(5_000);
  }

  /** Every frame in a stream of fresh changes is followed by one of the old ones, so that a newcomer does get on. */
  @Test
  void shouldGoOnWithTheTableUnderAFloodOfChanges() {
    Directory knowing = LargeTown.of(200_000);
    Talk left = new Talk(knowing, newcomer);
    long flood = 0;
    for (int i = 0; i < 2_000; i++) {
      for (int j = 0; j < 50; j++) {
        knowing.register(LargeTown.id(flood % 10_000), 3 + flood / 10_000);
        flood++;
      }
      round(left);
    }
    assertThat(newcomer.size()).isGreaterThan(2_000 * SLICE / 2 * 2);
  }

  @Test
  void shouldFillItsFramesThoughTheLogIsFullOfGaps() {
    Directory home = new Directory(new OriginKey(1, 5), 3);
    for (int client = 0; client < 3_000; client++) {
      home.register(LargeTown.id(client), 0);
    }
    for (int client = 0; client < 3_000; client += 2) {
      home.register(LargeTown.id(client), home.versionOf(LargeTown.id(client)) + 1);
      home.forget(LargeTown.id(client));
    }
    Talk talk = new Talk(home, beyond);
    talk.said.clear();
    talk.carryAll(now);
    assertThat(beyond.snapshot()).isEqualTo(home.snapshot());
    assertThat(talk.changesSaid()).as("frames for 3,000 entries").isLessThan(3_000 / 8);
  }
}

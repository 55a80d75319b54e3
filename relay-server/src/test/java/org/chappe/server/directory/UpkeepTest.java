package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Node;
import org.junit.jupiter.api.Test;

/** What time does to a directory: tombstones end, what earlier runs said is taken over, spent runs are forgotten. */
final class UpkeepTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long LIFE = Upkeep.TOMBSTONE_LIFE_NANOS;
  private static final long TICKS = 20 * SECOND;
  private static final ClientId ANNA = new ClientId(1);
  private static final ClientId BERT = new ClientId(2);

  private final Directory home = new Directory(new OriginKey(1, 100), 1);
  private final Directory other = new Directory(new OriginKey(2, 100), 2);
  private final Talk talk = new Talk(home, other);
  private long now = 5 * SECOND;

  private void pass(long nanos, Directory... directories) {
    long end = now + nanos;
    while (now < end) {
      now = Math.min(end, now + SECOND);
      for (Directory directory : directories) {
        directory.advance(now);
      }
    }
  }

  private void passTogether(long nanos) {
    pass(nanos, home, other);
    talk.carryAll(now);
  }

  private void start() {
    pass(SECOND, home, other);
    talk.carryAll(now);
  }

  @Test
  void shouldKeepATombstoneForAnHourAndNotMuchLonger() {
    start();
    home.register(ANNA, 0);
    home.forget(ANNA);
    pass(LIFE - SECOND, home);
    assertThat(home.versionOf(ANNA)).isEqualTo(2);
    assertThat(home.tombstones()).isEqualTo(1);
    pass(TICKS, home);
    assertThat(home.size()).isZero();
    assertThat(home.tombstones()).isZero();
    assertThat(home.upkeep().tombstonesDropped()).isEqualTo(1);
    assertThat(home.upkeep().tombstonesHurried()).isZero();
  }

  @Test
  void shouldWantNoTurnsWhenThereIsNothingToTidy() {
    start();
    home.register(ANNA, 0);
    assertThat(home.nextDeadline()).isEqualTo(Node.NEVER);
    home.forget(ANNA);
    assertThat(home.nextDeadline()).isLessThanOrEqualTo(now + Upkeep.INTERVAL_NANOS);
    home.register(ANNA, 0);
    assertThat(home.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldNotDropWhoCameBack() {
    start();
    home.register(ANNA, 0);
    home.forget(ANNA);
    home.register(ANNA, 0);
    pass(2 * LIFE, home);
    assertThat(home.homeOf(ANNA)).isEqualTo(1);
  }

  @Test
  void shouldNotGetBackByDigestsWhatWasDropped() {
    start();
    home.register(ANNA, 0);
    talk.carryAll(now);
    home.forget(ANNA);
    talk.carryAll(now);
    pass(LIFE + TICKS, home);
    assertThat(home.size()).isZero();
    assertThat(other.size()).isEqualTo(1);
    talk.changesSaid();
    for (int i = 0; i < 5; i++) {
      passTogether(Gossip.DIGEST_INTERVAL_NANOS);
    }
    talk.open();
    passTogether(Gossip.DIGEST_INTERVAL_NANOS);
    assertThat(talk.changesSaid()).isZero();
    assertThat(home.size()).isZero();
    pass(LIFE, other);
    assertThat(other.size()).isZero();
  }

  @Test
  void shouldDropTombstonesBySlices() {
    Directory large = new Directory(new OriginKey(1, 100), 1);
    int clients = 2 * Upkeep.SLOTS_A_SLICE;
    large.advance(now);
    for (int client = 0; client < clients; client++) {
      large.register(new ClientId(client), 0);
      large.forget(new ClientId(client));
    }
    large.advance(now + LIFE + TICKS);
    assertThat(large.size()).isEqualTo(clients - Upkeep.SLOTS_A_SLICE);
    large.advance(now + LIFE + TICKS + SECOND / 2);
    assertThat(large.size()).isEqualTo(clients - Upkeep.SLOTS_A_SLICE);
    large.advance(now + LIFE + TICKS + SECOND);
    assertThat(large.size()).isZero();
  }

  @Test
  void shouldHurryWhenThereAreTooManyTombstones() {
    Directory small = new Directory(new OriginKey(1, 100), 1, 400);
    small.advance(now);
    for (int client = 0; client < 150; client++) {
      small.register(new ClientId(client), 0);
      small.forget(new ClientId(client));
    }
    pass(Upkeep.TOMBSTONE_LIFE_NANOS_MIN - SECOND, small);
    assertThat(small.tombstones()).isEqualTo(150);
    pass(TICKS, small);
    assertThat(small.tombstones()).as("a quarter of the table").isEqualTo(100);
    assertThat(small.upkeep().tombstonesHurried()).isEqualTo(50);
  }

  // ---- after a tombstone ----

  @Test
  void shouldOutrankTheTombstonesThatOthersStillHave() {
    start();
    home.register(ANNA, 6);
    home.forget(ANNA);
    talk.carryAll(now);
    pass(LIFE + TICKS, home);
    home.register(ANNA, 0);
    assertThat(home.versionOf(ANNA)).isEqualTo(9);
    talk.carryAll(now);
    assertThat(other.homeOf(ANNA)).isEqualTo(1);
  }

  @Test
  void shouldHearOfTheVersionsOfTombstonesThatItNeverSaw() {
    start();
    home.register(ANNA, 6);
    home.forget(ANNA);
    pass(LIFE + TICKS, home);
    talk.carryAll(now);
    assertThat(other.floor()).isEqualTo(8);
    other.register(ANNA, 0);
    assertThat(other.versionOf(ANNA)).isEqualTo(9);
  }

  @Test
  void shouldNotLetAFloorUseUpTheVersionsOfOthers() {
    other.raiseFloor(Credence.VERSION_MAX);
    other.register(ANNA, 0);
    assertThat(other.versionOf(ANNA)).isLessThan(Credence.VERSION_PLAIN_MAX / 2 + 2);
    talk.carryAll(now);
    assertThat(home.homeOf(ANNA)).isEqualTo(2);
  }

  /**
   * Cut off for longer than tombstones live: the farewell is never heard over there, where the client stays where it was. When
   * the client comes back, it outranks that everywhere.
   */
  @Test
  void shouldBelieveTheNewHomeAfterAPartitionThatOutlivedTheFarewell() {
    start();
    home.register(ANNA, 0);
    talk.carryAll(now);
    home.forget(ANNA);
    pass(LIFE + TICKS, home, other);
    talk.open();
    talk.carryAll(now);
    assertThat(home.homeOf(ANNA)).isEqualTo(Whereabouts.GONE);
    assertThat(other.homeOf(ANNA))
        .as("its mail goes where it was, and waits there")
        .isEqualTo(1);
    home.register(ANNA, 0);
    talk.carryAll(now);
    assertThat(home.snapshot()).isEqualTo(other.snapshot());
  }

  /** The same where the new home has heard nothing, neither of the farewell nor of the versions: a third part of the line. */
  @Test
  void shouldSayAgainWhatItBelievesToWhoeverShouldHaveKnown() {
    Directory third = new Directory(new OriginKey(3, 100), 3);
    start();
    home.register(ANNA, 4);
    talk.carryAll(now);
    home.forget(ANNA);
    pass(LIFE + TICKS, home);
    third.register(ANNA, 0);
    home.merge(
        new Changes(new OriginKey(3, 100), 0, 1, List.of(new Whereabouts(ANNA, 3, 1))),
        any -> 0,
        any -> {});
    talk.open();
    talk.carryAll(now);
    assertThat(other.reassertions()).isEqualTo(1);
    assertThat(home.snapshot()).isEqualTo(other.snapshot());
    Talk toThird = new Talk(other, third);
    toThird.carryAll(now);
    assertThat(third.homeOf(ANNA)).isEqualTo(1);
    third.register(ANNA, 0);
    toThird.carryAll(now);
    talk.carryAll(now);
    assertThat(home.homeOf(ANNA)).as("after its next word").isEqualTo(3);
    assertThat(home.snapshot()).isEqualTo(other.snapshot()).isEqualTo(third.snapshot());
  }

  @Test
  void shouldLetGoOfATombstoneThatItsTellerHasDropped() {
    start();
    home.register(ANNA, 4);
    home.forget(ANNA);
    talk.carryAll(now);
    pass(LIFE + TICKS, home);
    talk.open();
    talk.carryAll(now);
    home.merge(
        new Changes(new OriginKey(3, 100), 0, 1, List.of(new Whereabouts(ANNA, 3, 1))),
        any -> 0,
        any -> {});
    talk.carryAll(now);
    assertThat(other.homeOf(ANNA)).isEqualTo(3);
    assertThat(other.tombstones()).isZero();
  }

  // ---- earlier runs ----

  private Directory restarted() {
    return new Directory(new OriginKey(1, 200), 1);
  }

  @Test
  void shouldTakeOverWhatAnEarlierRunSaidAndForgetThatRunEverywhere() {
    start();
    for (int client = 1; client <= 1_000; client++) {
      home.register(new ClientId(client), 0);
    }
    home.forget(BERT);
    talk.carryAll(now);
    Directory again = restarted();
    Talk anew = new Talk(again, other);
    anew.carryAll(now);
    assertThat(again.origins()).isEqualTo(2);
    for (int i = 0; i < 6; i++) {
      pass(SECOND, again, other);
      anew.carryAll(now);
    }
    assertThat(again.upkeep().takenOver()).isEqualTo(999);
    assertThat(again.snapshot()).isEqualTo(other.snapshot()).isEqualTo(home.snapshot());
    pass(LIFE + TICKS + Upkeep.QUIET_NANOS, again, other);
    anew.carryAll(now);
    assertThat(again.origins()).isEqualTo(1);
    assertThat(other.origins()).isEqualTo(2);
    assertThat(other.upkeep().originsForgotten()).isEqualTo(1);
    assertThat(again.size()).isEqualTo(999);
    assertThat(again.snapshot()).isEqualTo(other.snapshot());
    anew.changesSaid();
    pass(10 * Gossip.DIGEST_INTERVAL_NANOS, again, other);
    anew.carryAll(now);
    assertThat(anew.changesSaid()).as("nobody tells of what is forgotten").isZero();
  }

  @Test
  void shouldNotTakeOverWhoHasMovedOn() {
    start();
    home.register(ANNA, 0);
    talk.carryAll(now);
    Directory again = restarted();
    Directory third = new Directory(new OriginKey(3, 100), 3);
    new Talk(other, again).carryAll(now);
    other.register(ANNA, 0);
    pass(2 * SECOND, again);
    new Talk(other, third).carryAll(now);
    new Talk(again, third).carryAll(now);
    assertThat(third.homeOf(ANNA)).isEqualTo(2);
    new Talk(again, other).carryAll(now);
    assertThat(again.snapshot()).isEqualTo(other.snapshot());
  }

  /** What only a relay far away knows of a run that all others have forgotten is not lost. */
  @Test
  void shouldTakeLateNewsOfARunThatIsForgotten() {
    start();
    home.register(ANNA, 0);
    talk.carryAll(now);
    Directory far = new Directory(new OriginKey(3, 100), 3);
    new Talk(home, far).carryAll(now);
    home.register(BERT, 0);
    new Talk(home, far).carryAll(now);
    Directory again = restarted();
    Talk anew = new Talk(again, other);
    for (int i = 0; i < 120; i++) {
      pass(SECOND, again, other);
      anew.carryAll(now);
    }
    assertThat(other.origins()).isEqualTo(2);
    assertThat(other.homeOf(BERT)).isEqualTo(Whereabouts.GONE);
    Talk late = new Talk(other, far);
    for (int i = 0; i < 180; i++) {
      pass(SECOND, again, other, far);
      late.carryAll(now);
      anew.carryAll(now);
    }
    assertThat(again.homeOf(BERT)).isEqualTo(1);
    assertThat(again.snapshot()).isEqualTo(other.snapshot()).isEqualTo(far.snapshot());
    assertThat(List.of(again, other, far)).noneMatch(UpkeepTest::knowsTheEarlierRun);
  }

  private static boolean knowsTheEarlierRun(Directory directory) {
    return directory.known().stream()
        .anyMatch(known -> known.origin().equals(new OriginKey(1, 100)));
  }

  @Test
  void shouldKeepFewRunsOfARelayThatDoesNotStayUp() {
    start();
    home.register(ANNA, 0);
    talk.carryAll(now);
    int most = 0;
    for (int run = 1; run <= 300; run++) {
      Directory again = new Directory(new OriginKey(1, 200 + run), run);
      Talk anew = new Talk(again, other);
      again.advance(now);
      anew.carryAll(now);
      for (int i = 0; i < 3; i++) {
        pass(SECOND, again, other);
        anew.carryAll(now);
      }
      most = Math.max(most, other.origins());
    }
    assertThat(most).isLessThan(40);
    assertThat(other.homeOf(ANNA)).isEqualTo(1);
    assertThat(other.versionOf(ANNA)).isEqualTo(1);
  }
}

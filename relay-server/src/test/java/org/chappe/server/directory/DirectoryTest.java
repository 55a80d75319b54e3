package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DirectoryTest {

  private static final OriginKey SELF = new OriginKey(2, 100);
  private static final OriginKey OTHER = new OriginKey(3, 100);
  private static final ClientId ANNA = new ClientId(1);
  private static final ClientId BERT = new ClientId(2);

  /** As many runs as others may tell of, with this relay's own. */
  private static final int ORIGINS_MAX = Directory.ORIGINS_MAX - Origins.RUNS_A_RELAY_MAX;

  private final Directory directory = new Directory(SELF, 0);
  private final List<ClientId> changed = new ArrayList<>();

  @BeforeEach
  void register() {
    directory.register(ANNA, 0);
  }

  private Directory.Merge merge(long from, long to, Whereabouts... entries) {
    return directory.merge(new Changes(OTHER, from, to, List.of(entries)), any -> 0, changed::add);
  }

  @Test
  void shouldKnowNothingOfStrangers() {
    assertThat(directory.homeOf(BERT)).isEqualTo(Whereabouts.GONE);
    assertThat(directory.versionOf(BERT)).isZero();
  }

  @Test
  void shouldNotCountTheSameHomeAsAChange() {
    long revision = directory.revision();
    assertThat(directory.register(ANNA, 0)).isTrue();
    assertThat(directory.register(ANNA, 1)).isTrue();
    assertThat(directory.revision()).isEqualTo(revision);
    assertThat(directory.versionOf(ANNA)).isEqualTo(1);
  }

  @Test
  void shouldOutrankWhatTheClientHasSeen() {
    assertThat(directory.versionAfterRegister(ANNA, 41)).isEqualTo(42);
    directory.register(ANNA, 41);
    assertThat(directory.versionOf(ANNA)).isEqualTo(42);
  }

  @Test
  void shouldLetTheHighestVersionWin() {
    assertThat(merge(0, 1, new Whereabouts(ANNA, 3, 7))).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
    assertThat(merge(1, 2, new Whereabouts(ANNA, 4, 6))).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
    assertThat(changed).containsExactly(ANNA);
  }

  @Test
  void shouldGiveTiesToTheHigherRelay() {
    merge(0, 1, new Whereabouts(ANNA, 1, 1));
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
    merge(1, 2, new Whereabouts(ANNA, 3, 1));
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
  }

  @Test
  void shouldGiveTiesAgainstATombstoneToTheHome() {
    merge(0, 1, new Whereabouts(ANNA, Whereabouts.GONE, 1));
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
  }

  @Test
  void shouldLeaveATombstoneThatOutranksTheHome() {
    directory.forget(ANNA);
    assertThat(directory.homeOf(ANNA)).isEqualTo(Whereabouts.GONE);
    assertThat(directory.versionOf(ANNA)).isEqualTo(2);
    assertThat(merge(0, 1, new Whereabouts(ANNA, 3, 1))).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.homeOf(ANNA)).isEqualTo(Whereabouts.GONE);
  }

  @Test
  void shouldNotForgetWhoIsGoneOrUnknown() {
    directory.forget(ANNA);
    long revision = directory.revision();
    directory.forget(ANNA);
    directory.forget(BERT);
    assertThat(directory.revision()).isEqualTo(revision);
  }

  @Test
  void shouldComeBackAboveItsTombstone() {
    directory.forget(ANNA);
    directory.register(ANNA, 0);
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
    assertThat(directory.versionOf(ANNA)).isEqualTo(3);
  }

  @Test
  void shouldNotHearOfAHomeThatStays() {
    merge(0, 1, new Whereabouts(BERT, 3, 1));
    merge(1, 2, new Whereabouts(BERT, 3, 2));
    assertThat(changed).containsExactly(BERT);
  }

  @Test
  void shouldKnowChangesThatComeTwice() {
    merge(0, 1, new Whereabouts(BERT, 3, 1));
    long revision = directory.revision();
    assertThat(merge(0, 1, new Whereabouts(BERT, 4, 9))).isEqualTo(Directory.Merge.KNOWN);
    assertThat(directory.homeOf(BERT)).isEqualTo(3);
    assertThat(directory.revision()).isEqualTo(revision);
  }

  @Test
  void shouldTakeAChangeOutOfTurnAndStillWantWhatIsMissing() {
    assertThat(merge(1, 2, new Whereabouts(BERT, 3, 1))).isEqualTo(Directory.Merge.GAP);
    assertThat(directory.homeOf(BERT)).isEqualTo(3);
    assertThat(directory.known())
        .containsExactly(new Digest.Known(SELF, 1), new Digest.Known(OTHER, 0));
    assertThat(directory.changesAfter(OTHER, 0, 6)).isNull();
    assertThat(merge(0, 2, new Whereabouts(BERT, 3, 1))).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.changesAfter(OTHER, 0, 6))
        .isEqualTo(new Changes(OTHER, 0, 2, List.of(new Whereabouts(BERT, 3, 1))));
    assertThat(changed).containsExactly(BERT);
    assertThat(directory.refusals()).isZero();
  }

  @Test
  void shouldNotKnowAnOriginByWhatItSkips() {
    assertThat(merge(1, 2)).isEqualTo(Directory.Merge.GAP);
    assertThat(directory.known()).containsExactly(new Digest.Known(SELF, 1));
  }

  @Test
  void shouldRefuseVersionsThatDontExist() {
    assertThat(merge(0, 1, new Whereabouts(BERT, 3, Credence.VERSION_MAX + 1)))
        .isEqualTo(Directory.Merge.REFUSED);
    assertThat(merge(0, 1, new Whereabouts(BERT, 3, 0))).isEqualTo(Directory.Merge.REFUSED);
    assertThat(directory.refusals()).isEqualTo(2);
    assertThat(directory.homeOf(BERT)).isEqualTo(Whereabouts.GONE);
    assertThat(directory.known()).containsExactly(new Digest.Known(SELF, 1));
  }

  @Test
  void shouldNotLetAnyoneUseUpTheVersionsOfAnId() {
    merge(0, 1, new Whereabouts(BERT, 3, Credence.VERSION_MAX));
    assertThat(directory.homeOf(BERT)).isEqualTo(Whereabouts.GONE);
    assertThat(directory.refusals()).isEqualTo(1);
    merge(1, 2, new Whereabouts(BERT, 3, Credence.VERSION_PLAIN_MAX));
    assertThat(directory.homeOf(BERT)).isEqualTo(3);
    long beyond = Credence.VERSION_PLAIN_MAX + Credence.VERSION_LEAD_MAX;
    merge(2, 3, new Whereabouts(BERT, 4, beyond + 1));
    assertThat(directory.homeOf(BERT)).isEqualTo(3);
    assertThat(directory.refusals()).isEqualTo(2);
    merge(3, 4, new Whereabouts(BERT, 4, beyond));
    assertThat(directory.homeOf(BERT)).as("a client that moved on from there").isEqualTo(4);
    assertThat(directory.register(BERT, 0)).as("it moves on").isTrue();
    assertThat(directory.homeOf(BERT)).isEqualTo(2);
  }

  @Test
  void shouldNotBelieveAClientThatIsFarAhead() {
    long leap = 1 + Credence.VERSION_LEAP_MAX;
    assertThat(directory.versionAfterRegister(ANNA, leap)).isEqualTo(leap + 1);
    assertThat(directory.versionAfterRegister(ANNA, leap + 1)).isEqualTo(1);
    assertThat(directory.versionAfterRegister(BERT, Credence.VERSION_MAX)).isEqualTo(1);
  }

  @Test
  void shouldRefuseNumbersAndRunsThatCantBe() {
    long max = Credence.NUMBER_MAX;
    assertThat(merge(0, max + 1)).isEqualTo(Directory.Merge.REFUSED);
    OriginKey later = new OriginKey(3, Credence.INCARNATION_MAX + 1);
    Changes news = new Changes(later, 0, 1, List.of());
    assertThat(directory.merge(news, any -> 0, changed::add)).isEqualTo(Directory.Merge.REFUSED);
    assertThat(directory.refusals()).isEqualTo(2);
    assertThat(directory.origins()).isEqualTo(1);
    assertThat(merge(0, max, new Whereabouts(BERT, 3, 1))).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.changesAfter(OTHER, 0, 6))
        .isEqualTo(new Changes(OTHER, 0, max, List.of(new Whereabouts(BERT, 3, 1))));
  }

  @Test
  void shouldRefuseClaimsAboutItsOwnChanges() {
    Changes claim = new Changes(SELF, 1, 2, List.of(new Whereabouts(BERT, 2, 1)));
    assertThat(directory.merge(claim, any -> 0, changed::add)).isEqualTo(Directory.Merge.REFUSED);
    assertThat(directory.refusals()).isEqualTo(1);
    assertThat(directory.homeOf(BERT)).isEqualTo(Whereabouts.GONE);
  }

  @Test
  void shouldTakeWhatAnEarlierRunOfItselfSaid() {
    Changes earlier = new Changes(new OriginKey(2, 99), 0, 1, List.of(new Whereabouts(BERT, 2, 5)));
    assertThat(directory.merge(earlier, any -> 0, changed::add)).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.homeOf(BERT)).isEqualTo(2);
  }

  @Test
  void shouldRefuseAndCountClientsWithoutRoom() {
    Directory small = new Directory(SELF, 0, 2);
    assertThat(small.register(new ClientId(1), 0)).isTrue();
    assertThat(small.register(new ClientId(2), 0)).isTrue();
    assertThat(small.register(new ClientId(3), 0)).isFalse();
    assertThat(small.refusals()).isEqualTo(1);
    Changes news = new Changes(OTHER, 0, 1, List.of(new Whereabouts(new ClientId(3), 3, 1)));
    assertThat(small.merge(news, any -> 0, changed::add)).isEqualTo(Directory.Merge.REFUSED);
    assertThat(small.refusals()).isEqualTo(2);
    assertThat(small.size()).isEqualTo(2);
    assertThat(small.register(new ClientId(1), 7))
        .as("whoever is known has room")
        .isTrue();
  }

  @Test
  void shouldTellOnInItsOwnNameWhatOriginsWithoutRoomSay() {
    for (int i = 1; i < ORIGINS_MAX; i++) {
      Whereabouts entry = new Whereabouts(new ClientId(100 + i), 5, 1);
      Changes news = new Changes(origin(i), 0, 1, List.of(entry));
      assertThat(directory.merge(news, any -> 0, changed::add)).isEqualTo(Directory.Merge.APPLIED);
    }
    Whereabouts bert = new Whereabouts(BERT, 5, 1);
    Changes oneMore = new Changes(new OriginKey(9_000, 1), 0, 1, List.of(bert));
    assertThat(directory.merge(oneMore, any -> 0, changed::add)).isEqualTo(Directory.Merge.GAP);
    assertThat(directory.adoptions()).isEqualTo(1);
    assertThat(directory.homeOf(BERT)).isEqualTo(5);
    assertThat(directory.known()).hasSize(ORIGINS_MAX);
  }

  /** As many runs of each relay as are kept apart. */
  private static OriginKey origin(int i) {
    return new OriginKey(5 + i / Origins.RUNS_A_RELAY_MAX, i);
  }

  @Test
  void shouldGiveTheRoomOfASpentRunToAnother() {
    for (int i = 1; i < ORIGINS_MAX; i++) {
      directory.merge(new Changes(origin(i), 0, 1, List.of()), any -> 0, changed::add);
    }
    int relays = (ORIGINS_MAX - 1) / Origins.RUNS_A_RELAY_MAX + 1;
    Changes oneMore = new Changes(new OriginKey(9_000, 1), 0, 1, List.of());
    assertThat(directory.merge(oneMore, any -> 0, changed::add)).isEqualTo(Directory.Merge.GAP);
    directory.advance(0);
    assertThat(directory.upkeep().originsForgotten()).isEqualTo(ORIGINS_MAX - 1 - relays);
    assertThat(directory.merge(oneMore, any -> 0, changed::add)).isEqualTo(Directory.Merge.APPLIED);
    assertThat(directory.origins()).isEqualTo(relays + 2);
  }

  @Test
  void shouldHaveNothingToTellBeyondWhatIsKnown() {
    assertThat(directory.changesAfter(SELF, 1, 6)).isNull();
    assertThat(directory.changesAfter(OTHER, 0, 6)).isNull();
  }

  @Test
  void shouldTellOvertakenNumbersWithoutEntries() {
    directory.register(BERT, 0);
    merge(0, 2, new Whereabouts(ANNA, 3, 5), new Whereabouts(BERT, 3, 5));
    assertThat(directory.changesAfter(SELF, 0, 6)).isEqualTo(new Changes(SELF, 0, 2, List.of()));
  }

  @Test
  void shouldPassOverWhatHasBeenSuperseded() {
    directory.register(BERT, 0);
    directory.register(new ClientId(3), 0);
    merge(0, 1, new Whereabouts(BERT, 3, 5));
    Whereabouts anna = new Whereabouts(ANNA, 2, 1);
    Whereabouts third = new Whereabouts(new ClientId(3), 2, 1);
    assertThat(directory.changesAfter(SELF, 0, 6))
        .isEqualTo(new Changes(SELF, 0, 3, List.of(anna, third), List.of(1L, 3L)));
    assertThat(directory.changesAfter(SELF, 1, 6))
        .isEqualTo(new Changes(SELF, 1, 3, List.of(new Whereabouts(new ClientId(3), 2, 1))));
  }
}

package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.chappe.node.Node;
import org.chappe.server.membership.Membership.Merge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MembershipTest {

  private static final List<MemberState> STATES = List.of(MemberState.values());

  private final Membership two = Town.membership(2, 5, 100);

  private static Member three(long incarnation, long version, MemberState state, Integer... links) {
    return new Member(3, Town.at(3), incarnation, version, state, List.of(links));
  }

  private static Member self(long incarnation, long version, MemberState state, Integer... links) {
    return new Member(2, Town.at(2), incarnation, version, state, List.of(links), 1002);
  }

  @Test
  void shouldKnowTheLineAndNothingOfTheOthers() {
    assertThat(two.all()).hasSize(5);
    assertThat(two.of(2)).isEqualTo(self(100, 0, MemberState.ALIVE));
    assertThat(two.of(3)).isEqualTo(three(0, 0, MemberState.ALIVE));
    assertThatIllegalArgumentException().isThrownBy(() -> two.of(6));
  }

  @Test
  void shouldCountItsVersionUpWithItsLinks() {
    two.holdLinks(List.of(1));
    two.holdLinks(List.of(1));
    two.holdLinks(List.of(1, 3));
    assertThat(two.of(2)).isEqualTo(self(100, 2, MemberState.ALIVE, 1, 3));
    assertThat(two.revision()).isEqualTo(2);
  }

  @Test
  void shouldSayWhyItHoldsARelayToBeInItsState() {
    assertThat(two.reason(2)).isEqualTo(StateReason.SELF);
    assertThat(two.reason(3)).isEqualTo(StateReason.UNHEARD);
    two.merge(0, three(7, 1, MemberState.ALIVE, 4));
    assertThat(two.reason(3)).isEqualTo(StateReason.SELF);
    two.suspect(3, 5);
    assertThat(two.reason(3)).isEqualTo(StateReason.SILENT);
    two.serve(5);
    assertThat(two.reason(3)).isEqualTo(StateReason.UNREFUTED);
    two.merge(6, three(7, 2, MemberState.ALIVE, 4));
    two.merge(7, three(7, 2, MemberState.SUSPECT, 4));
    assertThat(two.reason(3)).isEqualTo(StateReason.HEARSAY);
    two.merge(8, three(7, 2, MemberState.LEFT, 4));
    assertThat(two.reason(3)).isEqualTo(StateReason.SELF);
  }

  @Test
  void shouldKnowWhoHasSaidSomethingOfItselfLately() {
    assertThat(two.hasSpokenWithin(3, 50, 1_000)).isFalse();
    two.merge(1_000, three(7, 1, MemberState.ALIVE));
    two.merge(1_020, three(7, 1, MemberState.SUSPECT));
    assertThat(two.hasSpokenWithin(3, 50, 1_049)).isTrue();
    assertThat(two.hasSpokenWithin(3, 50, 1_050)).isFalse();
    two.merge(1_060, three(7, 2, MemberState.ALIVE));
    assertThat(two.hasSpokenWithin(3, 50, 1_109)).isTrue();
    assertThat(two.hasSpokenWithin(4, 50, 1_109)).isFalse();
  }

  @Test
  void shouldBelieveTheLaterEntry() {
    assertThat(two.merge(0, three(7, 1, MemberState.ALIVE, 4))).isEqualTo(Merge.APPLIED);
    assertThat(two.merge(0, three(7, 1, MemberState.ALIVE, 4))).isEqualTo(Merge.KNOWN);
    assertThat(two.merge(0, three(7, 0, MemberState.DEAD))).isEqualTo(Merge.KNOWN);
    assertThat(two.merge(0, three(6, 9, MemberState.DEAD))).isEqualTo(Merge.KNOWN);
    assertThat(two.of(3).links()).containsExactly(4);
    assertThat(two.merge(0, three(7, 1, MemberState.SUSPECT, 4))).isEqualTo(Merge.APPLIED);
    assertThat(two.merge(0, three(7, 2, MemberState.ALIVE))).isEqualTo(Merge.APPLIED);
    assertThat(two.merge(0, three(8, 0, MemberState.ALIVE))).isEqualTo(Merge.APPLIED);
    assertThat(two.revision()).isEqualTo(4);
  }

  @Test
  void shouldFindASuspectDeadThatDoesNotRefute() {
    two.suspect(3, 50);
    assertThat(two.of(3).state()).isEqualTo(MemberState.SUSPECT);
    assertThat(two.nextDeadline()).isEqualTo(50);
    two.suspect(3, 90);
    two.serve(49);
    assertThat(two.of(3).state()).isEqualTo(MemberState.SUSPECT);
    two.serve(50);
    assertThat(two.of(3).state()).isEqualTo(MemberState.DEAD);
    assertThat(two.nextDeadline()).isEqualTo(Node.NEVER);
    assertThat(two.suspicions()).isEqualTo(1);
    assertThat(two.deaths()).isEqualTo(1);
  }

  @Test
  void shouldSpareASuspectThatRefutes() {
    two.merge(0, three(7, 1, MemberState.ALIVE));
    two.suspect(3, 50);
    two.merge(0, three(7, 2, MemberState.ALIVE));
    two.serve(50);
    assertThat(two.of(3).state()).isEqualTo(MemberState.ALIVE);
    assertThat(two.deaths()).isZero();
  }

  @Test
  void shouldSuspectOnlyWhoIsAlive() {
    two.merge(0, three(7, 1, MemberState.DEAD));
    two.suspect(3, 50);
    two.suspect(2, 50);
    assertThat(two.of(3).state()).isEqualTo(MemberState.DEAD);
    assertThat(two.of(2).state()).isEqualTo(MemberState.ALIVE);
    assertThat(two.suspicions()).isZero();
  }

  @Test
  void shouldNotLeaveASuspectOfOthersInDoubtForEver() {
    two.merge(10, three(7, 1, MemberState.SUSPECT));
    two.serve(9 + Suspects.RUMOUR_NANOS);
    assertThat(two.of(3).state()).isEqualTo(MemberState.SUSPECT);
    two.serve(10 + Suspects.RUMOUR_NANOS);
    assertThat(two.of(3).state()).isEqualTo(MemberState.DEAD);
  }

  @Test
  void shouldTakeBackWhoReturns() {
    two.merge(0, three(7, 5, MemberState.DEAD));
    two.merge(0, three(8, 0, MemberState.ALIVE, 4));
    assertThat(two.of(3)).isEqualTo(three(8, 0, MemberState.ALIVE, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUSPECT", "DEAD", "LEFT"})
  void shouldRefuteWhatIsSaidOfItself(String said) {
    two.holdLinks(List.of(1, 3));
    assertThat(two.merge(0, self(100, 1, MemberState.valueOf(said)))).isEqualTo(Merge.REFUTED);
    assertThat(two.of(2)).isEqualTo(self(100, 2, MemberState.ALIVE, 1, 3));
    assertThat(two.refutations()).isEqualTo(1);
    assertThat(two.merge(0, self(100, 1, MemberState.DEAD))).isEqualTo(Merge.KNOWN);
  }

  @Test
  void shouldOutdoAnEarlierRunOfItselfWhoseClockWasAhead() {
    assertThat(two.merge(0, self(900, 7, MemberState.ALIVE, 1))).isEqualTo(Merge.REFUTED);
    assertThat(two.of(2)).isEqualTo(self(900, 8, MemberState.ALIVE));
  }

  @Test
  void shouldRefuseWhoDoesNotBelongToTheLine() {
    Member six = new Member(6, Town.at(6), 1, 1, MemberState.ALIVE, List.of());
    assertThat(two.merge(0, six)).isEqualTo(Merge.REFUSED);
    assertThat(two.all()).hasSize(5);
    assertThat(two.refusals()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAVersionThatNobodyCouldRefute() {
    assertThat(two.merge(0, self(100, Member.VERSION_MAX, MemberState.DEAD)))
        .isEqualTo(Merge.REFUSED);
    assertThat(two.merge(0, self(100, Member.VERSION_MAX - 1, MemberState.DEAD)))
        .isEqualTo(Merge.REFUTED);
    assertThat(two.of(2).state()).isEqualTo(MemberState.ALIVE);
  }

  @Test
  void shouldStayAliveWhateverVersionIsClaimed() {
    long highest = Member.INCARNATION_PLAIN_MAX;
    Membership three = Town.membership(3, 5, 100);
    Membership newcomer = Town.membership(4, 5, 100);
    for (int claim = 0; claim < 100; claim++) {
      Member own = two.of(2);
      Member dead =
          self(Math.max(highest, own.incarnation()), Member.VERSION_MAX - 1, MemberState.DEAD);
      long now = claim * Refutation.INTERVAL_NANOS;
      three.merge(now, dead);
      assertThat(two.merge(now, dead)).isEqualTo(Merge.REFUTED);
      assertThat(three.merge(now, two.of(2))).as("claim %d", claim).isEqualTo(Merge.APPLIED);
    }
    assertThat(newcomer.merge(0, two.of(2))).isEqualTo(Merge.APPLIED);
    assertThat(newcomer.of(2).state()).isEqualTo(MemberState.ALIVE);
  }

  @Test
  void shouldNotBelieveIncarnationsThatNobodyCouldOutdo() {
    two.merge(0, three(7, 1, MemberState.ALIVE));
    assertThat(two.merge(0, three(Member.INCARNATION_MAX, 1, MemberState.DEAD)))
        .isEqualTo(Merge.REFUSED);
    assertThat(two.merge(0, three(Member.INCARNATION_PLAIN_MAX + 1, 1, MemberState.DEAD)))
        .isEqualTo(Merge.REFUSED);
    assertThat(two.merge(0, self(Member.INCARNATION_MAX, 1, MemberState.DEAD)))
        .isEqualTo(Merge.REFUSED);
    assertThat(two.refusals()).isEqualTo(3);
  }

  @Test
  void shouldRefuteAFloodOfClaimsTogether() {
    for (int version = 1; version <= 1_000; version++) {
      assertThat(two.merge(0, self(100, version, MemberState.SUSPECT))).isEqualTo(Merge.REFUTED);
    }
    assertThat(two.refutations()).isEqualTo(1);
    assertThat(two.revision()).isEqualTo(1);
    assertThat(two.nextDeadline()).isEqualTo(Refutation.INTERVAL_NANOS);
    two.serve(Refutation.INTERVAL_NANOS);
    assertThat(two.of(2)).isEqualTo(self(100, 1_001, MemberState.ALIVE));
    assertThat(two.refutations()).isEqualTo(2);
    assertThat(two.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHoldTheSameWhateverTheOrderInWhichItHears(long seed) {
    Random random = new Random(seed);
    List<Member> news = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = List.of(1, 3, 4, 5).get(random.nextInt(4));
      long incarnation = random.nextInt(3);
      long version = random.nextInt(4);
      // of one version there is one entry of the relay's own, which others repeat with a state
      List<Integer> links = (incarnation + version) % 2 == 0 ? List.of(2) : List.of();
      MemberState state = STATES.get(random.nextInt(STATES.size()));
      news.add(new Member(number, Town.at(number), incarnation, version, state, links));
    }
    Membership other = Town.membership(2, 5, 100);
    news.forEach(member -> two.merge(0, member));
    Collections.shuffle(news, random);
    news.forEach(member -> other.merge(0, member));
    news.forEach(member -> other.merge(0, member));
    assertThat(other.all()).as("seed %d", seed).isEqualTo(two.all());
    assertThat(other.hash()).isEqualTo(two.hash());
  }

  @Test
  void shouldHashDifferentTablesDifferently() {
    long before = two.hash();
    two.suspect(3, 50);
    long suspect = two.hash();
    two.serve(50);
    assertThat(List.of(before, suspect, two.hash())).doesNotHaveDuplicates();
  }
}

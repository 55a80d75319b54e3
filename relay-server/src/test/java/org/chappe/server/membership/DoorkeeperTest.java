package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.Doorkeeper.Entry;
import org.chappe.server.membership.Membership.Merge;
import org.junit.jupiter.api.Test;

final class DoorkeeperTest {

  private static final Endpoint ELSEWHERE = Endpoint.ipv4(0x0A000001, 7006);

  private final Membership line = Town.membership(2, 5, 100, JoinPolicy.OPEN);
  private final Doorkeeper door = new Doorkeeper(line);

  private static Member newcomer(int number, Endpoint at, long incarnation, long identity) {
    return new Member(number, at, incarnation, 0, MemberState.ALIVE, List.of(), identity);
  }

  private static Member six(long incarnation, long identity) {
    return newcomer(6, Town.at(6), incarnation, identity);
  }

  private void dies(int number) {
    line.suspect(number, 1);
    line.serve(1);
    assertThat(line.of(number).state()).isEqualTo(MemberState.DEAD);
  }

  @Test
  void shouldLetAStrangerInOnceHoweverOftenItAsks() {
    assertThat(door.admit(six(7, 66), false)).isEqualTo(Entry.ADMITTED);
    long revision = line.revision();
    assertThat(door.admit(six(7, 66), false)).isEqualTo(Entry.ADMITTED);
    assertThat(line.revision()).isEqualTo(revision);
    assertThat(line.of(6)).isEqualTo(six(7, 66));
    assertThat(line.line()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void shouldKnowARelayAgainByItsIdentity() {
    door.admit(six(7, 66), false);
    Member moved = newcomer(6, ELSEWHERE, 8, 66);
    assertThat(door.admit(moved, false)).isEqualTo(Entry.ADMITTED);
    assertThat(line.of(6)).isEqualTo(moved);
  }

  @Test
  void shouldKnowARelayAgainByItsAddress() {
    door.admit(six(7, 66), false);
    assertThat(door.admit(six(8, 67), false)).isEqualTo(Entry.ADMITTED);
    assertThat(line.of(6).identity()).isEqualTo(67);
  }

  @Test
  void shouldOutdoWhatItKnowsOfARelayWhoseClockStandsBehind() {
    door.admit(six(7, 66), false);
    dies(6);
    assertThat(door.admit(newcomer(6, ELSEWHERE, 3, 66), false)).isEqualTo(Entry.ADMITTED);
    assertThat(line.of(6).incarnation()).isEqualTo(7);
    assertThat(line.of(6).version()).isEqualTo(1);
    assertThat(line.of(6).state()).isEqualTo(MemberState.ALIVE);
    assertThat(line.of(6).endpoint()).isEqualTo(ELSEWHERE);
  }

  @Test
  void shouldDenyAStrangerANumberThatIsAnothers() {
    door.admit(six(7, 66), false);
    assertThat(door.admit(newcomer(6, ELSEWHERE, 9, 67), false)).isEqualTo(Entry.TAKEN);
    assertThat(door.admit(newcomer(6, ELSEWHERE, 9, 67), true)).isEqualTo(Entry.TAKEN);
    assertThat(line.of(6)).isEqualTo(six(7, 66));
  }

  @Test
  void shouldKeepTheNumberOfADeadRelayForItUnlessSomebodyIsToTakeItOver() {
    door.admit(six(7, 66), false);
    dies(6);
    Member successor = newcomer(6, ELSEWHERE, 9, 67);
    assertThat(door.admit(successor, false)).isEqualTo(Entry.TAKEN);
    assertThat(door.admit(successor, true)).isEqualTo(Entry.ADMITTED);
    assertThat(line.of(6)).isEqualTo(successor);
  }

  @Test
  void shouldGiveAwayTheNumberOfARelayThatHasLeft() {
    door.admit(six(7, 66), false);
    line.merge(0, new Member(6, Town.at(6), 7, 3, MemberState.LEFT, List.of(), 66));
    assertThat(line.line()).containsExactly(1, 2, 3, 4, 5);
    assertThat(door.admit(newcomer(6, ELSEWHERE, 9, 67), false)).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldDenyTheNumbersOfTheTopologyFileAndItsOwn() {
    assertThat(door.admit(newcomer(3, ELSEWHERE, 9, 67), true)).isEqualTo(Entry.TAKEN);
    assertThat(door.admit(newcomer(2, Town.at(2), 9, 67), true)).isEqualTo(Entry.TAKEN);
    assertThat(door.admit(newcomer(3, Town.at(3), 9, 67), false)).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldDenyAnAddressThatIsAnothers() {
    assertThat(door.admit(newcomer(6, Town.at(5), 9, 67), false)).isEqualTo(Entry.ADDRESS_TAKEN);
    dies(5);
    assertThat(door.admit(newcomer(6, Town.at(5), 9, 67), false)).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldLetInWhomThePolicyAllows() {
    line.setPolicy(JoinPolicy.LOCAL);
    assertThat(door.admit(newcomer(6, ELSEWHERE, 9, 67), false)).isEqualTo(Entry.CLOSED);
    assertThat(door.admit(six(9, 67), false)).isEqualTo(Entry.ADMITTED);
    line.setPolicy(JoinPolicy.CLOSED);
    assertThat(door.admit(newcomer(7, Town.at(7), 9, 68), false)).isEqualTo(Entry.CLOSED);
    assertThat(door.admit(six(10, 67), false)).as("it is in already").isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldLetNobodyIntoALineOfSeveralMachinesUnlessItIsOpen() {
    Membership six = new Membership(newcomer(6, ELSEWHERE, 7, 66), Map.of(), JoinPolicy.LOCAL);
    Doorkeeper far = new Doorkeeper(six);
    assertThat(far.admit(newcomer(7, Town.at(7), 7, 67), false)).isEqualTo(Entry.CLOSED);
    six.setPolicy(JoinPolicy.OPEN);
    assertThat(far.admit(newcomer(7, Town.at(7), 7, 67), false)).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void shouldHoldNoMoreThanItsBound() {
    for (int number = 6; number <= Membership.MEMBERS_MAX; number++) {
      Member member = newcomer(number, Endpoint.ipv4(0x0A000000 + number, 7000), 1, number);
      assertThat(door.admit(member, false)).isEqualTo(Entry.ADMITTED);
    }
    assertThat(line.all()).hasSize(Membership.MEMBERS_MAX);
    Member one = newcomer(2000, ELSEWHERE, 1, 2000);
    assertThat(door.admit(one, false)).isEqualTo(Entry.FULL);
    assertThat(line.merge(0, one)).isEqualTo(Merge.REFUSED);
    assertThat(line.refusedFull()).isEqualTo(2);
    assertThat(line.all()).hasSize(Membership.MEMBERS_MAX);
    line.merge(0, newcomer(77, Endpoint.ipv4(0x0A000000 + 77, 7000), 2, 77).in(MemberState.LEFT));
    assertThat(door.admit(one, false))
        .as("there is room where one has left")
        .isEqualTo(Entry.ADMITTED);
    assertThat(line.all()).hasSize(Membership.MEMBERS_MAX);
    assertThat(line.find(77)).isNull();
  }

  @Test
  void shouldHearOfNewcomersFromOthers() {
    assertThat(line.merge(0, six(7, 66))).isEqualTo(Merge.APPLIED);
    assertThat(line.line()).contains(6);
    line.setPolicy(JoinPolicy.LOCAL);
    assertThat(line.merge(0, newcomer(7, ELSEWHERE, 7, 67))).isEqualTo(Merge.REFUSED);
  }

  @Test
  void shouldKnowOfARelayThatHasLeftWithoutCountingItToTheLine() {
    long hash = line.hash();
    assertThat(line.merge(0, six(7, 66).in(MemberState.LEFT))).isEqualTo(Merge.APPLIED);
    assertThat(line.has(6)).as("changes of the directory may still name it").isTrue();
    assertThat(line.line()).containsExactly(1, 2, 3, 4, 5);
    assertThat(line.hash()).isEqualTo(hash);
  }

  @Test
  void shouldBelieveTheTopologyFileOnWhereItsRelaysAre() {
    Member three = new Member(3, ELSEWHERE, 9, 1, MemberState.ALIVE, List.of(2), 33);
    assertThat(line.merge(0, three)).isEqualTo(Merge.APPLIED);
    assertThat(line.of(3)).isEqualTo(three.at(Town.at(3)));
  }

  @Test
  void shouldGiveItsNumberUpToARelayThatHasGotItMeanwhile() {
    Membership six = new Membership(six(7, 66), Map.of(), JoinPolicy.OPEN);
    assertThat(six.merge(0, six(8, 66))).as("an earlier run").isEqualTo(Merge.REFUTED);
    assertThat(six.merge(0, six(9, 67))).as("at this address").isEqualTo(Merge.REFUTED);
    assertThat(six.isSuperseded()).isFalse();
    assertThat(six.merge(0, newcomer(6, ELSEWHERE, 20, 67))).isEqualTo(Merge.SUPERSEDED);
    assertThat(six.isSuperseded()).isTrue();
  }

  @Test
  void shouldAgreeOnOneOfTwoThatClaimTheSame() {
    Membership other = Town.membership(4, 5, 100, JoinPolicy.OPEN);
    Member one = six(7, 66);
    Member two = newcomer(6, ELSEWHERE, 7, 67);
    line.merge(0, one);
    line.merge(0, two);
    other.merge(0, two);
    other.merge(0, one);
    assertThat(line.of(6)).isEqualTo(two);
    assertThat(other.of(6)).isEqualTo(two);
  }
}

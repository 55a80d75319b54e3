package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberGossipTest {

  private static Town line(int size) {
    Town town = new Town(size, new Random(size));
    for (int number = 1; number < size; number++) {
      town.link(number, number + 1);
    }
    return town;
  }

  private static void assertAllHoldTheSame(Town town) {
    Membership first = town.relay(1);
    assertThat(town.relays).allSatisfy(relay -> assertThat(relay.all()).isEqualTo(first.all()));
  }

  @Test
  void shouldTellEverythingWhenItOpens() {
    Town town = line(5);
    town.converse();
    assertAllHoldTheSame(town);
    assertThat(town.relay(1).of(5).incarnation()).isEqualTo(105);
  }

  @Test
  void shouldTellAChangeOnceOnEachLink() {
    Town town = line(5);
    town.converse();
    town.frames.clear();
    town.relay(3).holdLinks(List.of(2, 4));
    town.converse();
    assertAllHoldTheSame(town);
    assertThat(town.frames).containsOnlyKeys("3-2", "2-1", "3-4", "4-5");
    assertThat(town.frames.values()).containsOnly(1);
  }

  @Test
  void shouldBringARefutationBack() {
    Town town = line(5);
    town.converse();
    town.relay(1).suspect(5, 50);
    town.converse();
    assertAllHoldTheSame(town);
    assertThat(town.relay(1).of(5).state()).isEqualTo(MemberState.ALIVE);
    assertThat(town.relay(5).refutations()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldConvergeOnAnyGraph(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(30);
    Town town = new Town(size, random);
    for (int number = 2; number <= size; number++) {
      town.link(1 + random.nextInt(number - 1), number);
    }
    for (int i = random.nextInt(size); i > 0; i--) {
      int one = 1 + random.nextInt(size);
      town.link(one, 1 + one % size);
    }
    for (int i = 0; i < 50; i++) {
      change(town, size, random);
      if (random.nextInt(5) == 0) {
        town.converse();
      }
    }
    town.converse();
    assertAllHoldTheSame(town);
  }

  private static void change(Town town, int size, Random random) {
    int one = 1 + random.nextInt(size);
    int other = 1 + random.nextInt(size);
    if (one != other && random.nextBoolean()) {
      town.relay(one).holdLinks(List.of(other));
    } else {
      town.relay(one).suspect(other, Long.MAX_VALUE);
    }
  }

  @Test
  void shouldTellAllAgainWhenTheHashesDiffer() {
    Town town = line(2);
    town.converse();
    town.relay(1).holdLinks(List.of(2));
    MemberGossip speaker = town.talks.get(0).speaker();
    assertThat(speaker.next(town.now)).as("this one is lost").isNotNull();
    town.converse();
    assertThat(town.relay(2).of(1).links()).isEmpty();
    town.now += MemberGossip.HASH_INTERVAL_NANOS;
    assertThat(speaker.nextDeadline()).isEqualTo(town.now);
    town.converse();
    assertThat(town.relay(2).of(1).links()).containsExactly(2);
  }

  @Test
  void shouldTellAFloodOfChangesAtAPaceAndTogether() {
    Membership two = Town.membership(2, 3, 100);
    MemberGossip gossip = new MemberGossip(two);
    int frames = 0;
    long now = 0;
    for (int version = 1; version <= 10_000; version++) {
      now += 100_000;
      two.merge(now, new Member(3, Town.at(3), 7, version, MemberState.ALIVE, List.of()));
      frames += gossip.next(now) == null ? 0 : 1;
    }
    assertThat(frames)
        .isBetween(
            MemberGossip.NEWS_PER_SECOND, MemberGossip.NEWS_PER_SECOND + MemberGossip.NEWS_AT_ONCE);
    Payload last = Objects.requireNonNull(gossip.next(gossip.nextDeadline()));
    assertThat(last.text()).contains("/7ps/");
  }

  @Test
  void shouldBeQuietWhenTheHashesAgree() {
    Town town = line(3);
    town.converse();
    town.frames.clear();
    town.now += MemberGossip.HASH_INTERVAL_NANOS;
    town.converse();
    assertThat(town.frames).hasSize(4);
    assertThat(town.frames.values()).containsOnly(1);
  }

  @Test
  void shouldBelieveWhatCanBeRightBesideWhatCannot() {
    Membership two = Town.membership(2, 3, 100);
    MemberGossip gossip = new MemberGossip(two);
    Payload mixed = Payload.of("relays?9/127.0.0.1:7009/1/1/a/?3/127.0.0.1:7003/1/1/a/");
    assertThat(gossip.read(0, mixed)).isFalse();
    assertThat(two.of(3).version()).isEqualTo(1);
    assertThat(two.refusals()).isEqualTo(1);
    assertThat(gossip.read(0, Payload.of("members?!"))).isFalse();
  }

  @Test
  void shouldStayWithinItsBoundWhenANeighbourClaimsAMillionRelays() {
    Membership two = Town.membership(2, 4, 100, JoinPolicy.OPEN);
    MemberGossip gossip = new MemberGossip(two);
    for (int first = 5; first < 1_000_000; first += first < 20_000 ? 4 : 2_000) {
      assertThat(gossip.read(first, Payload.of("relays" + claimsOf(first, first + 4))))
          .isEqualTo(first < Membership.MEMBERS_MAX);
    }
    assertThat(two.all()).hasSize(Membership.MEMBERS_MAX);
    assertThat(two.refusedFull()).isPositive();
    assertThat(two.of(3).state()).isEqualTo(MemberState.ALIVE);
    assertThat(two.of(2)).isEqualTo(Town.membership(2, 4, 100).of(2));
  }

  private static String claimsOf(int from, int to) {
    StringBuilder claims = new StringBuilder();
    for (int number = from; number < to; number++) {
      claims.append('?').append(number).append("/10.0.").append(number >> 8 & 0xFF);
      claims.append('.').append(number & 0xFF).append(":7000/1/1/a/");
    }
    return claims.toString();
  }
}

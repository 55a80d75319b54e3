package org.chappe.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {

  private static Member member(int number, MemberState state, Integer... links) {
    return new Member(number, Endpoint.ipv4(number, 7000), 1, 1, state, List.of(links));
  }

  private static Member alive(int number, Integer... links) {
    return member(number, MemberState.ALIVE, links);
  }

  private static List<Member> fiveInALine() {
    return new ArrayList<>(
        List.of(alive(1, 2), alive(2, 1, 3), alive(3, 2, 4), alive(4, 3, 5), alive(5, 4)));
  }

  @Test
  void shouldFollowTheLine() {
    Routes routes = Routes.of(3, fiveInALine());
    assertThat(IntStream.rangeClosed(1, 6).map(routes::next)).containsExactly(2, 2, 0, 4, 4, 0);
    assertThat(IntStream.rangeClosed(1, 6).map(routes::hops)).containsExactly(2, 1, 0, 1, 2, -1);
  }

  @Test
  void shouldNotTrustALinkThatOneEndOnlyReports() {
    List<Member> line = fiveInALine();
    line.set(3, alive(4, 5));
    Routes routes = Routes.of(3, line);
    assertThat(routes.next(4)).isEqualTo(Routes.NONE);
    assertThat(routes.next(5)).isEqualTo(Routes.NONE);
    assertThat(routes.next(1)).isEqualTo(2);
  }

  @Test
  void shouldGoThroughASuspectButNotThroughTheDeadOrThoseWhoLeft() {
    List<Member> line = fiveInALine();
    line.set(3, member(4, MemberState.SUSPECT, 3, 5));
    assertThat(Routes.of(3, line).next(5)).isEqualTo(4);
    line.set(3, member(4, MemberState.DEAD, 3, 5));
    assertThat(Routes.of(3, line).next(5)).isEqualTo(Routes.NONE);
    line.set(3, member(4, MemberState.LEFT, 3, 5));
    assertThat(Routes.of(3, line).next(4)).isEqualTo(Routes.NONE);
  }

  @Test
  void shouldIgnoreLinksToRelaysThatNobodyKnows() {
    assertThat(Routes.of(1, List.of(alive(1, 9999))).next(9999)).isEqualTo(Routes.NONE);
  }

  @Test
  void shouldTakeTheWayThroughTheLowerOfTwoNumbers() {
    List<Member> ring = List.of(alive(1, 2, 4), alive(2, 1, 3), alive(3, 2, 4), alive(4, 1, 3));
    assertThat(Routes.of(1, ring).next(3)).isEqualTo(2);
    assertThat(Routes.of(3, ring).next(1)).isEqualTo(2);
  }

  @Test
  void shouldTellWhoseWayBrokeAndWhoHasOneNow() {
    List<Member> line = fiveInALine();
    Routes before = Routes.of(1, line);
    line.set(1, alive(2, 1, 4));
    line.set(2, member(3, MemberState.DEAD, 2, 4));
    line.set(3, alive(4, 2, 5));
    Routes after = Routes.of(1, line);
    assertThat(after.turned(before, line)).isEqualTo(BitSet.valueOf(new long[] {0b11_0000}));
    assertThat(after.turned(after, line)).isEqualTo(new BitSet());
    assertThat(after.turned(Routes.none(1), line))
        .isEqualTo(BitSet.valueOf(new long[] {0b11_0100}));
  }

  @Test
  void shouldNotSendAgainWhereAShorterWayAppears() {
    List<Member> line = fiveInALine();
    Routes before = Routes.of(1, line);
    line.set(0, alive(1, 2, 4));
    line.set(3, alive(4, 1, 3, 5));
    Routes after = Routes.of(1, line);
    assertThat(after.next(5)).isEqualTo(4);
    assertThat(after.turned(before, line)).isEqualTo(new BitSet());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldBeShortestWithoutLoopsOnAnyGraph(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(100);
    List<Member> members = randomGraph(size, random);
    int[][] hops = hops(members);
    Routes[] routes = new Routes[size + 1];
    for (int self = 1; self <= size; self++) {
      routes[self] = Routes.of(self, members);
    }
    for (int from = 1; from <= size; from++) {
      for (int to = 1; to <= size; to++) {
        int distance = hops[from][to];
        assertThat(routes[from].hops(to)).isEqualTo(distance >= FAR ? -1 : distance);
        int next = routes[from].next(to);
        if (distance > 0 && distance < FAR) {
          assertThat(routes[next].hops(to)).as("nearer with each hop").isEqualTo(distance - 1);
        } else {
          assertThat(next).isEqualTo(Routes.NONE);
        }
      }
    }
  }

  private static final int FAR = 1_000;

  private static List<Member> randomGraph(int size, Random random) {
    List<List<Integer>> links = IntStream.rangeClosed(0, size)
        .<List<Integer>>mapToObj(any -> new ArrayList<>())
        .toList();
    for (int one = 1; one <= size; one++) {
      for (int other = one + 1; other <= size; other++) {
        boolean linked = random.nextInt(size) < 2;
        boolean room = Math.max(links.get(one).size(), links.get(other).size()) < Member.LINKS_MAX;
        if (linked && room) {
          links.get(one).add(other);
          links.get(other).add(one);
        }
      }
    }
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      MemberState state = random.nextInt(8) == 0 ? MemberState.DEAD : MemberState.ALIVE;
      Integer[] peers = links.get(number).stream().sorted().toArray(Integer[]::new);
      members.add(member(number, state, peers));
    }
    return members;
  }

  /** All distances, by another method. */
  private static int[][] hops(List<Member> members) {
    int size = members.size();
    int[][] hops = new int[size + 1][size + 1];
    for (int one = 1; one <= size; one++) {
      Arrays.fill(hops[one], FAR);
      hops[one][one] = 0;
      for (int other : members.get(one - 1).links()) {
        boolean dead = members.get(one - 1).state() == MemberState.DEAD
            || members.get(other - 1).state() == MemberState.DEAD;
        hops[one][other] = dead ? FAR : 1;
      }
    }
    for (int over = 1; over <= size; over++) {
      for (int one = 1; one <= size; one++) {
        for (int other = 1; other <= size; other++) {
          hops[one][other] = Math.min(hops[one][other], hops[one][over] + hops[over][other]);
        }
      }
    }
    return hops;
  }
}

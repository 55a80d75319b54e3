package org.chappe.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChainTest {

  /** What a relay knows, as a test says it. */
  private static final class Knowledge implements Chain.View {
    final BitSet suspect = new BitSet();
    final BitSet dead = new BitSet();
    final BitSet left = new BitSet();
    final BitSet up = new BitSet();
    final BitSet inVain = new BitSet();
    final BitSet cutOff = new BitSet();

    @Override
    public MemberState state(int relay) {
      if (left.get(relay)) {
        return MemberState.LEFT;
      }
      MemberState rest = suspect.get(relay) ? MemberState.SUSPECT : MemberState.ALIVE;
      return dead.get(relay) ? MemberState.DEAD : rest;
    }

    @Override
    public boolean isUp(int relay) {
      return up.get(relay);
    }

    @Override
    public boolean isAskedInVain(int relay) {
      return inVain.get(relay);
    }

    @Override
    public boolean isCutOff(int relay) {
      return cutOff.get(relay);
    }
  }

  private final Knowledge knowledge = new Knowledge();

  private static Line line(int self, int size) {
    return new Line(self, IntStream.rangeClosed(1, size).boxed().toList());
  }

  private int[] wanted(int self, int size) {
    return new Chain(line(self, size)).wanted(knowledge).stream().toArray();
  }

  @Test
  void shouldWantTheNearestOnEachSide() {
    assertThat(wanted(3, 5)).containsExactly(2, 4);
    assertThat(wanted(1, 5)).containsExactly(2);
    assertThat(wanted(5, 5)).containsExactly(4);
    assertThat(wanted(1, 1)).isEmpty();
    knowledge.up.set(1, 6);
    assertThat(wanted(3, 5)).containsExactly(2, 4);
  }

  @Test
  void shouldCountLinksThatStandAmongThoseItAsksBeyondTheNearest() {
    knowledge.up.set(1, 13);
    knowledge.cutOff.set(13, 60);
    assertThat(wanted(10, 60)).containsExactly(9, 11, 13, 14, 15, 16, 17, 18, 19);
    knowledge.up.set(13, 17);
    assertThat(wanted(10, 60)).containsExactly(9, 11, 17, 18, 19);
    knowledge.up.set(17, 60);
    assertThat(wanted(10, 60)).containsExactly(9, 11);
  }

  @Test
  void shouldReportTheNearestOfTooManyLinks() {
    Chain chain = new Chain(line(50, 100));
    List<Integer> few = List.of(1, 49, 51, 100);
    assertThat(chain.nearest(few)).isEqualTo(few);
    List<Integer> many = new ArrayList<>(IntStream.rangeClosed(1, 28).boxed().toList());
    many.addAll(List.of(49, 51, 55));
    assertThat(chain.nearest(many))
        .hasSize(Member.LINKS_MAX)
        .isSorted()
        .contains(49, 51, 55, 28, 12)
        .doesNotContain(11);
  }

  @Test
  void shouldAskTheNextOneWhenTheNearestIsSuspectOrDoesNotAnswer() {
    knowledge.suspect.set(4);
    assertThat(wanted(3, 6)).containsExactly(2, 4, 5);
    knowledge.inVain.set(5);
    assertThat(wanted(3, 6)).containsExactly(2, 4, 5, 6);
    knowledge.up.set(5);
    assertThat(wanted(3, 6)).containsExactly(2, 4, 5);
  }

  @Test
  void shouldStepOverTheDeadAndGoOnAskingTheNearestOfThem() {
    knowledge.dead.set(4, 9);
    assertThat(wanted(3, 10)).containsExactly(2, 4, 5, 9);
    knowledge.up.set(9);
    assertThat(wanted(3, 10)).containsExactly(2, 4, 5, 9);
  }

  @Test
  void shouldNotAskWhoLeft() {
    knowledge.left.set(4);
    assertThat(wanted(3, 5)).containsExactly(2, 5);
  }

  @Test
  void shouldAskOnlySoManyAtOnce() {
    knowledge.inVain.set(1, 101);
    assertThat(wanted(50, 100)).hasSize(2 * Chain.ASKED_MAX).contains(42, 58);
    knowledge.dead.set(1, 101);
    assertThat(wanted(50, 100)).containsExactly(48, 49, 51, 52);
  }

  @Test
  void shouldAskBeyondItsLinkForThoseWhoAreCutOff() {
    knowledge.up.set(2);
    knowledge.up.set(4);
    knowledge.cutOff.set(6);
    assertThat(wanted(3, 7)).containsExactly(2, 4, 6);
  }

  @Test
  void shouldUseALinkThatEitherEndNeeds() {
    Chain three = new Chain(line(3, 7));
    BitSet wanted = BitSet.valueOf(new long[] {0b1_0100});
    assertThat(three.isOfUse(4, wanted, List.of(3, 5))).isTrue();
    assertThat(three.isOfUse(6, wanted, List.of(3, 7))).as("it has none nearer").isTrue();
    assertThat(three.isOfUse(6, wanted, List.of(3, 5, 7))).isFalse();
    assertThat(three.isOfUse(1, wanted, List.of(2, 3))).isFalse();
  }

  @Test
  void shouldHoldExpressLinksToLiveRelays() {
    Chain express = new Chain(new Line(1, IntStream.rangeClosed(1, 100).boxed().toList(), true));
    knowledge.up.set(2);
    knowledge.dead.set(5);
    assertThat(express.wanted(knowledge).stream().toArray())
        .containsExactly(2, 3, 6, 9, 17, 33, 65);
  }

  // ---- whole lines ----

  private static final int ROUNDS_MAX = 200;

  /** The links that come to be when relays can reach each other as a matrix says. */
  private static boolean[][] grow(boolean[][] reach, boolean express) {
    boolean[][] linked = new boolean[reach.length][reach.length];
    grow(reach, express, linked, false);
    grow(reach, express, linked, true);
    return linked;
  }

  /** Only when nothing else comes to be, relays count as cut off. */
  private static void grow(
      boolean[][] reach, boolean express, boolean[][] linked, boolean mayBeCutOff) {
    int size = reach.length - 1;
    boolean changed = true;
    for (int round = 0; changed; round++) {
      assertThat(round).as("rounds").isLessThan(ROUNDS_MAX);
      changed = false;
      for (int self = 1; self <= size; self++) {
        for (int peer : wanted(self, reach, linked, express, mayBeCutOff)) {
          if (reach[self][peer] && !linked[self][peer]) {
            linked[self][peer] = true;
            linked[peer][self] = true;
            changed = true;
          }
        }
      }
    }
  }

  private static int[] wanted(
      int self, boolean[][] reach, boolean[][] linked, boolean express, boolean mayBeCutOff) {
    int size = reach.length - 1;
    Routes routes = Routes.of(self, members(linked));
    Knowledge knows = new Knowledge();
    for (int other = 1; other <= size; other++) {
      knows.up.set(other, linked[self][other]);
      knows.inVain.set(other, !reach[self][other]);
      knows.cutOff.set(other, mayBeCutOff && other != self && routes.next(other) == Routes.NONE);
    }
    List<Integer> numbers = IntStream.rangeClosed(1, size).boxed().toList();
    return new Chain(new Line(self, numbers, express)).wanted(knows).stream().toArray();
  }

  private static List<Member> members(boolean[][] linked) {
    List<Member> members = new ArrayList<>();
    for (int number = 1; number < linked.length; number++) {
      List<Integer> links = new ArrayList<>();
      for (int other = 1; other < linked.length; other++) {
        if (linked[number][other]) {
          links.add(other);
        }
      }
      Endpoint endpoint = Endpoint.ipv4(number, 7000);
      members.add(new Member(number, endpoint, 1, 1, MemberState.ALIVE, links));
    }
    return members;
  }

  private static Set<Integer> reached(int from, boolean[][] edges) {
    Set<Integer> reached = new LinkedHashSet<>(List.of(from));
    List<Integer> rest = new ArrayList<>(reached);
    while (!rest.isEmpty()) {
      int at = rest.remove(0);
      for (int other = 1; other < edges.length; other++) {
        if (edges[at][other] && reached.add(other)) {
          rest.add(other);
        }
      }
    }
    return reached;
  }

  private static void assertConnectedWherePossible(boolean[][] reach, boolean[][] linked) {
    for (int from = 1; from < reach.length; from++) {
      assertThat(reached(from, linked))
          .as("relays that %d has a way to", from)
          .isEqualTo(reached(from, reach));
    }
  }

  @Test
  void shouldConnectWhatCanBeConnectedOfFiveWhateverIsCut() {
    for (int cuts = 0; cuts < 1 << 10; cuts++) {
      boolean[][] reach = new boolean[6][6];
      int pair = 0;
      for (int one = 1; one <= 5; one++) {
        for (int other = one + 1; other <= 5; other++) {
          boolean open = (cuts >> pair++ & 1) == 0;
          reach[one][other] = open;
          reach[other][one] = open;
        }
      }
      assertConnectedWherePossible(reach, grow(reach, false));
    }
  }

  @Test
  void shouldHoldTheLinksOfTheLineAndNoOthersWhenAllIsWell() {
    boolean[][] linked = grow(all(100), false);
    for (int one = 1; one <= 100; one++) {
      for (int other = 1; other <= 100; other++) {
        assertThat(linked[one][other]).isEqualTo(Math.abs(one - other) == 1);
      }
    }
  }

  private static boolean[][] all(int size) {
    boolean[][] reach = new boolean[size + 1][size + 1];
    for (int one = 1; one <= size; one++) {
      for (int other = 1; other <= size; other++) {
        reach[one][other] = one != other;
      }
    }
    return reach;
  }

  @Test
  void shouldCrossALineOfAHundredInSixHopsByExpress() {
    List<Member> members = members(grow(all(100), true));
    int most = 0;
    for (int from = 1; from <= 100; from++) {
      Routes routes = Routes.of(from, members);
      for (int to = 1; to <= 100; to++) {
        most = Math.max(most, routes.hops(to));
      }
    }
    assertThat(most).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldConnectTheLivingOfALongLine(long seed) {
    Random random = new Random(seed);
    int size = 10 + random.nextInt(91);
    boolean[][] reach = all(size);
    for (int number = 1; number <= size; number++) {
      if (random.nextInt(10) == 0) {
        for (int other = 1; other <= size; other++) {
          reach[number][other] = false;
          reach[other][number] = false;
        }
      }
    }
    assertConnectedWherePossible(reach, grow(reach, random.nextBoolean()));
  }
}

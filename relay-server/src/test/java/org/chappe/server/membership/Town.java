package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;

/** The memberships of relays 1 to n, and the conversations between those that are linked, in an order that chance decides. */
final class Town {

  private static final int ROUNDS_MAX = 200_000;

  /** One direction of a link. */
  record Talk(int from, int to, MemberGossip speaker, MemberGossip listener) {}

  final List<Membership> relays = new ArrayList<>();
  final List<Talk> talks = new ArrayList<>();
  final Map<String, Integer> frames = new LinkedHashMap<>();
  private final RandomGenerator random;
  long now;

  Town(int size, RandomGenerator random) {
    this.random = random;
    for (int number = 1; number <= size; number++) {
      relays.add(membership(number, size, 100 + number));
    }
  }

  static Membership membership(int number, int size, long incarnation) {
    return membership(number, size, incarnation, JoinPolicy.CLOSED);
  }

  static Membership membership(int number, int size, long incarnation, JoinPolicy policy) {
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    for (int each = 1; each <= size; each++) {
      endpoints.put(each, at(each));
    }
    Member self =
        new Member(number, at(number), incarnation, 0, MemberState.ALIVE, List.of(), 1000 + number);
    return new Membership(self, endpoints, policy);
  }

  static Endpoint at(int number) {
    return Endpoint.ipv4(0x7F000001, 7000 + number);
  }

  Membership relay(int number) {
    return relays.get(number - 1);
  }

  void link(int one, int other) {
    MemberGossip left = new MemberGossip(relay(one));
    MemberGossip right = new MemberGossip(relay(other));
    left.opened();
    right.opened();
    talks.add(new Talk(one, other, left, right));
    talks.add(new Talk(other, one, right, left));
  }

  /** Until nobody has anything to tell, at once or after a moment. */
  void converse() {
    talk();
    while (relays.stream().anyMatch(this::isAboutToSpeak)) {
      now += Refutation.INTERVAL_NANOS;
      relays.forEach(relay -> relay.serve(now));
      talk();
    }
  }

  private boolean isAboutToSpeak(Membership relay) {
    return relay.nextDeadline() <= now + Refutation.INTERVAL_NANOS;
  }

  private void talk() {
    for (int quiet = 0, round = 0; quiet <= talks.size(); round++) {
      assertThat(round).as("rounds of gossip").isLessThan(ROUNDS_MAX);
      Talk talk =
          quiet == 0 ? talks.get(random.nextInt(talks.size())) : talks.get(round % talks.size());
      Payload news = talk.speaker.next(now);
      quiet = news == null ? quiet + 1 : 0;
      if (news != null) {
        frames.merge(talk.from + "-" + talk.to, 1, Integer::sum);
        assertThat(talk.listener.read(now, news)).isTrue();
      }
    }
  }
}

package org.chappe.server.node;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.membership.Doorkeeper;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** Lets relays into the line that have proven where they are, and tells them what they need to know. */
final class Introductions {

  private final int self;
  private final Roster roster;
  private final Membership membership;
  private final Doorkeeper doorkeeper;
  private final Replies replies;
  private long admitted;
  private long denied;

  Introductions(int self, Roster roster, Replies replies) {
    this.self = self;
    this.roster = roster;
    this.membership = roster.membership();
    this.doorkeeper = new Doorkeeper(membership);
    this.replies = replies;
  }

  /**
   * Answers a relay that has proven its address.
   *
   * @param isSettled whether this relay is itself in touch with the line that it would let somebody into
   */
  Verdict answer(Endpoint from, Frame.Handshake handshake, boolean isSettled, Effects effects) {
    JoinText.Request request = JoinText.request(handshake.payload());
    Member newcomer = request == null || !(handshake.source() instanceof RelayNumber number)
        ? null
        : newcomer(number.value(), from, request);
    if (newcomer == null || request == null) {
      return deny(from, handshake, Refusal.PARAM, "this is no wish to join", effects);
    }
    if (!isSettled) {
      String words = "relay " + self + " isn't in touch with its line; ask another, or later";
      return deny(from, handshake, Refusal.BUSY, words, effects);
    }
    return switch (doorkeeper.admit(newcomer, request.takesOver())) {
      case ADMITTED -> welcome(from, handshake, newcomer, effects);
      case TAKEN -> deny(from, handshake, Refusal.TAKEN, taken(newcomer.number()), effects);
      case ADDRESS_TAKEN -> {
        String words = "another relay of the line is at " + from;
        yield deny(from, handshake, Refusal.TAKEN, words, effects);
      }
      case CLOSED -> {
        String words =
            "this line lets no relay join from your address; see joining in its topology";
        yield deny(from, handshake, Refusal.AUTH, words, effects);
      }
      case FULL -> {
        String words = "the line has " + Membership.MEMBERS_MAX + " relays already";
        yield deny(from, handshake, Refusal.FULL, words, effects);
      }
    };
  }

  private static @Nullable Member newcomer(int number, Endpoint from, JoinText.Request request) {
    try {
      return new Member(
          number, from, request.incarnation(), 0, MemberState.ALIVE, List.of(), request.identity());
    } catch (IllegalArgumentException outOfRange) {
      return null;
    }
  }

  private String taken(int number) {
    Member holder = membership.find(number);
    String state =
        holder == null || number == self ? "alive" : holder.state().name().toLowerCase(Locale.ROOT);
    return "relay " + number + " is another, at " + roster.placeOf(number) + ", and " + state;
  }

  private Verdict deny(
      Endpoint to, Frame.Handshake handshake, Refusal reason, String words, Effects effects) {
    denied++;
    effects.send(to, replies.unwelcome(handshake, reason, words));
    return Verdict.REFUSED;
  }

  private Verdict welcome(
      Endpoint to, Frame.Handshake handshake, Member newcomer, Effects effects) {
    admitted++;
    Map<Integer, Endpoint> places = new LinkedHashMap<>();
    places.put(newcomer.number(), to);
    places.put(self, membership.of(self).endpoint());
    membership.all().stream()
        .filter(member -> member.state() == MemberState.ALIVE)
        .sorted(Comparator.comparingInt(member -> Math.abs(member.number() - newcomer.number())))
        .forEach(member -> places.putIfAbsent(member.number(), member.endpoint()));
    JoinText.Answer answer = new JoinText.Answer(roster.settings(), places);
    effects.send(to, replies.granted(handshake, answer.payload()));
    return Verdict.ACCEPTED;
  }

  /** Relays that were let in or taken back, repetitions included. */
  long admitted() {
    return admitted;
  }

  /** Relays that were refused. */
  long denied() {
    return denied;
  }
}

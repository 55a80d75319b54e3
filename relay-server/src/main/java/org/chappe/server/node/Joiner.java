package org.chappe.server.node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.model.Address;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be let into the line: a newcomer when it begins and whenever it has been without a link for long; any relay where
 * it turns out that somebody with whom it wants a link doesn't know it.
 *
 * <pre>{@code
 *   state    event                                       next state
 *   OUTSIDE  one lets it in                              INSIDE
 *   OUTSIDE  one refuses it for good                     OVER (Denied)
 *   OUTSIDE  one doesn't answer, or refuses it for now   OUTSIDE, asks the next one
 *   INSIDE   no link for ALONE_NANOS                     INSIDE, asks one after the other
 *   INSIDE   somebody says that the number is another's  OVER, if it is a newcomer
 * }</pre>
 *
 * <p>One is asked at a time. Each question is a handshake: only who has proven its address is answered.
 */
final class Joiner {

  /** How long one has for its answer before the next one is asked, in nanoseconds. */
  static final long ANSWER_NANOS = 3_000_000_000L;

  /** Time between an answer that leads nowhere and the next question. */
  static final long PAUSE_NANOS = 1_000_000_000L;

  /** A newcomer without a link for so long asks to be let in again. */
  static final long ALONE_NANOS = 5_000_000_000L;

  /** Relays that don't know this one, to be asked when it is their turn; more than want a link at once. */
  static final int STRANGERS_MAX = 32;

  private final RelayConfig config;
  private final long identity;
  private final RandomGenerator random;
  private final LinkedHashSet<Endpoint> strangers = new LinkedHashSet<>();
  private boolean inside;
  private int next;
  private @Nullable Initiator asking;
  private boolean askingStranger;
  private String place = "";
  private @Nullable String complaint;
  private long nonce = Stamp.NONE;
  private long askUntilNanos;
  private long nextAtNanos;
  private long aloneSinceNanos = Node.NEVER;

  Joiner(RelayConfig config, Roster roster, boolean wasInside, RandomGenerator random) {
    this.config = config;
    this.identity = roster.membership().of(config.line().self()).identity();
    this.random = random;
    this.inside = wasInside || !config.joining().isNewcomer();
  }

  /** What an answer has led to. */
  sealed interface Outcome {
    /** It belongs to the line. */
    record Joined(JoinText.Answer answer) implements Outcome {}

    /** It doesn't, and asking again can't help. */
    record Denied(String words) implements Outcome {}
  }

  /** Whether it belongs to a line, as far as it knows. */
  boolean isInside() {
    return inside;
  }

  /** Somebody with whom it wants a link doesn't know it. */
  void introduceTo(Endpoint stranger) {
    if (strangers.size() < STRANGERS_MAX) {
      strangers.add(stranger);
    }
  }

  /** Why nobody has let it in yet, if that is news; null from then on. */
  @Nullable String takeComplaint() {
    String taken = inside ? null : complaint;
    complaint = null;
    return taken;
  }

  // ---- time ----

  /**
   * Begins what is to be asked, and gives up what isn't answered.
   *
   * @param isLinked whether a link stands
   * @param membership the relays that are known
   */
  void serve(long nowNanos, boolean isLinked, Membership membership) {
    aloneSinceNanos = isLinked ? Node.NEVER : Math.min(aloneSinceNanos, nowNanos);
    if (asking != null && nowNanos >= askUntilNanos) {
      asking = null;
      complaint = place + " doesn't answer";
    }
    if (asking != null || nowNanos < nextAtNanos) {
      return;
    }
    if (!strangers.isEmpty()) {
      Endpoint stranger = strangers.iterator().next();
      strangers.remove(stranger);
      ask(nowNanos, stranger, true);
    } else if (config.joining().isNewcomer() && isOutOfTouch(nowNanos)) {
      List<Endpoint> places = places(membership.others());
      ask(nowNanos, places.get(next++ % places.size()), false);
    }
  }

  private boolean isOutOfTouch(long nowNanos) {
    return !inside || (aloneSinceNanos != Node.NEVER && nowNanos - aloneSinceNanos >= ALONE_NANOS);
  }

  private List<Endpoint> places(List<Member> members) {
    LinkedHashSet<Endpoint> places = new LinkedHashSet<>(config.joining().introducers());
    members.stream().filter(Member::isInLine).map(Member::endpoint).forEach(places::add);
    return new ArrayList<>(places);
  }

  private void ask(long nowNanos, Endpoint at, boolean isStranger) {
    place = at.toString();
    JoinText.Request request = new JoinText.Request(
        config.incarnation(), identity, config.joining().takesOver() && !inside);
    nonce = random.nextLong() & Stamp.TOKEN_MAX;
    RelayNumber self = config.self();
    asking = new Initiator(self, Address.NOBODY, at, request.payload(), nonce, nowNanos);
    askingStranger = isStranger;
    askUntilNanos = nowNanos + ANSWER_NANOS;
  }

  /** Sends what is due. */
  void pump(long nowNanos, Effects effects) {
    if (asking != null) {
      asking.pump(nowNanos, effects);
    }
  }

  /** When there is something to ask, or to give up. */
  long nextDeadline() {
    if (asking != null) {
      return Math.min(asking.nextDeadline(), askUntilNanos);
    }
    boolean isNewcomer = config.joining().isNewcomer();
    if (!strangers.isEmpty() || (isNewcomer && !inside)) {
      return nextAtNanos;
    }
    return isNewcomer && aloneSinceNanos != Node.NEVER
        ? Math.max(nextAtNanos, aloneSinceNanos + ALONE_NANOS)
        : Node.NEVER;
  }

  // ---- answers ----

  /** Whether an acknowledgement answers the question that is under way. */
  boolean isAnswer(Frame.Ack ack) {
    return asking != null && ack.nonce() == nonce;
  }

  /** Hears an answer; null when the question goes on, or is asked again later. */
  @Nullable Outcome onAck(long nowNanos, Frame.Ack ack) {
    Initiator current = asking;
    if (current == null || ack.nonce() != nonce) {
      return null;
    }
    JoinText.Answer answer =
        ack.cookie() == Stamp.NONE && ack.refusal() == null ? JoinText.answer(ack.payload()) : null;
    if (answer != null) {
      conclude(nowNanos);
      inside = true;
      return new Outcome.Joined(answer);
    }
    if (current.onAck(nowNanos, ack) instanceof Initiator.Progress.Refused refused) {
      conclude(nowNanos);
      complaint = refused.words();
      return isFinal(refused.refusal()) ? new Outcome.Denied(refused.words()) : null;
    }
    return null;
  }

  private void conclude(long nowNanos) {
    asking = null;
    nextAtNanos = nowNanos + PAUSE_NANOS;
    aloneSinceNanos = Node.NEVER;
  }

  private boolean isFinal(Refusal refusal) {
    return switch (refusal) {
      case BUSY, FULL, QUOTA, MINORITY, WHO -> false;
      case TAKEN -> config.joining().isNewcomer() && !(inside && askingStranger);
      default -> !inside;
    };
  }
}

package org.chappe.server.node;

import java.util.random.RandomGenerator;
import org.chappe.node.Effects;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** Whether this relay belongs to the line: comes in, is taken back, and learns that its number is another's. */
final class Standing {

  private static final String NOT_YET =
      "this relay isn't in its line yet; use another, or try later";

  private final RelayConfig config;
  private final Linkage linkage;
  private final Roster roster;
  private final Membership membership;
  private final Joiner joiner;
  private final Gate gate = new Gate();
  private @Nullable LineSettings joined;
  private @Nullable String denial;
  private boolean over;

  /** @param wasInside whether a run before belonged to a line */
  Standing(RelayConfig config, Linkage linkage, boolean wasInside, RandomGenerator random) {
    this.config = config;
    this.linkage = linkage;
    this.roster = linkage.roster();
    this.membership = linkage.membership();
    this.joiner = new Joiner(config, roster, wasInside, random);
    if (!joiner.isInside()) {
      gate.close(NOT_YET);
    } else if (config.joining().isNewcomer()) {
      joined = roster.settings();
    }
  }

  Gate gate() {
    return gate;
  }

  /** Whether it has nothing to do with the line any more, nor with anybody. */
  boolean isOver() {
    return over;
  }

  /** Hears an acknowledgement outside of sessions; whether it was meant for this. */
  boolean hear(long nowNanos, Frame.Ack ack) {
    if (!joiner.isAnswer(ack)) {
      return false;
    }
    Joiner.Outcome outcome = joiner.onAck(nowNanos, ack);
    if (outcome instanceof Joiner.Outcome.Joined answer) {
      letIn(answer.answer());
    } else if (outcome instanceof Joiner.Outcome.Denied denied) {
      denial = denied.words();
    }
    return true;
  }

  private void letIn(JoinText.Answer answer) {
    if (!config.joining().isNewcomer()) {
      return; // its topology file says what it needs to know
    }
    boolean isNews = !gate.isOpen() || !answer.settings().equals(roster.settings());
    roster.agree(answer.settings());
    answer.places().forEach((number, place) -> {
      if (number == config.line().self()) {
        membership.standAt(place);
      } else {
        membership.remember(Member.unheard(number, place));
      }
    });
    gate.open();
    joined = isNews ? answer.settings() : joined;
  }

  /** Asks what is to be asked, and tells the program what has become of it. */
  void serve(long nowNanos, Effects effects) {
    linkage.takeStrangers().forEach(joiner::introduceTo);
    if (membership.isSuperseded()) {
      denial = "relay " + config.line().self() + " is another now";
    }
    report(effects);
    if (!over) {
      joiner.serve(nowNanos, linkage.isLinked(), membership);
      joiner.pump(nowNanos, effects);
    }
  }

  private void report(Effects effects) {
    String complaint = joiner.takeComplaint();
    if (denial != null) {
      over = true;
      effects.report(new RelayReport.Denied(denial));
    } else if (joined != null) {
      effects.report(new RelayReport.Joined(joined));
      joined = null;
    } else if (complaint != null) {
      effects.report(new RelayReport.NotLetIn(complaint));
    }
  }

  long nextDeadline() {
    return joiner.nextDeadline();
  }
}

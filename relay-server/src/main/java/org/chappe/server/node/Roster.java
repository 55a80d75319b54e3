package org.chappe.server.node;

import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Chain;
import org.chappe.server.chain.Line;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.jspecify.annotations.Nullable;

/** Who belongs to the line as it is now, and what its relays have agreed on. */
final class Roster {

  private final int self;
  private final KnownRelays known;
  private final Membership membership;
  private LineSettings settings;
  private Line line;
  private Chain chain;
  private long revisionSeen = -1;

  Roster(RelayConfig config, KnownRelays known, RandomGenerator random) {
    this.self = config.line().self();
    this.known = known;
    LineSettings kept = config.joining().isNewcomer() ? known.settings() : null;
    this.settings = kept == null ? LineSettings.of(config) : kept;
    Member own = new Member(
        self,
        config.endpointOf(self),
        config.incarnation(),
        0,
        MemberState.ALIVE,
        List.of(),
        known.identity(random));
    this.membership = new Membership(own, config.listed(), settings.policy());
    if (config.joining().isNewcomer() || settings.policy() != JoinPolicy.CLOSED) {
      known.recall().forEach(membership::remember);
    }
    this.line = new Line(self, membership.line(), settings.express());
    this.chain = new Chain(line);
  }

  Membership membership() {
    return membership;
  }

  LineSettings settings() {
    return settings;
  }

  /** Whether only those who have an account may use the line. */
  boolean needsAccounts() {
    return settings.accountsRequired();
  }

  Line line() {
    return line;
  }

  Chain chain() {
    return chain;
  }

  /** The line has agreed on this, as its member says who let this relay in. */
  void agree(LineSettings agreed) {
    if (!agreed.equals(settings)) {
      known.keep(agreed);
    }
    settings = agreed;
    membership.setPolicy(agreed.policy());
    rebuild();
  }

  /** Looks whether the line is another than before. */
  boolean refresh() {
    if (revisionSeen == membership.rosterRevision()) {
      return false;
    }
    revisionSeen = membership.rosterRevision();
    known.save(membership);
    rebuild();
    return true;
  }

  private void rebuild() {
    line = new Line(self, membership.line(), settings.express());
    chain = new Chain(line);
  }

  /** Whether this relay knows of no other. */
  boolean isAlone() {
    return line.numbers().size() == 1;
  }

  /** Whether a relay has been heard of, also if it has left since. */
  boolean isKnown(int number) {
    return membership.find(number) != null;
  }

  /** Where a relay is; null when it isn't known. */
  @Nullable Endpoint placeOf(int number) {
    Member member = membership.find(number);
    return member == null ? null : member.endpoint();
  }

  /** Whether another relay has this number and this address. */
  boolean isMember(int number, Endpoint endpoint) {
    return number != self && endpoint.equals(placeOf(number));
  }
}

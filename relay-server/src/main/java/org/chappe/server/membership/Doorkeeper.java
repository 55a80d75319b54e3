package org.chappe.server.membership;

import java.util.List;
import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;

/** Who may come into the line while it runs, and under which number. */
public final class Doorkeeper {

  private final Membership membership;

  public Doorkeeper(Membership membership) {
    this.membership = membership;
  }

  /** What becomes of a relay that asks to be let in. */
  public enum Entry {
    /** It belongs to the line now, or did before. */
    ADMITTED,
    /** Its number is another relay's. */
    TAKEN,
    /** Its address is another relay's. */
    ADDRESS_TAKEN,
    /** The line doesn't let it in. */
    CLOSED,
    /** The line has as many relays as it may. */
    FULL
  }

  /**
   * Lets a relay in, or takes it back, under the address that it has proven to be at. It is the same as before if it has drawn
   * the same identity or is at the same address.
   *
   * @param newcomer what it says of itself
   * @param takesOver whether it wants the number of a relay that is dead
   */
  public Entry admit(Member newcomer, boolean takesOver) {
    Member known = membership.find(newcomer.number());
    Endpoint place = membership.listedAt(newcomer.number());
    if (place != null && !place.equals(newcomer.endpoint())) {
      return Entry.TAKEN;
    }
    if (known != null && isHeldAgainst(known, newcomer, takesOver)) {
      return Entry.TAKEN;
    }
    if (isAddressTaken(newcomer)) {
      return Entry.ADDRESS_TAKEN;
    }
    if (known == null && !membership.allows(newcomer.endpoint())) {
      return Entry.CLOSED;
    }
    if (known == null && !membership.hasRoom()) {
      return Entry.FULL;
    }
    enter(known, newcomer);
    return Entry.ADMITTED;
  }

  private boolean isHeldAgainst(Member known, Member newcomer, boolean takesOver) {
    boolean free = !known.isInLine() || (takesOver && known.state() == MemberState.DEAD);
    boolean same =
        known.identity() == newcomer.identity() || known.endpoint().equals(newcomer.endpoint());
    return newcomer.number() == membership.self() || !(free || same);
  }

  private boolean isAddressTaken(Member newcomer) {
    for (Member member : membership.all()) {
      if (member.number() != newcomer.number()
          && member.state().mayCarry()
          && member.endpoint().equals(newcomer.endpoint())) {
        return true;
      }
    }
    return false;
  }

  /** A newcomer's clock may stand before that of whoever had the number; it hears of that, and takes a higher version. */
  private void enter(@Nullable Member known, Member newcomer) {
    if (known == null || newcomer.incarnation() > known.incarnation()) {
      membership.put(newcomer, StateReason.SELF);
    } else if (!known.state().mayCarry()
        || known.identity() != newcomer.identity()
        || !known.endpoint().equals(newcomer.endpoint())) {
      Member outdone = new Member(
          newcomer.number(),
          newcomer.endpoint(),
          known.incarnation(),
          known.version() + 1,
          MemberState.ALIVE,
          List.of(),
          newcomer.identity());
      membership.put(outdone, StateReason.SELF);
    }
  }
}

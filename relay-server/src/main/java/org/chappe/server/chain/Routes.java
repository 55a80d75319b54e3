package org.chappe.server.chain;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.chappe.server.membership.Member;

/**
 * The shortest ways from one relay to all others, over the links that both ends report. Of two equally short ones it takes
 * that through the lower numbers. Relays that are dead or have left carry nothing.
 */
public final class Routes {

  /** There is no way. */
  public static final int NONE = 0;

  private final int self;
  private final int[] from;
  private final int[] first;

  private Routes(int self, int numberMax) {
    this.self = self;
    this.from = new int[numberMax + 1];
    this.first = new int[numberMax + 1];
  }

  /** No ways at all. */
  public static Routes none(int self) {
    return new Routes(self, self);
  }

  /**
   * Finds the ways.
   *
   * @param members all relays by ascending number, this one among them
   */
  public static Routes of(int self, List<Member> members) {
    Links links = new Links(members);
    Routes routes = new Routes(self, members.get(members.size() - 1).number());
    ArrayDeque<Integer> reached = new ArrayDeque<>();
    reached.add(self);
    for (Integer at = reached.poll(); at != null; at = reached.poll()) {
      for (int next : links.of(at)) {
        if (next != self && links.stands(at, next) && routes.from[next] == NONE) {
          routes.from[next] = at;
          routes.first[next] = at == self ? next : routes.first[at];
          reached.add(next);
        }
      }
    }
    return routes;
  }

  /** The neighbour through which the way to a relay begins, or {@link #NONE}. */
  public int next(int relay) {
    return relay < first.length ? first[relay] : NONE;
  }

  /** Hops on the way to a relay: 0 to this one, −1 if there is no way. */
  public int hops(int relay) {
    int hops = 0;
    int at = relay;
    while (at != self) {
      at = at < from.length ? from[at] : NONE;
      if (at == NONE) {
        return -1;
      }
      hops++;
    }
    return hops;
  }

  /**
   * The relays to which mail has to be sent again, now that these are the ways: those whose former way doesn't stand any
   * more, and those that had none.
   */
  public BitSet turned(Routes before, List<Member> members) {
    Links links = new Links(members);
    BitSet turned = new BitSet();
    for (Member member : members) {
      int relay = member.number();
      if (next(relay) != NONE && !before.stands(relay, links)) {
        turned.set(relay);
      }
    }
    return turned;
  }

  private boolean stands(int relay, Links links) {
    int at = relay;
    while (at != self) {
      int before = at < from.length ? from[at] : NONE;
      if (before == NONE || !links.stands(before, at)) {
        return false;
      }
      at = before;
    }
    return true;
  }
}

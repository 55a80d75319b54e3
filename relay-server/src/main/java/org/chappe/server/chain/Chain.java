package org.chappe.server.chain;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;

/**
 * Which links a relay should have: on each side the nearest relay with which one stands, and whoever is nearer and might
 * yet answer. So it steps over relays that are dead and around those that it can't reach, and goes back when they return.
 */
public final class Chain {

  /** How long a relay that isn't suspect has for its answer before the next one is asked too, in nanoseconds. */
  public static final long STEP_NANOS = 500_000_000L;

  /** Relays asked at once on one side that may be alive. */
  public static final int ASKED_MAX = 8;

  /** Dead relays asked at once on one side: they may have returned. */
  static final int DEAD_ASKED_MAX = 2;

  /** Express links lead 2, 4, … places away, and this many doublings far at most. */
  static final int DOUBLINGS_MAX = 8;

  private final List<Integer> numbers;
  private final int place;
  private final boolean express;

  /** What a relay knows of the others at the moment. */
  public interface View {
    /** What is known of a relay's life. */
    MemberState state(int relay);

    /** Whether a link with it stands. */
    boolean isUp(int relay);

    /** Whether it has been asked for {@link #STEP_NANOS} without an answer. */
    boolean isAskedInVain(int relay);

    /**
     * Whether no links of others have led to it for a while, though it isn't known to be dead, and it is this relay's turn to
     * ask it.
     */
    boolean isCutOff(int relay);
  }

  public Chain(Line line) {
    this.numbers = line.numbers();
    this.place = numbers.indexOf(line.self());
    this.express = line.express();
  }

  /** The relays with which links are to stand or to be asked for. */
  public BitSet wanted(View view) {
    BitSet wanted = new BitSet();
    addSide(view, -1, wanted);
    addSide(view, 1, wanted);
    for (int doubling = 1; express && doubling <= DOUBLINGS_MAX; doubling++) {
      addExpress(view, place + (1 << doubling), wanted);
    }
    return wanted;
  }

  private void addSide(View view, int direction, BitSet wanted) {
    int at = place + direction;
    int asked = 0;
    int dead = 0;
    boolean looking = true;
    for (; looking && isInLine(at); at += direction) {
      int relay = numbers.get(at);
      MemberState state = view.state(relay);
      if (view.isUp(relay)) {
        wanted.set(relay);
        looking = false;
      } else if (state == MemberState.DEAD && dead < DEAD_ASKED_MAX) {
        wanted.set(relay);
        dead++;
      } else if (state.mayCarry() && asked < ASKED_MAX) {
        wanted.set(relay);
        asked++;
        looking = state == MemberState.SUSPECT || view.isAskedInVain(relay);
      }
    }
    addCutOff(view, at, direction, asked, wanted);
  }

  /**
   * Where the nearest link leads only to a part of the line, one that goes farther may lead to the rest. Links that stand count
   * as asked: it takes a while until what they lead to is known, and more of them would lead to the same.
   */
  private void addCutOff(View view, int start, int direction, int askedBefore, BitSet wanted) {
    int asked = askedBefore;
    for (int at = start; asked < ASKED_MAX && isInLine(at); at += direction) {
      int relay = numbers.get(at);
      if (view.isUp(relay)) {
        asked++;
      } else if (view.isCutOff(relay)) {
        wanted.set(relay);
        asked++;
      }
    }
  }

  private boolean isInLine(int at) {
    return at >= 0 && at < numbers.size();
  }

  private void addExpress(View view, int start, BitSet wanted) {
    int at = start;
    while (at < numbers.size() && !view.state(numbers.get(at)).mayCarry()) {
      at++;
    }
    if (at < numbers.size()) {
      wanted.set(numbers.get(at));
    }
  }

  /** Of more links than a relay may report those that are nearest in the line; all of them if there are no more. */
  public List<Integer> nearest(List<Integer> links) {
    int self = numbers.get(place);
    if (links.size() <= Member.LINKS_MAX) {
      return links;
    }
    return links.stream()
        .sorted(Comparator.comparingInt(link -> Math.abs(link - self)))
        .limit(Member.LINKS_MAX)
        .sorted()
        .toList();
  }

  /**
   * Whether a standing link is of use: this relay wants it, or the other end does, as it has none with a nearer one.
   *
   * @param wanted what this relay wants
   * @param peersLinks the links that the other end reports
   */
  public boolean isOfUse(int peer, BitSet wanted, List<Integer> peersLinks) {
    int self = numbers.get(place);
    for (int link : peersLinks) {
      if (link > Math.min(self, peer) && link < Math.max(self, peer)) {
        return wanted.get(peer);
      }
    }
    return true;
  }
}

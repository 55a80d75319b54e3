package org.chappe.server.membership;

import java.util.Collections;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;

/**
 * What is known of one relay of the line.
 *
 * @param number its place in the line
 * @param endpoint where it is, as it says itself
 * @param incarnation which run of it this is: the millisecond at which it began, 0 before it was heard of
 * @param version counts what it said of itself in this run
 * @param state what was last said of this version
 * @param links the relays that it holds links with, ascending, at most {@link #LINKS_MAX}
 * @param identity a number that the relay once drew, and by which it is known again: 1 to {@link #IDENTITY_MAX}; or {@link
 *     #UNKNOWN}
 */
public record Member(
    int number,
    Endpoint endpoint,
    long incarnation,
    long version,
    MemberState state,
    List<Integer> links,
    long identity) {

  /** The most links that one relay holds: as many as fit in one entry. */
  public static final int LINKS_MAX = 20;

  /** It isn't known which relay it is that has the number. */
  public static final long UNKNOWN = 0;

  /** The highest identity: all of its 46 bits are random. */
  public static final long IDENTITY_MAX = (1L << 46) - 1;

  /** The highest incarnation that is believed: nine digits to the base of 36. */
  static final long INCARNATION_MAX = 101_559_956_668_415L;

  /** The highest incarnation that others may claim of a relay: it can still outdo that. */
  static final long INCARNATION_PLAIN_MAX = INCARNATION_MAX - (1L << 44);

  /** The highest version that is believed; one that changes every second takes 69 years to reach it. */
  static final long VERSION_MAX = 2_176_782_335L;

  /** @throws IllegalArgumentException if a number is out of its range or the links don't ascend */
  public Member {
    new RelayNumber(number);
    links = List.copyOf(links);
    if (incarnation < 0 || incarnation > INCARNATION_MAX || version < 0 || version > VERSION_MAX) {
      throw new IllegalArgumentException("no such version: " + incarnation + "." + version);
    }
    if (identity < UNKNOWN || identity > IDENTITY_MAX) {
      throw new IllegalArgumentException("no such identity: " + identity);
    }
    if (links.size() > LINKS_MAX) {
      throw new IllegalArgumentException("a relay holds at most " + LINKS_MAX + " links");
    }
    for (int i = 0; i < links.size(); i++) {
      int peer = new RelayNumber(links.get(i)).value();
      if (peer == number || (i > 0 && peer <= links.get(i - 1))) {
        throw new IllegalArgumentException("links of relay " + number + " can't be " + links);
      }
    }
  }

  /** An entry of a relay of which it isn't known which one it is. */
  public Member(
      int number,
      Endpoint endpoint,
      long incarnation,
      long version,
      MemberState state,
      List<Integer> links) {
    this(number, endpoint, incarnation, version, state, links, UNKNOWN);
  }

  /** A relay that nothing has been heard of yet. */
  public static Member unheard(int number, Endpoint endpoint) {
    return new Member(number, endpoint, 0, 0, MemberState.ALIVE, List.of());
  }

  /**
   * Whether this is later than what another entry of the same relay says, or worse and no earlier. Of two relays that claim the
   * same in every other respect the one with the higher identity wins.
   */
  boolean outranks(Member other) {
    if (incarnation != other.incarnation) {
      return incarnation > other.incarnation;
    }
    if (version != other.version) {
      return version > other.version;
    }
    int worse = state.compareTo(other.state);
    return worse != 0 ? worse > 0 : identity > other.identity;
  }

  /** Whether two entries of one number speak of two relays: neither where it is nor which one it is agrees. */
  boolean isAnotherThan(Member other) {
    return identity != UNKNOWN
        && other.identity != UNKNOWN
        && identity != other.identity
        && !endpoint.equals(other.endpoint);
  }

  /** Whether it belongs to the line, alive or not. */
  public boolean isInLine() {
    return state != MemberState.LEFT;
  }

  /**
   * Whether this can follow on what is known of the relay. Incarnations beyond what others may claim come one by one, from the
   * relay itself; of a relay that is new to whoever hears of it, a little more is believed.
   */
  boolean isCredibleAfter(Member known) {
    long highest = known.incarnation == 0
        ? INCARNATION_PLAIN_MAX + (1L << 43)
        : Math.max(INCARNATION_PLAIN_MAX, known.incarnation + 1);
    return version < VERSION_MAX && incarnation <= highest;
  }

  /** Whether it says that it holds a link with a relay. */
  public boolean holds(int peer) {
    return Collections.binarySearch(links, peer) >= 0;
  }

  /** The same version in another state. */
  Member in(MemberState newState) {
    return new Member(number, endpoint, incarnation, version, newState, links, identity);
  }

  /** Who and where it is; whatever it has said of itself in this run says more. */
  public Member beforeItSpoke() {
    return new Member(number, endpoint, incarnation, 0, state, List.of(), identity);
  }

  /** The same at another address. */
  Member at(Endpoint newEndpoint) {
    return newEndpoint.equals(endpoint)
        ? this
        : new Member(number, newEndpoint, incarnation, version, state, links, identity);
  }
}

package org.chappe.server.directory;

import java.util.function.IntPredicate;
import org.chappe.model.MessageId;

/** What is believed of what other relays say of clients. Whatever they say, each client can still move afterwards. */
public final class Credence {

  /** The highest version there is: nine digits in base 36. */
  public static final long VERSION_MAX = 101_559_956_668_415L;

  /** The highest version that is believed of any client: more than 2⁴⁵ moves are left. */
  static final long VERSION_PLAIN_MAX = 1L << 45;

  /**
   * The highest version that is believed of a client of which nothing is known. Higher than that of one that is known, so
   * that a relay which begins anew learns of clients whose versions somebody has driven up to the other bound.
   */
  static final long VERSION_NEWS_MAX = VERSION_PLAIN_MAX + (1L << 40);

  /** How far a version beyond that bound may be ahead of what is known: nobody can use up the versions of an ID. */
  static final long VERSION_LEAD_MAX = 1L << 10;

  /** No floor is believed above this, so that versions which somebody drove up don't drive up those of others. */
  static final long FLOOR_MAX = 1L << 44;

  /** How far ahead of this relay's knowledge a client's word is believed. */
  static final long VERSION_LEAP_MAX = 1L << 12;

  /** The highest number of a change, and the latest beginning of a run, that are believed. */
  static final long NUMBER_MAX = ClientTable.NUMBER_MAX;

  static final long INCARNATION_MAX = MessageId.EPOCH_MAX;

  /** A relay that is misquoted begins a new run at most once in this time, in nanoseconds. */
  static final long RENEWAL_NANOS = Gossip.DIGEST_INTERVAL_NANOS;

  private IntPredicate line = any -> true;

  Credence() {}

  /** From now on only who belongs to the line says anything, or is anybody's home. */
  void believeOnly(IntPredicate members) {
    line = members;
  }

  boolean isOfLine(int relay) {
    return line.test(relay);
  }

  /** Whether a frame as a whole can be right. */
  boolean isCredible(Changes changes) {
    return isOfLine(changes.origin().relay())
        && changes.to() <= NUMBER_MAX
        && changes.origin().incarnation() <= INCARNATION_MAX
        && changes.entries().stream()
            .allMatch(entry -> entry.version() >= 1 && entry.version() <= VERSION_MAX);
  }

  /** Whether an entry can be right. */
  boolean isCredible(Whereabouts news, boolean known, long knownVersion) {
    long highest =
        known ? Math.max(VERSION_PLAIN_MAX, knownVersion + VERSION_LEAD_MAX) : VERSION_NEWS_MAX;
    boolean home = news.relay() == Whereabouts.GONE || isOfLine(news.relay());
    return home && news.version() <= highest;
  }
}

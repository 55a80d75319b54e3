package org.chappe.server.station;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;

/**
 * How fast each client may send: a bucket of tokens that fills at a steady rate up to a second's worth, one token a
 * message.
 *
 * <p>A bounded number of buckets is kept. The one unused for longest is forgotten first, and its sender begins with a
 * full bucket again; that is counted when it wasn't full.
 */
public final class SenderRate {

  /** Senders whose allowance is remembered. */
  public static final int SENDERS_MAX = 65_536;

  /** The fastest rate that can be counted, in messages a second. */
  public static final int PER_SECOND_MAX = 1_000_000;

  /** Tokens are counted in billionths, so that a rate of any size fills a bucket without rounding. */
  private static final long TOKEN = 1_000_000_000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long perSecond;
  private final long fullTokens;
  private final int sendersMax;
  private final LinkedHashMap<ClientId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
  private long refused;
  private long forgotten;

  private static final class Bucket {
    private long tokens;
    private long filledAtNanos;

    Bucket(long tokens, long filledAtNanos) {
      this.tokens = tokens;
      this.filledAtNanos = filledAtNanos;
    }
  }

  /**
   * @param perSecond messages a second and sender, 1 to {@value #PER_SECOND_MAX}; as many may come at once
   * @param sendersMax senders remembered
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SenderRate(int perSecond, int sendersMax) {
    if (perSecond < 1 || perSecond > PER_SECOND_MAX || sendersMax < 1) {
      throw new IllegalArgumentException("a sender's rate is 1 to " + PER_SECOND_MAX + " a second");
    }
    this.perSecond = perSecond;
    this.fullTokens = perSecond * TOKEN;
    this.sendersMax = sendersMax;
  }

  /**
   * Takes one message's allowance.
   *
   * @return false when there is none: the sender has to wait until {@link #nextNanos}
   */
  public boolean take(ClientId sender, long nowNanos) {
    Bucket bucket = filled(sender, nowNanos);
    if (bucket.tokens < TOKEN) {
      refused++;
      return false;
    }
    bucket.tokens -= TOKEN;
    return true;
  }

  /** When the sender may send one more, in nanoseconds; now if it may already. */
  public long nextNanos(ClientId sender, long nowNanos) {
    long missing = Math.max(0, TOKEN - filled(sender, nowNanos).tokens);
    return nowNanos + (missing + perSecond - 1) / perSecond;
  }

  private Bucket filled(ClientId sender, long nowNanos) {
    Bucket bucket = buckets.get(sender);
    if (bucket == null) {
      bucket = new Bucket(fullTokens, nowNanos);
      buckets.put(sender, bucket);
      forgetOne(nowNanos);
      return bucket;
    }
    bucket.tokens = tokensAt(bucket, nowNanos);
    bucket.filledAtNanos = Math.max(bucket.filledAtNanos, nowNanos);
    return bucket;
  }

  private long tokensAt(Bucket bucket, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - bucket.filledAtNanos);
    long gained = Math.min(elapsed, NANOS_PER_SECOND) * perSecond; // after a second it is full
    return Math.min(fullTokens, bucket.tokens + gained);
  }

  private void forgetOne(long nowNanos) {
    if (buckets.size() <= sendersMax) {
      return;
    }
    Map.Entry<ClientId, Bucket> eldest = buckets.entrySet().iterator().next();
    if (tokensAt(eldest.getValue(), nowNanos) < fullTokens) {
      forgotten++;
    }
    buckets.remove(eldest.getKey());
  }

  /** How often a sender had no allowance left. */
  public long refused() {
    return refused;
  }

  /** How many senders were forgotten before their bucket was full again. */
  public long forgotten() {
    return forgotten;
  }
}

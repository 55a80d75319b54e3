package org.chappe.client.session;

/**
 * A client's word that it is at home here, against a relay's that it is at home elsewhere.
 *
 * <p>The word with the highest version wins, and a relay that lets a client in may hear only afterwards of where the client was a moment before: in another run that
 * kept no journal, or under a version that it was never told of. So who is turned away soon after its session began says once more that it is
 * here, now above what the relay knows. Who is turned away later has been followed by somebody else under its ID, and gives way; of two who
 * follow each other closely, the one who came last stays.
 */
final class HomeClaim {

  /** A session that is younger may have been overtaken by older news: a minute, in nanoseconds. */
  static final long FRESH_NANOS = 60_000_000_000L;

  private long sinceNanos = -FRESH_NANOS;
  private boolean isRepeated;

  /** The client was told to be here, whatever was before. */
  void begin() {
    isRepeated = false;
  }

  /** There is a session. */
  void attached(long nowNanos) {
    isRepeated &= isFresh(nowNanos);
    sinceNanos = nowNanos;
  }

  /** The session is turned away. Whether the client says so once more; it does only once until a session lasts. */
  boolean repeat(long nowNanos) {
    boolean mayRepeat = !isRepeated && isFresh(nowNanos);
    isRepeated = true;
    return mayRepeat;
  }

  private boolean isFresh(long nowNanos) {
    return nowNanos - sinceNanos < FRESH_NANOS;
  }
}

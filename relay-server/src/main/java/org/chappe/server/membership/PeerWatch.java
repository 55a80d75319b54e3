package org.chappe.server.membership;

/**
 * How long one neighbour has been silent. Whatever it says shows that it lives; only when it says nothing is it probed. All
 * times are nanoseconds.
 */
public final class PeerWatch {

  /** How often a relay looks at its neighbours. */
  public static final long LOOK_INTERVAL_NANOS = 200_000_000L;

  /** After so much silence the neighbour is probed, each time that it is looked at. */
  static final long PROBE_AFTER_NANOS = 400_000_000L;

  /** After so much silence, three rounds of probes, the link is down. */
  public static final long DOWN_AFTER_NANOS = 1_800_000_000L;

  /** After so much silence nothing is kept for the neighbour any more. */
  public static final long CLOSE_AFTER_NANOS = 3_000_000_000L;

  /** So long a suspect has for its refutation. */
  public static final long REFUTE_NANOS = CLOSE_AFTER_NANOS - DOWN_AFTER_NANOS;

  private final LocalHealth health;
  private long heardAtNanos;

  /** Begins now, as if it had just been heard. */
  public PeerWatch(LocalHealth health, long nowNanos) {
    this.health = health;
    this.heardAtNanos = nowNanos;
  }

  /** The neighbour has said something. */
  public void heard(long nowNanos) {
    heardAtNanos = nowNanos;
  }

  /** This relay didn't listen for so long. */
  public void excuse(long nowNanos, long nanos) {
    heardAtNanos = Math.min(nowNanos, heardAtNanos + nanos);
  }

  /** How long it has said nothing. */
  public long silentNanos(long nowNanos) {
    return nowNanos - heardAtNanos;
  }

  public boolean isToBeProbed(long nowNanos) {
    return silentNanos(nowNanos) >= PROBE_AFTER_NANOS;
  }

  public boolean isSilent(long nowNanos) {
    return isSilentFor(DOWN_AFTER_NANOS, nowNanos);
  }

  public boolean isLost(long nowNanos) {
    return isSilentFor(CLOSE_AFTER_NANOS, nowNanos);
  }

  private boolean isSilentFor(long nanos, long nowNanos) {
    return silentNanos(nowNanos) >= health.stretch(nanos);
  }
}

package org.chappe.server.directory;

/**
 * The run in which this relay speaks now. Somebody who knows more of it than was said has heard another in this relay's name, and takes
 * what this relay says next for what it has heard. So all is said again, little by little, in a new run.
 */
final class OwnRun {

  private final Origins origins;
  private Origin origin;
  private long renewableAtNanos = Long.MIN_VALUE;
  private long renewals;

  OwnRun(Origins origins, OriginKey first) {
    this.origins = origins;
    this.origin = origins.add(first, 0);
  }

  Origin origin() {
    return origin;
  }

  /**
   * Somebody says how far it knows a run.
   *
   * @return whether this relay speaks in another from now on; it doesn't again within {@link Credence#RENEWAL_NANOS}
   */
  boolean renewIfMisquoted(OriginKey run, long to, long nowNanos) {
    boolean misquoted = run.equals(origin.key()) && to > origin.known();
    if (!misquoted || nowNanos < renewableAtNanos || !origins.hasRoomForOwn(run.relay())) {
      return false;
    }
    renewableAtNanos = nowNanos + Credence.RENEWAL_NANOS;
    renewals++;
    origin.misquoted();
    origin = origins.add(origins.unusedAfter(run), nowNanos);
    return true;
  }

  /** How often a new run was begun. */
  long renewals() {
    return renewals;
  }
}

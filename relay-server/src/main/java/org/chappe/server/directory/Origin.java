package org.chappe.server.directory;

/** What is known of one run of a relay: how far its changes are known, and which of them still say something. */
final class Origin {

  private final OriginKey key;
  private final int index;
  private final ChangeLog log;
  private long known;
  private long quietSinceNanos;
  private long takenOverTo;
  private boolean misquoted;

  /**
   * @param index what stands for it in the table
   * @param nowNanos when it was first heard of
   */
  Origin(OriginKey key, int index, ChangeLog log, long nowNanos) {
    this.key = key;
    this.index = index;
    this.log = log;
    this.quietSinceNanos = nowNanos;
  }

  OriginKey key() {
    return key;
  }

  int index() {
    return index;
  }

  ChangeLog log() {
    return log;
  }

  /** All its changes up to this number have been heard, or were superseded before. */
  long known() {
    return known;
  }

  /** The next change that this run makes itself. */
  long nextNumber() {
    return ++known;
  }

  void advance(long to, long nowNanos) {
    known = to;
    quietSinceNanos = nowNanos;
  }

  /** When the last news of it came. */
  long quietSinceNanos() {
    return quietSinceNanos;
  }

  /** The number of the last change that was looked at for taking over; 0 to begin again. */
  long takenOverTo() {
    return takenOverTo;
  }

  void takeOverTo(long number) {
    takenOverTo = number;
  }

  /** Others have spoken in its name, and may not have heard what it said. */
  void misquoted() {
    misquoted = true;
  }

  boolean isMisquoted() {
    return misquoted;
  }

  /** Whether a change of this run is kept rather than an equal one of the other: that of the run which began later. */
  boolean isYoungerThan(Origin other) {
    int byAge = Long.compare(key.incarnation(), other.key.incarnation());
    return byAge != 0 ? byAge > 0 : key.relay() > other.key.relay();
  }
}

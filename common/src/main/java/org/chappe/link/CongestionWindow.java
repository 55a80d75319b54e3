package org.chappe.link;

/**
 * NewReno in frames (RFC 9002 section 7): slow start, one halving per recovery period, then one frame more per window
 * acknowledged. A period is told by transmission serials: losses and acknowledgements of what was sent before the last
 * reduction don't count again.
 */
final class CongestionWindow {

  static final int INITIAL_FRAMES = 10;
  static final int MINIMUM_FRAMES = 2;

  /** More than the send window can't be used. */
  static final int MAXIMUM_FRAMES = LinkConfig.WINDOW_FRAMES_MAX;

  private int frames = INITIAL_FRAMES;
  private int slowStartThreshold = MAXIMUM_FRAMES;
  private int acknowledgedSinceGrowth;
  private long recoveryStartSerial;

  int frames() {
    return frames;
  }

  /**
   * A frame arrived.
   *
   * @param serial the transmission that did
   * @param limited whether this window, rather than a lack of frames, held the sender back (section 7.8)
   */
  void onAcknowledged(long serial, boolean limited) {
    if (!limited || serial < recoveryStartSerial || frames >= MAXIMUM_FRAMES) {
      return;
    }
    if (frames < slowStartThreshold) {
      frames++;
      return;
    }
    acknowledgedSinceGrowth++;
    if (acknowledgedSinceGrowth >= frames) {
      acknowledgedSinceGrowth = 0;
      frames++;
    }
  }

  /**
   * A frame was lost.
   *
   * @param serial the transmission that was
   * @param nextSerial what the next transmission will bear
   */
  void onLost(long serial, long nextSerial) {
    if (serial < recoveryStartSerial) {
      return;
    }
    recoveryStartSerial = nextSerial;
    frames = Math.max(MINIMUM_FRAMES, frames / 2);
    slowStartThreshold = frames;
    acknowledgedSinceGrowth = 0;
  }

  /** Nothing gets through (section 7.6): start over, and recall half of what once worked. */
  void collapse() {
    if (frames > MINIMUM_FRAMES) {
      slowStartThreshold = Math.max(MINIMUM_FRAMES, frames / 2);
    }
    frames = MINIMUM_FRAMES;
    acknowledgedSinceGrowth = 0;
  }
}

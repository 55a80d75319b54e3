package org.chappe.link;

/**
 * The numbers of one link. All times are nanoseconds.
 *
 * @param windowFrames frames outstanding at most, 1 to 48; 48 unless a test wants less
 * @param queueFrames data frames that wait behind the window at most
 * @param controlQueueFrames control frames that wait at most
 * @param timeoutNanosMax the longest probe timeout, which bounds how long a healed link stays quiet
 */
public record LinkConfig(
    int windowFrames, int queueFrames, int controlQueueFrames, long timeoutNanosMax) {

  public static final int WINDOW_FRAMES_MAX = 48;

  public static final LinkConfig DEFAULT =
      new LinkConfig(WINDOW_FRAMES_MAX, 256, 64, 2_000_000_000L);

  /** @throws IllegalArgumentException if a number is out of its range */
  public LinkConfig {
    if (windowFrames < 1 || windowFrames > WINDOW_FRAMES_MAX) {
      throw new IllegalArgumentException("a window is 1 to 48 frames; " + windowFrames + " is not");
    }
    if (queueFrames < 1 || controlQueueFrames < 1 || timeoutNanosMax < 1) {
      throw new IllegalArgumentException("queues and timeouts are at least 1");
    }
  }
}

package org.chappe.link;

import java.util.function.Predicate;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What has come from the peer: with R the next number not settled, a frame is accepted iff R ≤ number < R+window.
 *
 * <pre>{@code
 *   settled | taken, not settled | held, not taken, gaps | beyond
 *           R                    T                       R + window
 * }</pre>
 *
 * <p>The bitmap shows all that is held from R on; a bit once shown stays until R has passed it.
 */
final class ReceiveWindow {

  private static final int SLOTS = 64;

  private final @Nullable Frame[] frames = new @Nullable Frame[SLOTS];
  private final int windowFrames;
  private long settled;
  private long taken;
  private long bitmap;
  private long duplicates;
  private long beyondWindow;

  ReceiveWindow(int windowFrames, long firstNumber) {
    this.windowFrames = windowFrames;
    this.settled = firstNumber;
    this.taken = firstNumber;
  }

  /** The next number needed: all below are settled. */
  long settled() {
    return settled;
  }

  /** Bit i (least significant = 0) tells whether number settled()+i is held. */
  long bitmap() {
    return bitmap;
  }

  /** Frames that came again. */
  long duplicates() {
    return duplicates;
  }

  /** Frames that came too early to be held. */
  long beyondWindow() {
    return beyondWindow;
  }

  /** Takes a frame in: ACCEPTED, DUPLICATE or BEYOND_WINDOW. */
  Verdict receive(long number, Frame frame) {
    if (number >= settled + windowFrames || number > Link.NUMBER_MAX) {
      beyondWindow++;
      return Verdict.BEYOND_WINDOW;
    }
    if (number < settled || (bitmap & bit(number)) != 0) {
      duplicates++;
      return Verdict.DUPLICATE;
    }
    frames[slot(number)] = frame;
    bitmap |= bit(number);
    return Verdict.ACCEPTED;
  }

  /** Whether the frame of a number was taken out. */
  boolean isTaken(long number) {
    return number < taken;
  }

  @Nullable Frame peek() {
    return frames[slot(taken)];
  }

  /** The first frame behind the next one, in order, that fits; null when none that is held does. */
  @Nullable Frame firstBehind(Predicate<Frame> fits) {
    for (long number = taken + 1; number < settled + windowFrames; number++) {
      Frame frame = frames[slot(number)];
      if (frame != null && fits.test(frame)) {
        return frame;
      }
    }
    return null;
  }

  @Nullable Frame take() {
    Frame frame = frames[slot(taken)];
    if (frame != null) {
      frames[slot(taken)] = null;
      taken++;
    }
    return frame;
  }

  /**
   * Settles all up to a number, inclusive; nothing happens if they are settled already.
   *
   * @throws IllegalArgumentException if the number isn't taken yet
   */
  void settle(long number) {
    if (number >= taken) {
      throw new IllegalArgumentException("frame " + number + " was not taken");
    }
    if (number >= settled) {
      bitmap >>>= number + 1 - settled;
      settled = number + 1;
    }
  }

  private long bit(long number) {
    return 1L << (number - settled);
  }

  private static int slot(long number) {
    return (int) (number & (SLOTS - 1));
  }
}

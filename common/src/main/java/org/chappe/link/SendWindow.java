package org.chappe.link;

import java.util.List;
import java.util.function.Consumer;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The frames that were sent and are not yet cumulatively acknowledged: the numbers from base to next−1, at most 48 of
 * them, in a ring of 64 slots (slot = number mod 64). What is known of each stands in one bit per slot:
 *
 * <pre>{@code
 *              send                 held (bitmap or cumulative)       advance
 *   (nothing) ------> in flight ------------------------------> held ---------> (nothing)
 *                      |     ^                                    ^
 *                 lose |     | resend                             |
 *                      v     |              held                  |
 *                       lost -------------------------------------+
 * }</pre>
 */
final class SendWindow {

  private static final int SLOTS = 64;

  private final @Nullable Frame[] frames = new @Nullable Frame[SLOTS];
  private final long[] firstSerials = new long[SLOTS];
  private final long[] lastSerials = new long[SLOTS];
  private final long[] lastSentNanos = new long[SLOTS];

  private long base;
  private long next;
  private long nextSerial;

  // one bit per slot
  private long inFlight;
  private long lost;
  private long held;
  private long control;
  private long repeated;

  SendWindow(long firstNumber) {
    base = firstNumber;
    next = firstNumber;
  }

  /** The lowest number that is not cumulatively acknowledged. */
  long base() {
    return base;
  }

  /** The number of the next new frame. */
  long next() {
    return next;
  }

  /** What the next transmission will bear; serials count transmissions, so they tell in which order they went. */
  long nextSerial() {
    return nextSerial;
  }

  /** How many numbers are outstanding. */
  int span() {
    return (int) (next - base);
  }

  /** Transmissions that may still arrive. */
  int inFlightFrames() {
    return Long.bitCount(inFlight);
  }

  int controlInFlightFrames() {
    return Long.bitCount(inFlight & control);
  }

  /** The slots of the frames in flight. */
  long inFlightSlots() {
    return inFlight;
  }

  /** The lowest number that was lost and, if asked so, is a control frame; −1 if there is none. */
  long lowestLost(boolean onlyControl) {
    return lowest(onlyControl ? lost & control : lost);
  }

  /** Whether all that is outstanding is known to have arrived. */
  boolean isAllHeld() {
    return (inFlight | lost) == 0;
  }

  /** What a probe should carry: the lowest number that isn't held, or else the lowest; only when something is outstanding. */
  long lowestWanted() {
    long wanted = lowest(inFlight | lost);
    return wanted < 0 ? base : wanted;
  }

  Frame frame(long number) {
    Frame frame = frames[slot(number)];
    if (frame == null || number < base || number >= next) {
      throw new IllegalStateException("frame " + number + " is not outstanding");
    }
    return frame;
  }

  boolean isControl(long number) {
    return (control & bit(slot(number))) != 0;
  }

  /** Takes a new frame as sent and returns its number. */
  long send(long nowNanos, Frame frame, boolean isControl) {
    if (span() >= LinkConfig.WINDOW_FRAMES_MAX || next > Link.NUMBER_MAX) {
      throw new IllegalStateException("the window is full or the numbers are used up");
    }
    int slot = slot(next);
    frames[slot] = frame;
    firstSerials[slot] = nextSerial;
    if (isControl) {
      control |= bit(slot);
    }
    transmit(nowNanos, slot);
    return next++;
  }

  /** Takes an outstanding frame as sent once more. */
  void resend(long nowNanos, long number) {
    int slot = slot(number);
    repeated |= bit(slot);
    lost &= ~bit(slot);
    transmit(nowNanos, slot);
  }

  /** Declares slots in flight lost. */
  void lose(long slots) {
    inFlight &= ~slots;
    lost |= slots;
  }

  /** Whether an acknowledgement covers and reports only what was ever sent. */
  boolean wasSent(long cumulative, long bitmap) {
    return cumulative + (Long.SIZE - Long.numberOfLeadingZeros(bitmap)) <= next;
  }

  /** The slots that an acknowledgement newly shows to have arrived. A late one may show some, but takes nothing back. */
  long newlyHeld(long cumulative, long bitmap) {
    long late = Math.max(0, base - cumulative);
    long covered = cumulative > base ? slots(base, (int) (cumulative - base)) : 0;
    long reported =
        late >= Long.SIZE ? 0 : Long.rotateLeft(bitmap >>> late, slot(cumulative + late));
    return (covered | reported) & (inFlight | lost);
  }

  void hold(long slots) {
    inFlight &= ~slots;
    lost &= ~slots;
    held |= slots;
  }

  /** Lets go of all held frames below a number, in order. */
  void advance(long cumulative, Consumer<Frame> released) {
    while (base < cumulative) {
      Frame frame = frame(base);
      int slot = slot(base);
      frames[slot] = null;
      held &= ~bit(slot);
      control &= ~bit(slot);
      repeated &= ~bit(slot);
      base++;
      released.accept(frame);
    }
  }

  void copyTo(List<Frame> target) {
    for (long number = base; number < next; number++) {
      target.add(frame(number));
    }
  }

  // ---- by slot ----

  boolean isRepeated(int slot) {
    return (repeated & bit(slot)) != 0;
  }

  long firstSerial(int slot) {
    return firstSerials[slot];
  }

  long lastSerial(int slot) {
    return lastSerials[slot];
  }

  long lastSentNanos(int slot) {
    return lastSentNanos[slot];
  }

  private void transmit(long nowNanos, int slot) {
    lastSerials[slot] = nextSerial++;
    lastSentNanos[slot] = nowNanos;
    // a held frame that is sent again, as a probe, stays held
    inFlight |= bit(slot) & ~held;
  }

  private long lowest(long slots) {
    return slots == 0 ? -1 : base + Long.numberOfTrailingZeros(Long.rotateRight(slots, slot(base)));
  }

  private static long slots(long from, int count) {
    return Long.rotateLeft(-1L >>> (Long.SIZE - count), slot(from));
  }

  private static int slot(long number) {
    return (int) (number & (SLOTS - 1));
  }

  private static long bit(int slot) {
    return 1L << slot;
  }
}

package org.chappe.server.station;

import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * How long a station has existed, in which the life of its mail is counted. Wall clocks may be wrong; this one only
 * asks them how long the relay was down, and believes at most a day of it.
 *
 * <p>While the relay runs, the age goes with the driver's monotonic time alone. It is saved now and then together with the
 * wall clock; at the next start the time between the two wall clocks, at least nothing and at most {@link
 * #DOWNTIME_MILLIS_MAX}, is added. So a clock that is wrong by years ends no life early by more than a day a restart, and a
 * relay that keeps crashing still lets its mail grow old.
 */
public final class StationClock {

  /** So much of a downtime counts at most. */
  public static final long DOWNTIME_MILLIS_MAX = 24L * 3_600 * 1_000;

  /** Beside a batch that is committed anyway, the age is saved when the last time is so long ago. */
  public static final long SAVE_WITH_BATCH_NANOS = 1_000_000_000L;

  /** With nothing else to commit, the age is saved when the last time is so long ago. */
  public static final long SAVE_ALONE_NANOS = 10_000_000_000L;

  /** An age that no station reaches; sums with a life stay far below overflow. About 285,000 years. */
  static final long AGE_MILLIS_MAX = 1L << 53;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int RADIX = 36;
  private static final char SEPARATOR = '.';

  private final long ageMillisAtStart;
  private final long wallMillisAtStart;
  private long startNanos = -1;
  private long nowNanos;
  private long savedNanos;

  /**
   * A clock that goes on from what was saved last, or that begins at 0.
   *
   * @param saved what {@link #save} gave in an earlier run; null if there was none
   * @param wallMillis what the wall clock shows, in milliseconds since 1970; any value is taken
   * @throws IllegalStateException if the saved value is none: the store is damaged
   */
  public StationClock(@Nullable Payload saved, long wallMillis) {
    this.wallMillisAtStart = wallMillis;
    this.ageMillisAtStart = saved == null ? 0 : ageAtStart(Reading.decode(saved), wallMillis);
  }

  private static long ageAtStart(Reading saved, long wallMillis) {
    long downtime = clamp(difference(wallMillis, saved.wallMillis), DOWNTIME_MILLIS_MAX);
    return clamp(saved.ageMillis + downtime, AGE_MILLIS_MAX);
  }

  private static long clamp(long value, long max) {
    return Math.max(0, Math.min(value, max));
  }

  /** The difference of two times, as far as a long can tell it. */
  private static long difference(long later, long earlier) {
    long difference = later - earlier;
    boolean overflow = ((later ^ earlier) & (later ^ difference)) < 0;
    if (overflow) {
      return later < earlier ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return difference;
  }

  /** It is now so late; the first call sets the clock going. Times that go back are ignored. */
  public void advance(long newNowNanos) {
    if (startNanos < 0) {
      startNanos = newNowNanos;
      savedNanos = newNowNanos;
      nowNanos = newNowNanos;
    }
    nowNanos = Math.max(nowNanos, newNowNanos);
  }

  /** The station's age in whole seconds. */
  public long ageSeconds() {
    return ageMillis() / MILLIS_PER_SECOND;
  }

  private long ageMillis() {
    return clamp(ageMillisAtStart + elapsedMillis(), AGE_MILLIS_MAX);
  }

  private long elapsedMillis() {
    return startNanos < 0 ? 0 : (nowNanos - startNanos) / NANOS_PER_MILLI;
  }

  /** The time at which the station will have reached an age, in nanoseconds; now or before if it has reached it. */
  public long nanosAt(long ageSeconds) {
    long millisAhead = ageSeconds * MILLIS_PER_SECOND - ageMillisAtStart;
    long base = Math.max(0, startNanos);
    boolean reachable = millisAhead < (Long.MAX_VALUE - base) / NANOS_PER_MILLI;
    return reachable ? base + Math.max(0, millisAhead) * NANOS_PER_MILLI : Long.MAX_VALUE;
  }

  /** Whether the age is to be put beside a batch that is committed now. */
  public boolean wantsSavingWithBatch() {
    return nowNanos - savedNanos >= SAVE_WITH_BATCH_NANOS;
  }

  /** When the age is to be saved even if nothing else is, in nanoseconds. */
  public long nextSaveNanos() {
    return savedNanos + SAVE_ALONE_NANOS;
  }

  /** The value to store now; the next saving is counted from here. */
  public Payload save() {
    savedNanos = nowNanos;
    long elapsed = elapsedMillis();
    long wall =
        wallMillisAtStart > Long.MAX_VALUE - elapsed ? Long.MAX_VALUE : wallMillisAtStart + elapsed;
    return new Reading(ageMillis(), wall).encode();
  }

  /** The age at a moment of the wall clock. */
  private record Reading(long ageMillis, long wallMillis) {

    Payload encode() {
      return Payload.of(
          Long.toString(ageMillis, RADIX) + SEPARATOR + Long.toString(wallMillis, RADIX));
    }

    static Reading decode(Payload value) {
      String text = value.text();
      int separator = text.indexOf(SEPARATOR);
      try {
        long age = Long.parseLong(text.substring(0, Math.max(0, separator)), RADIX);
        long wall = Long.parseLong(text.substring(separator + 1), RADIX);
        if (age >= 0 && age <= AGE_MILLIS_MAX) {
          return new Reading(age, wall);
        }
      } catch (NumberFormatException e) {
        throw new IllegalStateException("the stored age of the station is damaged", e);
      }
      throw new IllegalStateException("the stored age of the station is out of range");
    }
  }
}

package org.chappe.server.node;

import java.util.TreeMap;

/** Since when something has been true of each relay. All times are nanoseconds. */
final class Since {

  private final TreeMap<Integer, Long> beganNanos = new TreeMap<>();

  /** It is true of a relay now, or it isn't. */
  void set(int relay, boolean isTrue, long nowNanos) {
    if (isTrue) {
      beganNanos.putIfAbsent(relay, nowNanos);
    } else {
      beganNanos.remove(relay);
    }
  }

  /** It is true from now on, whatever was before. */
  void restart(int relay, long nowNanos) {
    beganNanos.put(relay, nowNanos);
  }

  /** For how long it has been true; all the time that there was if that isn't known. */
  long nanos(int relay, long nowNanos) {
    return nowNanos - beganNanos.getOrDefault(relay, 0L);
  }

  /** Whether it has been true for so long. */
  boolean isFor(int relay, long nanos, long nowNanos) {
    Long began = beganNanos.get(relay);
    return began != null && nowNanos - began >= nanos;
  }

  /** Whether it has become true, and that isn't so long ago. */
  boolean isWithin(int relay, long nanos, long nowNanos) {
    Long began = beganNanos.get(relay);
    return began != null && nowNanos - began < nanos;
  }
}

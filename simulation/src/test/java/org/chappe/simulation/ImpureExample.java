package org.chappe.simulation;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does everything that the core must not; {@link LayeringTest} shows that each rule catches it. */
final class ImpureExample {

  private static final Logger LOG = LoggerFactory.getLogger(ImpureExample.class);

  private final Map<Integer, Integer> counts = new HashMap<>();
  private volatile int number;

  synchronized int number() {
    return number;
  }

  void set(int newNumber) {
    number = newNumber;
    counts.merge(newNumber, 1, Integer::sum);
  }

  static long time() {
    return System.nanoTime();
  }

  static double chance() {
    return Math.random();
  }

  static String address() {
    return InetSocketAddress.createUnresolved("tower", 7001).toString();
  }

  static void thread() {
    Thread.onSpinWait();
  }

  void list() {
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      LOG.info("number={} count={}", count.getKey(), count.getValue());
    }
  }
}

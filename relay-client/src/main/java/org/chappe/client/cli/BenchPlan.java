package org.chappe.client.cli;

import org.chappe.wire.WireLimits;

/**
 * What a bench run does.
 *
 * @param until up to when each message is measured
 * @param clients pairs of a sender and a receiver, each with a socket of its own, all on one thread; one session carries at most a
 *     window of frames a round trip, so that one pair alone can't fill a fast line
 * @param messages messages measured, over all pairs
 * @param warmUp messages that other clients of the same plan send before these, as fast as they go, and that aren't measured
 * @param size bytes of each text, {@value #SIZE_MIN} to 160
 * @param outstanding messages of a pair sent and not yet measured at most, 1 to {@value #OUTSTANDING_MAX}
 * @param rate messages a second over all pairs, evenly spaced; 0 for as many as outstanding allows
 * @param light messages that are measured after all that at {@link #LIGHT_RATE}; 0 for none
 * @param seconds when to stop sending at the latest
 */
record BenchPlan(
    BenchUntil until,
    int clients,
    int messages,
    int warmUp,
    int size,
    int outstanding,
    double rate,
    int light,
    int seconds) {

  /** The index takes as many digits. */
  static final int SIZE_MIN = 10;

  /** No more than an outbox holds. */
  static final int OUTSTANDING_MAX = 1_024;

  /** Messages a second that keep no program busy. */
  static final int LIGHT_RATE = 1_000;

  static final int LIGHT_MAX = 1_000_000;

  static final int CLIENTS_MAX = 256;
  static final int MESSAGES_MAX = 50_000_000;

  /** @throws IllegalArgumentException with a sentence if a number is out of its range */
  BenchPlan {
    require("--clients", clients, 1, CLIENTS_MAX);
    require("--messages", messages, 1, MESSAGES_MAX);
    require("--warm-up", warmUp, 0, MESSAGES_MAX);
    require("--light", light, 0, LIGHT_MAX);
    require("--size", size, SIZE_MIN, WireLimits.TEXT_BYTES_MAX);
    require("--outstanding", outstanding, 1, OUTSTANDING_MAX);
    require("--seconds", seconds, 1, 86_400);
    if (!(rate >= 0)) {
      throw new IllegalArgumentException("--rate is not negative");
    }
  }

  /** One pair that sends one message at a time, and waits until it is accepted. */
  BenchPlan single(int someMessages) {
    return new BenchPlan(
        BenchUntil.ACCEPTED, 1, someMessages, someMessages / 10, size, 1, 0, 0, seconds);
  }

  /** What goes before; only when there is a warm-up. */
  BenchPlan beforehand() {
    return new BenchPlan(until, clients, warmUp, 0, size, outstanding, 0, 0, seconds);
  }

  /** What comes after it; only when there is something. */
  BenchPlan afterwards() {
    return new BenchPlan(until, clients, light, 0, size, outstanding, LIGHT_RATE, 0, seconds);
  }

  /** How many messages a pair sends. */
  int messagesPerPair() {
    return (messages + clients - 1) / clients;
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + min + " to " + max + "; " + value + " is not");
    }
  }
}

package org.chappe.transport;

import org.chappe.wire.WireLimits;

/**
 * What is pushed through a line of bare forwarders.
 *
 * @param datagramBytes the size of each datagram, 16 to 256 bytes
 * @param datagrams how many are pushed as fast as they go, at least 1
 * @param outstanding how many may be on their way at once, at least 64
 * @param lightDatagrams how many are then sent at 1,000 a second to measure latency, 0 to 1,000,000
 */
public record BareConfig(int datagramBytes, long datagrams, int outstanding, int lightDatagrams) {

  static final int DATAGRAM_BYTES_MIN = 16;

  /** @throws IllegalArgumentException if a number is out of its range */
  public BareConfig {
    if (datagramBytes < DATAGRAM_BYTES_MIN || datagramBytes > WireLimits.DATAGRAM_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a datagram is 16 to 256 bytes here; " + datagramBytes + " is not");
    }
    if (datagrams < 1 || outstanding < FrameRun.SEGMENTS_MAX) {
      throw new IllegalArgumentException(
          "at least 1 datagram is sent and at least 64 are outstanding");
    }
    if (lightDatagrams < 0 || lightDatagrams > 1_000_000) {
      throw new IllegalArgumentException("light datagrams are 0 to 1000000");
    }
  }
}

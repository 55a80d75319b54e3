package org.chappe.server.node;

import org.chappe.server.membership.JoinPolicy;
import org.chappe.wire.WireLimits;

/**
 * What all relays of a line have to agree on; a newcomer is told.
 *
 * @param lanes sessions held side by side on each link for messages, 1 to 16
 * @param padBytes frames between relays are padded to a multiple of this, 0 for none, at most 256
 * @param express whether links lead farther than to the nearest
 * @param policy who may join
 * @param accountsRequired whether only those who have an account may use the line
 */
public record LineSettings(
    int lanes, int padBytes, boolean express, JoinPolicy policy, boolean accountsRequired) {

  /** @throws IllegalArgumentException if a number is out of its range */
  public LineSettings {
    if (lanes < 1 || lanes > RelayConfig.LANES_MAX) {
      throw new IllegalArgumentException("a link has 1 to 16 lanes; " + lanes + " is not");
    }
    checkPadding(padBytes);
  }

  static void checkPadding(int padBytes) {
    if (padBytes < 0 || padBytes > WireLimits.DATAGRAM_BYTES_MAX) {
      throw new IllegalArgumentException("padding is 0 to 256 bytes; " + padBytes + " is not");
    }
  }

  static LineSettings of(RelayConfig config) {
    return new LineSettings(
        config.lanes(),
        config.joining().padBytes(),
        config.line().express(),
        config.joining().policy(),
        config.accountsRequired());
  }
}

package org.chappe.transport;

import org.chappe.node.Endpoint;

/** Where a datagram goes on. */
@FunctionalInterface
interface DatagramExit {

  /** Takes one datagram; the bytes are the caller's again afterwards. */
  void datagram(Endpoint peer, byte[] bytes, int offset, int length);
}

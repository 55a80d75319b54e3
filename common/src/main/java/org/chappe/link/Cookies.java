package org.chappe.link;

import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;

/** STUB: stateless proof that a handshake's source address is real. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Cookies {

  public Cookies(long secretHigh, long secretLow) {
    throw new UnsupportedOperationException();
  }

  /** 48 bits bound to the address, the source, the nonce and the minute. */
  public long issue(long nowNanos, Endpoint from, Frame.Handshake handshake) {
    throw new UnsupportedOperationException();
  }

  /** Whether the handshake carries a cookie issued for it in this or the last minute. */
  public boolean isGenuine(long nowNanos, Endpoint from, Frame.Handshake handshake) {
    throw new UnsupportedOperationException();
  }
}

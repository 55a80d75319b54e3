package org.chappe.server.node;

import org.chappe.auth.LoginExchange;

/**
 * A login that waits for its proof.
 *
 * @param device which of the owner's devices says it is logging in
 * @param manner what is wanted by it
 */
record Login(LoginExchange exchange, long device, Manner manner) {

  /** What a login is for. */
  enum Manner {
    /** To attach, unless another device is logged in. */
    ENTER,
    /** To attach, and another device that is logged in has to go. */
    TAKE_OVER,
    /** To look after the account; not to attach. */
    OWN
  }
}

package org.chappe.server.node;

import org.chappe.node.Input;

/** What the program that runs a relay may want of it. */
public sealed interface RelayOrder extends Input.Order {

  /** It is to tell how it is; {@link RelayReport.Status} follows at once. */
  record TellStatus() implements RelayOrder {}
}

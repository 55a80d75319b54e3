package org.chappe.server.node;

import org.chappe.node.Input;

/** What the program that runs a relay may want of it. */
public sealed interface RelayOrder extends Input.Order {

  /** It is to tell how it is; {@link RelayReport.Status} follows at once. */
  record TellStatus() implements RelayOrder {}

  /**
   * It is to leave the line: sends its clients away, hands over its mail, and says goodbye. {@link RelayReport.Leaving} tells
   * how it gets on, {@link RelayReport.Left} or {@link RelayReport.Stayed} how it ended. Nothing happens when it is leaving
   * already.
   */
  record Leave() implements RelayOrder {}
}

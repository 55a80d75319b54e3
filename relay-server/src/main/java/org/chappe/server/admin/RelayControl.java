package org.chappe.server.admin;

/** What an operator may tell a relay to do. */
public interface RelayControl {

  /** Tells it to leave its line; its status tells how it gets on. False if it has ended. From any thread. */
  boolean leave();
}

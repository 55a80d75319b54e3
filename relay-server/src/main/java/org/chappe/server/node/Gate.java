package org.chappe.server.node;

/** Whether this relay takes clients: it does while it belongs to the line. */
final class Gate {

  private String words = "";

  boolean isOpen() {
    return words.isEmpty();
  }

  /** Why it isn't open, for a person. */
  String words() {
    return words;
  }

  /** Takes clients from now on. */
  void open() {
    words = "";
  }

  /** Takes no clients from now on. */
  void close(String reason) {
    words = reason;
  }
}

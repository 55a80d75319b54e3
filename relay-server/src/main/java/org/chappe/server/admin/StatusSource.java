package org.chappe.server.admin;

/** Whoever can say how a relay is. */
public interface StatusSource {

  /**
   * How the relay is now; waits for that, a bounded time. From any thread but the relay's own.
   *
   * @throws NoAnswer if the relay doesn't say so in time, or has ended
   */
  StatusDocument status() throws NoAnswer;

  /** A relay that doesn't answer. The message is one plain sentence. */
  final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    public NoAnswer(String message) {
      super(message);
    }
  }
}

package org.chappe.client;

import java.io.Serial;
import org.chappe.client.journal.JournalProblem;
import org.chappe.node.Denial;
import org.chappe.wire.Refusal;

/** A client can't connect, or is over. The message is one plain sentence. */
public abstract sealed class ClientFailure extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private ClientFailure(String message) {
    super(message);
  }

  /** Nobody answers at the relay's address. */
  public static final class Unreachable extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
      super(message);
    }
  }

  /** The relay doesn't want this client. */
  public static final class Rejected extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    Rejected(Refusal reason, String words) {
      super(words);
      this.reason = reason;
    }

    public Refusal reason() {
      return reason;
    }
  }

  /** The relay has said no to something about the client's account, or nothing at all. */
  public static final class Denied extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Denial reason;

    Denied(Denial reason, String words) {
      super(words);
      this.reason = reason;
    }

    public Denial reason() {
      return reason;
    }
  }

  /** A group or queue has said no. */
  public static final class RoomDenied extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    RoomDenied(String reason, String words) {
      super(words);
      this.reason = reason;
    }

    /** {@code param}, {@code member}, {@code founder}, {@code full}, {@code empty} or {@code items}. */
    public String reason() {
      return reason;
    }
  }

  /** A question to the relay, or to a group or queue, wasn't answered in time, or that room is no more. */
  public static final class NoAnswer extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
      super(message);
    }
  }

  /** The client was closed or has signed off; what became of the unfinished can't be known. */
  public static final class Closed extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    Closed(String message) {
      super(message);
    }
  }

  /** The journal can't be opened, or not be written any more. */
  public static final class NoJournal extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    private final JournalProblem.Kind kind;

    NoJournal(JournalProblem problem) {
      super(problem.sentence());
      this.kind = problem.kind();
    }

    public JournalProblem.Kind kind() {
      return kind;
    }
  }

  /** No socket could be had on this host. */
  public static final class NoSocket extends ClientFailure {
    @Serial
    private static final long serialVersionUID = 1L;

    NoSocket(String message) {
      super(message);
    }
  }
}

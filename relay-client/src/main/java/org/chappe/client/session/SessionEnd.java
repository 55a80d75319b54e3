package org.chappe.client.session;

import org.chappe.wire.Refusal;

/** Why a session can't go on. */
sealed interface SessionEnd {

  /**
   * The home knows no such session, or is silent.
   *
   * @param homeAnswers whether it is there and only forgot the session
   */
  record Lost(boolean homeAnswers) implements SessionEnd {}

  /** The numbers run out. */
  record WornOut() implements SessionEnd {}

  /** The home has acknowledged the goodbye. */
  record Terminated() implements SessionEnd {}

  /**
   * The home doesn't want this client as it is: asking again can't help.
   *
   * @param words one sentence for a person
   */
  record Rejected(Refusal refusal, String words) implements SessionEnd {}

  /**
   * The home will never take this message, which is out of the session already; what else is unacknowledged needs a new
   * session, with new frame numbers.
   *
   * @param words one sentence for a person
   */
  record MessageRefused(Outgoing message, Refusal refusal, String words) implements SessionEnd {}
}

package org.chappe.client;

import org.chappe.model.MessageId;
import org.chappe.wire.Refusal;

/** What became of a message that was to be sent. */
public sealed interface Outcome {

  /**
   * The home relay has it and answers for it from here on.
   *
   * @param id the message's number, which with source and destination names it for ever
   */
  record Accepted(MessageId id) implements Outcome {}

  /**
   * It is not sent, and never will be.
   *
   * @param reason the kind of reason
   * @param words one sentence for a person
   */
  record Refused(Refusal reason, String words) implements Outcome {}
}

package org.chappe.client;

import org.chappe.model.MessageId;
import org.chappe.wire.Refusal;

/**
 * What became of a text that was to be sent. The id is the message's number, which with source and destination names it for
 * ever; the parts of a long text are numbered on from it.
 */
public sealed interface Outcome {

  /** The home relay has it and answers for it from here on. */
  record Accepted(MessageId id) implements Outcome {}

  /** The recipient's home relay has it. */
  record Stored(MessageId id) implements Outcome {}

  /** The recipient's client has it. */
  record Delivered(MessageId id) implements Outcome {}

  /**
   * It was accepted, but its life ended first.
   *
   * @param words one sentence for a person
   */
  record Expired(MessageId id, String words) implements Outcome {}

  /**
   * It was accepted, but can't be delivered.
   *
   * @param words one sentence for a person
   */
  record Failed(MessageId id, String words) implements Outcome {}

  /**
   * Nobody can tell: it was accepted, and then nothing was heard of it for longer than it can live and its receipts can take; or a relay refused it
   * that another may have taken before. It may have been delivered.
   *
   * @param words one sentence for a person
   */
  record Unknown(MessageId id, String words) implements Outcome {}

  /**
   * It is not sent, and never will be. Of a long text, some parts may have been accepted; the recipient never sees those alone.
   *
   * @param reason the kind of reason
   * @param words one sentence for a person
   */
  record Refused(Refusal reason, String words) implements Outcome {}
}

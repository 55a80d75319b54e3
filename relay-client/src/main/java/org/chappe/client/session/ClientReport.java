package org.chappe.client.session;

import java.util.List;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.node.Delivery;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.node.Presence;
import org.chappe.node.QuestionWord;
import org.chappe.wire.Refusal;

/**
 * What a client tells its program. The token of a text is the one in its order, or −1 for a text that an earlier run of the
 * client was given.
 */
public sealed interface ClientReport extends Effects.Report {

  /**
   * There is a session, the first or a new one after a loss.
   *
   * @param relay who answered
   * @param rttNanos the round trip that the handshake measured, in nanoseconds
   */
  record Attached(Address relay, long rttNanos) implements ClientReport {}

  /**
   * The session is over, for the relay forgot it or doesn't answer; a home is looked for, which may be another one.
   */
  record Lost() implements ClientReport {}

  /**
   * No home that is known answers; they are asked on and on. Told once per outage.
   *
   * @param attempts how often each was asked, on average
   */
  record Unreachable(int attempts) implements ClientReport {}

  /** The home doesn't want this client. The client is detached, and all its sends are refused. */
  record Rejected(Refusal refusal, String words) implements ClientReport {}

  /**
   * The home has taken the message into its care.
   *
   * @param id its number, which of a long text is that of its first part
   */
  record Accepted(long token, MessageId id) implements ClientReport {}

  /** The recipient's home has the message. Only where the program asked for it, and once it was told of the stages before. */
  record Stored(long token, MessageId id) implements ClientReport {}

  /** The recipient has the message. Only where the program asked for it, and once it was told of the stages before. */
  record Delivered(long token, MessageId id) implements ClientReport {}

  /**
   * The message's life ended before it came to the stage that the program waits for.
   *
   * @param words one sentence for a person
   */
  record Expired(long token, MessageId id, String words) implements ClientReport {}

  /**
   * The message can't be delivered, though it was accepted.
   *
   * @param words one sentence for a person
   */
  record Failed(long token, MessageId id, String words) implements ClientReport {}

  /**
   * The message was accepted, and then nothing was heard of it for longer than it can live and its receipts can take; or a home refused what another home may
   * have accepted before.
   *
   * @param words one sentence for a person
   */
  record Unknown(long token, MessageId id, ClientId destination, String words)
      implements ClientReport {}

  /**
   * A message to which the last answer was given already will not be delivered after all.
   *
   * @param reason {@link Receipt#EXPIRED} or {@link Receipt#FAILED}
   * @param words one sentence for a person
   */
  record Undelivered(MessageId id, ClientId destination, Receipt reason, String words)
      implements ClientReport {
    /** @throws IllegalArgumentException if the reason is none */
    public Undelivered {
      if (reason != Receipt.EXPIRED && reason != Receipt.FAILED) {
        throw new IllegalArgumentException(reason + " is no reason");
      }
    }
  }

  /**
   * The message is not sent, and never will be. Only where a busy relay was given up after a minute may the relay have
   * taken it in the very last moment; of a long text, some parts may have been taken.
   *
   * @param words one sentence for a person
   */
  record Refused(long token, Refusal refusal, String words) implements ClientReport {}

  /**
   * The home takes a text later ({@code busy}, {@code full}, {@code quota}), and is asked again until it does; all that comes after the text waits, too. Told once until
   * that one is taken, and again where the reason changes or the session is another.
   *
   * @param words why, one sentence for a person
   */
  record Deferred(Refusal refusal, String words) implements ClientReport {}

  /** The home's answer to a {@link ClientOrder.Fetch}: this many messages wait. */
  record Waiting(long count) implements ClientReport {}

  /** A {@link ClientOrder.Fetch} is done: this many messages were delivered meanwhile. */
  record Fetched(long count) implements ClientReport {}

  /** The registration has ended; the client is detached. */
  record Terminated() implements ClientReport {}

  /**
   * A group or queue has answered.
   *
   * @param text {@code /WORD TOKEN ok REST}, or {@code /WORD TOKEN !REASON WORDS}
   */
  record RoomAnswered(ClientId room, String text) implements ClientReport {}

  /**
   * An item of a queue has come for which the program waits. It answers by {@link ClientOrder.Claim}.
   *
   * @param item its text is the writer's ID, a space, and what was written
   */
  record RoomItem(Delivery item) implements ClientReport {}

  /** The home has answered a question. */
  record Answered(long id, List<String> items) implements ClientReport {
    public Answered {
      items = List.copyOf(items);
    }
  }

  /**
   * The home has answered a question with no, or there are too many.
   *
   * @param words one sentence for a person
   */
  record Denied(long id, Denial reason, String words) implements ClientReport {}

  /** Others came to the line or left it; told to who {@linkplain QuestionWord#WATCH watches}, here and at each home after this one. */
  record Watched(Presence presence) implements ClientReport {}

  /** The home knows that the client is the owner of its ID. */
  record LoggedIn() implements ClientReport {}

  /**
   * The home doesn't let the client in, or wants a login from a client that has none and can wait for it ({@link Denial#LOGIN}).
   *
   * @param words one sentence for a person
   */
  record LoginDenied(Denial reason, String words) implements ClientReport {}

  /** A question was not answered in time; what it asked for may have been done. */
  record Unanswered(long id) implements ClientReport {}

  /** The answer to {@link ClientOrder.Survey}. */
  record Surveyed(ClientStatistics statistics) implements ClientReport {}
}

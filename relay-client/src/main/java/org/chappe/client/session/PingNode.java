package org.chappe.client.session;

import org.chappe.link.Initiator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;

/**
 * Asks a relay for a session and never takes it: whatever it answers shows that it lives, and it keeps nothing. Begins
 * at once and repeats the question until there is an answer.
 */
public final class PingNode implements Node {

  /** What a ping tells, once. */
  public sealed interface PingReport extends Effects.Report {
    /**
     * The relay answers.
     *
     * @param rttNanos the time since the question was last asked, in nanoseconds
     */
    record Answered(long rttNanos) implements PingReport {}

    /** The relay answers with a refusal. */
    record Refused(Refusal refusal, String words) implements PingReport {}
  }

  private final Endpoint relay;
  private final Initiator initiator;
  private long askedNanos;
  private boolean answered;

  /** @param nonce 48 random bits */
  public PingNode(ClientId id, RelayNumber number, Endpoint relay, long nonce) {
    this.relay = relay;
    this.initiator = new Initiator(id, number, relay, Payload.EMPTY, nonce, 0);
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (input instanceof Input.FrameArrived arrived) {
      return onDatagram(nowNanos, arrived, effects);
    }
    if (!answered && initiator.nextDeadline() <= nowNanos) {
      askedNanos = nowNanos;
      initiator.pump(nowNanos, effects);
    }
    return Verdict.DEADLINE;
  }

  @Override
  public long nextDeadline() {
    return answered ? NEVER : initiator.nextDeadline();
  }

  private Verdict onDatagram(long nowNanos, Input.FrameArrived arrived, Effects effects) {
    if (answered
        || !arrived.from().equals(relay)
        || !(arrived.decoded() instanceof Frame.Ack ack)) {
      return Verdict.UNEXPECTED;
    }
    Initiator.Progress progress = initiator.onAck(nowNanos, ack);
    if (progress instanceof Initiator.Progress.Ignored) {
      return Verdict.UNEXPECTED;
    }
    answered = true;
    effects.report(
        progress instanceof Initiator.Progress.Refused refused
            ? new PingReport.Refused(refused.refusal(), refused.words())
            : new PingReport.Answered(nowNanos - askedNanos));
    return Verdict.ACCEPTED;
  }
}

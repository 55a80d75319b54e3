package org.chappe.client.session;

import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * One handshake after the other, never too close together, until the home answers.
 *
 * <p>Each says under which version of the directory the client was at home last, so that a client that moves faster than
 * the relays hear of it isn't taken for being where it was before.
 */
final class Handshakes {

  /** Two handshakes begin at least so far apart. */
  static final long GAP_NANOS_MIN = 100_000_000L;

  /** After so many unanswered attempts the program is told, once per outage. */
  static final int ATTEMPTS_UNTIL_TOLD = 4;

  private static final int VERSION_DIGITS_MAX = 6;

  private final ClientId local;
  private final RandomGenerator random;
  private @Nullable Initiator initiator;
  private Payload attachmentVersion = Payload.EMPTY;
  private long dueNanos = Node.NEVER;
  private long lastNanos = -GAP_NANOS_MIN;
  private boolean unreachableTold;

  Handshakes(ClientId local, RandomGenerator random) {
    this.local = local;
    this.random = random;
  }

  /** Gives up the handshake under way and plans a new one, as soon as is allowed. */
  void plan(long earliestNanos) {
    initiator = null;
    dueNanos = Math.max(earliestNanos, lastNanos + GAP_NANOS_MIN);
  }

  /** No handshake is wanted any more. */
  void stop() {
    initiator = null;
    dueNanos = Node.NEVER;
    unreachableTold = false;
  }

  /** Begins what is planned and sends what is due. */
  void pump(long nowNanos, ClientOrder.Attach home, Effects effects) {
    if (dueNanos <= nowNanos) {
      begin(nowNanos, home);
    }
    if (initiator != null) {
      initiator.pump(nowNanos, effects);
      tellIfUnreachable(initiator.attempts(), effects);
    }
  }

  /** Takes an answer; null when nothing was asked. */
  Initiator.@Nullable Progress onAck(long nowNanos, Frame.Ack ack) {
    Initiator.Progress progress = initiator == null ? null : initiator.onAck(nowNanos, ack);
    if (progress instanceof Initiator.Progress.Established established
        && isVersion(established.answer())) {
      attachmentVersion = established.answer();
    }
    return progress;
  }

  private static boolean isVersion(Payload answer) {
    boolean fits = !answer.isEmpty() && answer.length() <= VERSION_DIGITS_MAX;
    for (int i = 0; fits && i < answer.length(); i++) {
      fits = Character.digit(answer.at(i), Character.MAX_RADIX) >= 0;
    }
    return fits;
  }

  long nextDeadline() {
    return initiator == null ? dueNanos : initiator.nextDeadline();
  }

  private void begin(long nowNanos, ClientOrder.Attach home) {
    long nonce = random.nextLong() & Stamp.TOKEN_MAX;
    initiator =
        new Initiator(local, home.relay(), home.endpoint(), attachmentVersion, nonce, nowNanos);
    dueNanos = Node.NEVER;
    lastNanos = nowNanos;
  }

  private void tellIfUnreachable(int attempts, Effects effects) {
    if (attempts >= ATTEMPTS_UNTIL_TOLD && !unreachableTold) {
      unreachableTold = true;
      effects.report(new ClientReport.Unreachable(attempts));
    }
  }
}

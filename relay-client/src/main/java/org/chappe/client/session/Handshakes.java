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
 * <p>The answer tells under which version the directory has this client now. The next handshake, with whichever relay,
 * carries it back, so that the client's last move wins over its earlier ones.
 */
final class Handshakes {

  /** Two handshakes begin at least so far apart. */
  static final long GAP_NANOS_MIN = 100_000_000L;

  /** A handshake that was refused for now is tried again after so long. */
  static final long RETRY_NANOS = 1_000_000_000L;

  /** After so many unanswered attempts the program is told, once per outage. */
  static final int ATTEMPTS_UNTIL_TOLD = 4;

  /** From 1, without leading zeros. */
  private static final String VERSION = "[1-9a-z][0-9a-z]{0,8}";

  private final ClientId local;
  private final RandomGenerator random;
  private Payload hello = Payload.EMPTY;
  private @Nullable Initiator initiator;
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

  /** Plans a new handshake after one that was refused for now. */
  void planRetry(long nowNanos) {
    plan(nowNanos + RETRY_NANOS);
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
    if (initiator == null) {
      return null;
    }
    Initiator.Progress progress = initiator.onAck(nowNanos, ack);
    if (progress instanceof Initiator.Progress.Established established
        && isVersion(established.answer())) {
      hello = established.answer();
    }
    return progress;
  }

  long nextDeadline() {
    return initiator == null ? dueNanos : initiator.nextDeadline();
  }

  private void begin(long nowNanos, ClientOrder.Attach home) {
    long nonce = random.nextLong() & Stamp.TOKEN_MAX;
    initiator = new Initiator(local, home.relay(), home.endpoint(), hello, nonce, nowNanos);
    dueNanos = Node.NEVER;
    lastNanos = nowNanos;
  }

  /** Whether an answer tells a version, in base 36 as it is sent back; any other answer tells none. */
  private static boolean isVersion(Payload answer) {
    return answer.text().matches(VERSION);
  }

  private void tellIfUnreachable(int attempts, Effects effects) {
    if (attempts >= ATTEMPTS_UNTIL_TOLD && !unreachableTold) {
      unreachableTold = true;
      effects.report(new ClientReport.Unreachable(attempts));
    }
  }
}

package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * The ten-line script of a classic client: one request at a time, repeated until it is answered.
 *
 * <p>A repeated send may be two messages; of what it is handed, it shows each number once.
 */
final class ClassicNode implements Node {

  private static final int NONE = -1;

  private static final long REPEAT_NANOS = Simulation.SECOND;

  /** Send this. */
  record Write(ClientId destination, Payload text) implements Input.Order {}

  /** Get all that waits. */
  record Fetch() implements Input.Order {}

  /** The relay answered a send. */
  record Answered(Write write, boolean accepted) implements Effects.Report {}

  private final ClientId id;
  private final Endpoint home;
  private final Queue<Input.Order> requests = new ArrayDeque<>();
  private int seq;
  private int lastShown = NONE;
  private long repeatNanos = NEVER;

  ClassicNode(ClientId id, Endpoint home) {
    this.id = id;
    this.home = home;
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (input instanceof Input.Command command) {
      requests.add(command.order());
      if (requests.size() == 1) {
        ask(nowNanos, effects);
      }
      return Verdict.COMMANDED;
    }
    if (input instanceof Input.FrameArrived arrived) {
      return onFrame(nowNanos, arrived, effects);
    }
    ask(nowNanos, effects);
    return Verdict.DEADLINE;
  }

  @Override
  public long nextDeadline() {
    return repeatNanos;
  }

  @Nullable String outstanding() {
    return requests.isEmpty() ? null : requests.size() + " requests without an answer";
  }

  private void ask(long nowNanos, Effects effects) {
    Input.Order request = requests.peek();
    repeatNanos = request == null ? NEVER : nowNanos + REPEAT_NANOS;
    Stamp stamp = Stamp.classic(seq);
    if (request instanceof Write write) {
      Message message = Message.plain(id, write.destination, write.text);
      effects.send(home, new Frame.Send(stamp, message, ""));
    } else if (request instanceof Fetch) {
      effects.send(
          home, new Frame.Get(stamp, id, Address.NOBODY, Frame.Get.NO_WAIT, Payload.EMPTY, ""));
    }
  }

  private Verdict onFrame(long nowNanos, Input.FrameArrived arrived, Effects effects) {
    if (arrived.decoded() instanceof Frame.Ack ack && ack.stamp().seq() == seq) {
      return onAnswer(nowNanos, ack, effects);
    }
    if (arrived.decoded() instanceof Frame.Send send) {
      return onMessage(nowNanos, send, effects);
    }
    return Verdict.UNEXPECTED;
  }

  private Verdict onAnswer(long nowNanos, Frame.Ack ack, Effects effects) {
    Input.Order request = requests.poll();
    if (request == null) {
      return Verdict.UNEXPECTED;
    }
    if (request instanceof Write write) {
      effects.report(new Answered(write, ack.refusal() == null));
    }
    next(nowNanos, effects);
    return Verdict.ACCEPTED;
  }

  private void next(long nowNanos, Effects effects) {
    seq = (seq + 1) % WireLimits.SEQUENCE_MODULUS;
    ask(nowNanos, effects);
  }

  private Verdict onMessage(long nowNanos, Frame.Send send, Effects effects) {
    int number = send.stamp().seq();
    Stamp stamp = Stamp.classic(number);
    effects.send(
        home,
        new Frame.Ack(stamp, id, Address.NOBODY, null, Stamp.NONE, Stamp.NONE, Payload.EMPTY, ""));
    if (!isNew(number)) {
      return Verdict.DUPLICATE;
    }
    lastShown = number;
    effects.deliver(Delivery.of(send.message()));
    if (requests.peek() instanceof Fetch) {
      next(nowNanos, effects);
    }
    return Verdict.ACCEPTED;
  }

  private boolean isNew(int number) {
    int ahead = Math.floorMod(number - lastShown, WireLimits.SEQUENCE_MODULUS);
    return lastShown == NONE || (ahead > 0 && ahead < WireLimits.SEQUENCE_MODULUS / 2);
  }
}

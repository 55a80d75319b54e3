package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * The smallest node that keeps all invariants, so that the harness can be tried without the real ones: everybody
 * speaks to everybody, one message at a time, repeated until it is acknowledged, acknowledged once it is stored.
 */
final class ToyNode implements Node, Probe {

  static final int QUEUE_MAX = 256;

  private static final long REPEAT_NANOS = 200 * Simulation.MILLISECOND;

  private static final long GOSSIP_NANOS = 2 * Simulation.SECOND;

  /** Write this. */
  record Write(int to, Payload text) implements Input.Order {}

  /** This was taken by the other side. */
  record Accepted(ClientId destination, Payload text) implements Effects.Report {}

  /** This won't be taken; a good node never says so. */
  record Refused(ClientId destination) implements Effects.Report {}

  private final int number;
  private final int nodes;
  private final Map<Integer, Queue<Message>> outgoing = new TreeMap<>();
  private final Map<Integer, Long> nextOut = new TreeMap<>();
  private final Map<Integer, Long> nextIn = new TreeMap<>();
  private final Map<Long, Message> committing = new TreeMap<>();
  private final SortedSet<String> known = new TreeSet<>();
  private long repeatNanos = NEVER;
  private long gossipNanos;
  private long nextBatch;

  /** @param number 1 to nodes */
  ToyNode(int number, int nodes) {
    this.number = number;
    this.nodes = nodes;
    known.add(client(number).toString());
  }

  static ClientId client(int number) {
    return new ClientId(number);
  }

  static Endpoint endpoint(int number) {
    return Endpoint.ipv4(0x0A00_0000 + number, 7000);
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (input instanceof Input.Command command && command.order() instanceof Write write) {
      return write(nowNanos, write, effects);
    }
    if (input instanceof Input.Committed done) {
      return onCommitted(done.batch(), effects);
    }
    if (input instanceof Input.FrameArrived arrived) {
      return onFrame(nowNanos, arrived, effects);
    }
    onDeadline(nowNanos, effects);
    return Verdict.DEADLINE;
  }

  private Verdict write(long nowNanos, Write write, Effects effects) {
    long n = nextOut.merge(write.to, 1L, Long::sum) - 1;
    Message message =
        Message.plain(client(number), client(write.to), write.text).withId(new MessageId(0, n));
    Queue<Message> queue = outgoing.computeIfAbsent(write.to, to -> new ArrayDeque<>());
    queue.add(message);
    if (queue.size() == 1) {
      sendFirst(nowNanos, write.to, effects);
    }
    return Verdict.COMMANDED;
  }

  private void sendFirst(long nowNanos, int to, Effects effects) {
    Message first = outgoing.getOrDefault(to, new ArrayDeque<>()).peek();
    if (first != null) {
      effects.send(endpoint(to), new Frame.Send(Stamp.unnumbered(), first, ""));
      repeatNanos = Math.min(repeatNanos, nowNanos + REPEAT_NANOS);
    }
  }

  private Verdict onFrame(long nowNanos, Input.FrameArrived arrived, Effects effects) {
    if (arrived.decoded() instanceof Frame.Send send) {
      return onMessage(send.message(), effects);
    }
    if (arrived.decoded() instanceof Frame.Ack ack) {
      return onAck(nowNanos, ack, effects);
    }
    if (arrived.decoded() instanceof Frame.Table table) {
      known.addAll(List.of(table.payload().text().split("\\?", -1)));
      return Verdict.ACCEPTED;
    }
    return Verdict.MALFORMED;
  }

  private Verdict onMessage(Message message, Effects effects) {
    int from = (int) message.source().value();
    long n = message.id() == null ? 0 : message.id().n();
    long next = nextIn.getOrDefault(from, 0L);
    if (n < next) {
      acknowledge(message, effects);
      return Verdict.DUPLICATE;
    }
    if (n > next || committing.containsValue(message)) {
      return Verdict.BEYOND_WINDOW;
    }
    committing.put(nextBatch, message);
    Batch.Change change = new Batch.Change(new StoreKey(1, from, n), message.text());
    effects.commit(new Batch(nextBatch++, List.of(change)));
    return Verdict.ACCEPTED;
  }

  private Verdict onCommitted(long batch, Effects effects) {
    Message message = committing.remove(batch);
    if (message != null) {
      nextIn.merge((int) message.source().value(), 1L, Long::sum);
      effects.deliver(Delivery.of(message));
      acknowledge(message, effects);
    }
    return Verdict.COMMITTED;
  }

  private void acknowledge(Message message, Effects effects) {
    Payload what = Payload.of(String.valueOf(message.id()));
    Frame ack = new Frame.Ack(
        Stamp.unnumbered(),
        client(number),
        message.source(),
        null,
        Stamp.NONE,
        Stamp.NONE,
        what,
        "");
    effects.send(endpoint((int) message.source().value()), ack);
  }

  private Verdict onAck(long nowNanos, Frame.Ack ack, Effects effects) {
    int from = ack.source() instanceof ClientId client ? (int) client.value() : 0;
    Queue<Message> queue = outgoing.getOrDefault(from, new ArrayDeque<>());
    Message first = queue.peek();
    if (first == null || !ack.payload().text().equals(String.valueOf(first.id()))) {
      return Verdict.UNEXPECTED;
    }
    queue.remove();
    effects.report(new Accepted(first.destination(), first.text()));
    sendFirst(nowNanos, from, effects);
    return Verdict.ACCEPTED;
  }

  private void onDeadline(long nowNanos, Effects effects) {
    if (repeatNanos <= nowNanos) {
      repeatNanos = NEVER;
      outgoing.keySet().forEach(to -> sendFirst(nowNanos, to, effects));
    }
    if (gossipNanos <= nowNanos) {
      gossipNanos = nowNanos + GOSSIP_NANOS;
      gossip(effects);
    }
  }

  private void gossip(Effects effects) {
    Payload all = Payload.of(String.join("?", known));
    for (int to = 1; to <= nodes; to++) {
      if (to != number) {
        effects.send(
            endpoint(to),
            new Frame.Table(
                Stamp.unnumbered(), new RelayNumber(number), new RelayNumber(to), all, ""));
      }
    }
  }

  @Override
  public long nextDeadline() {
    return Math.min(repeatNanos, gossipNanos);
  }

  @Override
  public @Nullable String brokenBound() {
    for (Queue<Message> queue : outgoing.values()) {
      if (queue.size() > QUEUE_MAX) {
        return queue.size() + " messages wait where " + QUEUE_MAX + " may";
      }
    }
    return null;
  }

  @Override
  public String directory() {
    return String.join(" ", known);
  }

  @Override
  public @Nullable String outstanding() {
    long waiting = outgoing.values().stream().mapToInt(Queue::size).sum();
    return waiting == 0 ? null : waiting + " messages wait";
  }
}

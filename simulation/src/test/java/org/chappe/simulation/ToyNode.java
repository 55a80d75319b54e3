package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * The smallest node that keeps all invariants, so that the harness can be tried without the real ones: everybody
 * speaks to everybody, one message at a time, repeated until it is acknowledged, acknowledged once it is stored. It is
 * at once its user's relay, which has a message on disk before it says that it is accepted, and the user's reader.
 */
final class ToyNode implements Node, Probe {

  static final int QUEUE_MAX = 256;

  private static final long REPEAT_NANOS = 200 * Simulation.MILLISECOND;

  private static final long GOSSIP_NANOS = 2 * Simulation.SECOND;

  /** Write this. */
  record Write(int to, Payload text) implements Input.Order {}

  /** This is on its way. */
  record Accepted(ClientId destination, Payload text) implements Effects.Report {}

  /** This has got there. */
  record Receipted(ClientId destination, Payload text, Receipt receipt) implements Effects.Report {}

  /** This won't be taken; a good node never says so. */
  record Refused(ClientId destination, Payload text) implements Effects.Report {}

  /** When a node lets go of what it has sent. */
  enum LetsGo {
    /** Good nodes. */
    ONCE_ACKNOWLEDGED,
    ONCE_SENT
  }

  private final int number;
  private final int nodes;
  private final LetsGo letsGo;
  private final ToyStore store;
  private final Map<Integer, Queue<Message>> outgoing = new TreeMap<>();
  private final Map<Integer, Long> nextIn = new TreeMap<>();
  private final Map<Long, Message> accepting = new TreeMap<>();
  private final Map<Long, Message> receiving = new TreeMap<>();
  private final SortedSet<String> known = new TreeSet<>();
  private final List<Message> toShow;
  private long repeatNanos = NEVER;
  private long gossipNanos;

  /** @param number 1 to nodes */
  ToyNode(int number, int nodes, LetsGo letsGo, SimStore disk) {
    this.number = number;
    this.nodes = nodes;
    this.letsGo = letsGo;
    this.store = new ToyStore(disk);
    for (Message message : store.outgoing()) {
      queue((int) message.destination().value()).add(message);
    }
    for (Message message : store.received()) {
      nextIn.merge((int) message.source().value(), 1L, Long::sum);
    }
    this.toShow = new ArrayList<>(store.notShown());
    this.repeatNanos = outgoing.isEmpty() ? NEVER : 0;
    known.add(client(number).toString());
  }

  static ClientId client(int number) {
    return new ClientId(number);
  }

  static Endpoint endpoint(int number) {
    return Endpoint.ipv4(0x0A00_0000 + number, 7000);
  }

  private Queue<Message> queue(int to) {
    return outgoing.computeIfAbsent(to, any -> new ArrayDeque<>());
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (input instanceof Input.Command command && command.order() instanceof Write write) {
      return write(write, effects);
    }
    if (input instanceof Input.Committed done) {
      return onCommitted(nowNanos, done.batch(), effects);
    }
    if (input instanceof Input.FrameArrived arrived) {
      return onFrame(nowNanos, arrived, effects);
    }
    onDeadline(nowNanos, effects);
    return Verdict.DEADLINE;
  }

  private Verdict write(Write write, Effects effects) {
    MessageId id = new MessageId(0, store.nextNumber(write.to));
    Message message =
        Message.plain(client(number), client(write.to), write.text).withId(id);
    Batch batch = store.putOutgoing(message);
    accepting.put(batch.number(), message);
    effects.commit(batch);
    return Verdict.COMMANDED;
  }

  private void sendFirst(long nowNanos, int to, Effects effects) {
    Message first = queue(to).peek();
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
    if (n > next || receiving.containsValue(message)) {
      return Verdict.BEYOND_WINDOW;
    }
    Batch batch = store.putReceived(message);
    receiving.put(batch.number(), message);
    effects.commit(batch);
    return Verdict.ACCEPTED;
  }

  private Verdict onCommitted(long nowNanos, long batch, Effects effects) {
    Message accepted = accepting.remove(batch);
    if (accepted != null) {
      onAccepted(nowNanos, accepted, effects);
    }
    Message received = receiving.remove(batch);
    if (received != null) {
      nextIn.merge((int) received.source().value(), 1L, Long::sum);
      show(received, effects);
      acknowledge(received, effects);
    }
    return Verdict.COMMITTED;
  }

  private void onAccepted(long nowNanos, Message message, Effects effects) {
    effects.report(new Accepted(message.destination(), message.text()));
    int to = (int) message.destination().value();
    queue(to).add(message);
    if (queue(to).size() == 1) {
      sendFirst(nowNanos, to, effects);
    }
    if (letsGo == LetsGo.ONCE_SENT) {
      effects.commit(store.removeOutgoing(message));
    }
  }

  private void show(Message message, Effects effects) {
    effects.deliver(Delivery.of(message));
    effects.commit(store.noteShown(message));
  }

  private static void acknowledge(Message message, Effects effects) {
    effects.send(endpoint((int) message.source().value()), acknowledgement(message));
  }

  /** What the reader of a message answers once it has it. */
  static Frame acknowledgement(Message message) {
    Payload what = Payload.of(String.valueOf(message.id()));
    ClientId reader = message.destination();
    ClientId writer = message.source();
    return new Frame.Ack(
        Stamp.unnumbered(), reader, writer, null, Stamp.NONE, Stamp.NONE, what, "");
  }

  private Verdict onAck(long nowNanos, Frame.Ack ack, Effects effects) {
    int from = ack.source() instanceof ClientId client ? (int) client.value() : 0;
    Message first = queue(from).peek();
    if (first == null || !ack.payload().text().equals(String.valueOf(first.id()))) {
      return Verdict.UNEXPECTED;
    }
    queue(from).remove();
    effects.report(new Receipted(first.destination(), first.text(), Receipt.STORED));
    effects.report(new Receipted(first.destination(), first.text(), Receipt.DELIVERED));
    if (letsGo == LetsGo.ONCE_ACKNOWLEDGED) {
      effects.commit(store.removeOutgoing(first));
    }
    sendFirst(nowNanos, from, effects);
    return Verdict.ACCEPTED;
  }

  private void onDeadline(long nowNanos, Effects effects) {
    toShow.forEach(message -> show(message, effects));
    toShow.clear();
    if (repeatNanos <= nowNanos) {
      repeatNanos = NEVER;
      List.copyOf(outgoing.keySet()).forEach(to -> sendFirst(nowNanos, to, effects));
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
  public int number() {
    return number;
  }

  @Override
  public int next(int relay) {
    return relay;
  }

  @Override
  public @Nullable String outstanding() {
    long waiting = outgoing.values().stream().mapToInt(Queue::size).sum();
    return waiting == 0 ? null : waiting + " messages wait";
  }
}

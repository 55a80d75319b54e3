package org.chappe.server.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.chappe.node.Batch;
import org.chappe.node.Counters;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.WireLimits;

/** One relay with its store, which may be slow, and its place on the network. */
final class TestRelay implements Effects {

  final RelayNode node;
  final MemoryStore store;
  final Counters counters = new Counters();
  final List<Effects.Report> reports = new ArrayList<>();
  boolean storeIsSlow;
  private final ArrayDeque<Batch> uncommitted = new ArrayDeque<>();
  private final Endpoint self;
  private final Consumer<TestLine.Datagram> network;

  TestRelay(RelayConfig config, MemoryStore store, Consumer<TestLine.Datagram> network) {
    this.store = store;
    this.self = config.endpointOf(config.line().self());
    this.network = network;
    this.node = new RelayNode(
        config, store, new SplittableRandom(config.line().self() + config.incarnation()));
  }

  Verdict step(long now, Input input) {
    Verdict verdict = node.step(now, input, this);
    counters.count(verdict);
    return verdict;
  }

  /** Does what is due; whether there was anything. */
  boolean serve(long now) {
    if (!storeIsSlow && !uncommitted.isEmpty()) {
      Batch batch = uncommitted.remove();
      store.commit(batch, () -> step(now, new Input.Committed(batch.number())));
      return true;
    }
    if (node.nextDeadline() <= now) {
      step(now, Input.DEADLINE_REACHED);
      return true;
    }
    return false;
  }

  /** Batches that the slow store has not made durable yet. */
  int uncommitted() {
    return uncommitted.size();
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    byte[] bytes = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    int length = FrameCodec.encode(frame, bytes, 0);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    network.accept(new TestLine.Datagram(self, to, text));
  }

  @Override
  public void commit(Batch batch) {
    uncommitted.add(batch);
  }

  @Override
  public void deliver(Delivery delivery) {
    throw new AssertionError("a relay shows nothing to anybody");
  }

  @Override
  public void report(Report report) {
    reports.add(report);
  }
}

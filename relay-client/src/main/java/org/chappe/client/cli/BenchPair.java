package org.chappe.client.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.DriverLoop;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.jspecify.annotations.Nullable;

/**
 * One sender and one receiver. They drive their nodes directly: a future a message would be a good part of what is
 * measured. A text is its index, and when it was sent stands in a table.
 */
final class BenchPair implements AutoCloseable {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int LEASE_SECONDS = 60;

  /** The sender is given more to do in portions of this share of what is outstanding: fewer hand-overs. */
  private static final int PORTIONS = 4;

  private final BenchPlan plan;
  private final ClientId destination;
  private final byte[] text;
  private final long[] sentNanos;
  private final NodeDriver sender;
  private final @Nullable NodeDriver receiver;
  private final CompletableFuture<Void> attached;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final AtomicLong refused = new AtomicLong();

  // the event loop alone
  private final Histogram latencyMicros = new Histogram(SIGNIFICANT_DIGITS);
  private long firstNanos;
  private long lastNanos;
  private int spare;

  private volatile int ended;
  private volatile boolean stopped;
  private volatile int sent;

  /** Where a relay is. */
  record Place(RelayNumber number, Endpoint endpoint) {}

  /** @param loop runs both drivers; others may share it */
  BenchPair(
      BenchPlan plan, DriverLoop loop, BenchRoute route, ClientId source, ClientId destination)
      throws BindFailure {
    this.plan = plan;
    this.destination = destination;
    this.text = new byte[plan.size()];
    Arrays.fill(text, (byte) '.');
    this.sentNanos = new long[plan.messagesPerPair()];
    Ear receiverEar = new Ear(plan.until() == BenchUntil.DELIVERED);
    Ear senderEar = new Ear(plan.until() != BenchUntil.DELIVERED);
    this.receiver = plan.until() == BenchUntil.PARKED
        ? null
        : start(loop, destination, route.to(), receiverEar);
    this.sender = start(loop, source, route.from(), senderEar);
    if (receiver == null) {
      receiverEar.attached.complete(null);
    } else {
      order(receiver, new ClientOrder.Listen(LEASE_SECONDS));
    }
    this.attached = CompletableFuture.allOf(receiverEar.attached, senderEar.attached);
  }

  /** A client that attaches. */
  private static NodeDriver start(DriverLoop loop, ClientId id, Place relay, NodeListener ear)
      throws BindFailure {
    DriverConfig config = DriverConfig.of(
            "bench-" + id, relay.endpoint().isIpv4() ? "0.0.0.0" : "::", 0)
        .withRelays(Map.of(relay.endpoint(), relay.number()))
        .withLoop(loop);
    NodeDriver driver = NodeDriver.start(
        config,
        local -> new ClientNode(
            ClientConfig.of(id, System.currentTimeMillis()), null, RandomGenerator.getDefault()),
        Committer.MEMORY,
        ear);
    order(driver, new ClientOrder.Attach(relay.number(), relay.endpoint()));
    return driver;
  }

  CompletableFuture<Void> attached() {
    return attached;
  }

  /** Completes when every message has come as far as measured. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** Fills what may be outstanding; from then on each that has come as far as measured makes room for another. Without a rate only. */
  void begin() {
    send(Math.min(plan.outstanding(), plan.messagesPerPair()));
  }

  /** No message is sent any more. */
  void stop() {
    stopped = true;
  }

  /** Whether something is under way. */
  boolean isWaiting() {
    return sent - ended - refused.get() > 0;
  }

  /** Sends one message as if at a given time, unless too many are outstanding. With a rate only. */
  boolean sendOne(long dueNanos) {
    if (sent - ended >= plan.outstanding() || sent == sentNanos.length) {
      return false;
    }
    offer(dueNanos);
    return true;
  }

  private void send(int count) {
    long nowNanos = System.nanoTime();
    for (int i = 0; i < count && sent < sentNanos.length && !stopped; i++) {
      offer(nowNanos);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time sends
  private void offer(long nowNanos) {
    int index = sent;
    sentNanos[index] = nowNanos;
    sent = index + 1;
    for (int place = BenchPlan.SIZE_MIN - 1, rest = index; place >= 0; place--, rest /= 10) {
      text[place] = (byte) ('0' + rest % 10);
    }
    order(sender, new ClientOrder.Send(index, destination, Payload.copyOf(text, 0, text.length)));
  }

  private static void order(NodeDriver driver, ClientOrder order) {
    if (!driver.command(order)) {
      throw new IllegalStateException("the client takes no order");
    }
  }

  /** On the event loop, which alone sends once the first are on their way. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void onEnd(int index) {
    long nowNanos = System.nanoTime();
    if (index < 0 || index >= sentNanos.length) {
      return;
    }
    latencyMicros.recordValue(Math.max(0, nowNanos - sentNanos[index]) / 1_000);
    firstNanos = firstNanos == 0 ? nowNanos : firstNanos;
    lastNanos = nowNanos;
    ended++;
    if (ended == sentNanos.length) {
      done.complete(null);
    } else if (plan.rate() == 0 && ++spare >= Math.max(1, plan.outstanding() / PORTIONS)) {
      send(spare);
      spare = 0;
    }
  }

  /** The index that a text begins with; −1 for none. */
  private static int index(Payload text) {
    long index = text.length() < BenchPlan.SIZE_MIN ? -1 : 0;
    for (int place = 0; place < BenchPlan.SIZE_MIN && index >= 0; place++) {
      int digit = text.at(place) - '0';
      index = digit < 0 || digit > 9 ? -1 : index * 10 + digit;
    }
    return (int) Math.min(index, Integer.MAX_VALUE);
  }

  /** Adds this pair to a result; only once both drivers are closed. */
  void addTo(BenchTotal total) {
    total.add(latencyMicros, firstNanos, lastNanos, sent, ended, refused.get());
  }

  @Override
  public void close() {
    leave(sender);
    if (receiver != null) {
      leave(receiver);
    }
  }

  private static void leave(NodeDriver driver) {
    driver.command(new ClientOrder.Leave());
    driver.close();
  }

  private final class Ear implements NodeListener {
    private final CompletableFuture<Void> attached = new CompletableFuture<>();
    private final boolean measures;

    Ear(boolean measures) {
      this.measures = measures;
    }

    @Override
    public void delivered(Delivery delivery) {
      if (measures) {
        onEnd(index(delivery.message().text()));
      }
    }

    @Override
    public void reported(Effects.Report report) {
      if (report instanceof ClientReport.Attached) {
        attached.complete(null);
      } else if (report instanceof ClientReport.Accepted accepted && measures) {
        onEnd((int) accepted.token());
      } else if (report instanceof ClientReport.Refused) {
        refused.incrementAndGet();
      }
    }
  }
}

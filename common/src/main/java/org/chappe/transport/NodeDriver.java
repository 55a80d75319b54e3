package org.chappe.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.chappe.node.Counters;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.StorageFailure;
import org.chappe.transport.ImpairmentSpec.Direction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one node on one UDP socket: turns packets, time, commits and commands into inputs, one at a time on one event loop,
 * and carries the node's effects out.
 */
public final class NodeDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeDriver.class);

  private final String name;
  private final UdpSocket socket;
  private final Endpoint local;
  private final NodeLoop loop;
  private final TransportCounters events = new TransportCounters();
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();
  private final AtomicBoolean ending = new AtomicBoolean();

  private NodeDriver(
      DriverConfig config,
      UdpSocket socket,
      Function<Endpoint, Node> nodeAtLocalAddress,
      Committer committer,
      NodeListener listener) {
    this.name = config.name();
    this.socket = socket;
    this.local = Endpoints.of(socket.local());
    ImpairedPath in = ImpairedPath.of(config, Direction.IN, local.port(), events);
    ImpairedPath out = ImpairedPath.of(config, Direction.OUT, local.port(), events);
    PacketWriter writer = new PacketWriter(name, socket.channel(), socket.segmenting(), events);
    this.loop = new NodeLoop(
        name,
        socket.loop(),
        nodeAtLocalAddress.apply(local),
        new NodeLoop.Program(committer, listener, this::failed),
        new FrameSender(writer, socket.channel().alloc(), config, out, events),
        in,
        events);
  }

  /**
   * Binds the address and starts the node, on the configured loop or one of its own. The thread is a daemon.
   *
   * @param nodeAtLocalAddress makes the node, called once on the calling thread with the address that was bound; from
   *     then on the node belongs to the event loop
   * @param committer makes the node's batches durable
   * @param listener hears what the node delivers and reports
   * @throws BindFailure if the address can't be bound; its message says why in one sentence
   */
  public static NodeDriver start(
      DriverConfig config,
      Function<Endpoint, Node> nodeAtLocalAddress,
      Committer committer,
      NodeListener listener)
      throws BindFailure {
    UdpSocket socket = UdpSocket.open(config);
    try {
      NodeDriver driver = new NodeDriver(config, socket, nodeAtLocalAddress, committer, listener);
      driver.warnOfImpairments(config);
      socket.loop().execute(driver.loop::turn);
      socket.startReading(new PacketReader(driver.loop, driver.events));
      return driver;
    } catch (RuntimeException | Error noNode) {
      socket.close();
      throw noNode;
    }
  }

  private void warnOfImpairments(DriverConfig config) {
    if (config.impairments().isEmpty()) {
      return;
    }
    String words = String.join(
        "; ", config.impairments().stream().map(ImpairmentSpec::words).toList());
    LOG.warn("node={} IMPAIRED ON PURPOSE, datagrams {}", name, words);
  }

  /**
   * Hands an order to the node; from any thread.
   *
   * @return false, and the order is dropped, when {@value Inbox#COMMANDS_MAX} wait already or the driver has ended
   */
  public boolean command(Input.Order order) {
    return !ending.get() && loop.command(order);
  }

  /** The address that was bound, with the port that the system chose. */
  public Endpoint local() {
    return local;
  }

  /** How the node judged its inputs. */
  public Counters counters() {
    return loop.verdicts();
  }

  /** What happened on the way between the node and the network. */
  public TransportCounters events() {
    return events;
  }

  /**
   * Completes when the socket is closed: normally after {@link #close}, exceptionally with what the node, the committer or
   * the listener threw, which ends the driver and is a bug unless it is a {@link StorageFailure}. Callbacks may run on the
   * event loop.
   */
  public CompletableFuture<Void> terminated() {
    return terminated.copy();
  }

  /**
   * Steps what waits, flushes what was sent, and releases everything but a shared loop. Waits for that, a few seconds at most, unless called
   * on the event loop. Does nothing when it has ended already.
   */
  @Override
  public void close() {
    if (ending.compareAndSet(false, true)) {
      socket.loop().execute(() -> {
        loop.stop();
        end(null);
      });
    }
    if (!socket.loop().inEventLoop()) {
      socket.awaitRelease();
    }
  }

  /**
   * Ends the driver at once, as if the node had thrown this, because what the node wants to keep can't be kept any more;
   * from any thread. Nothing is sent after that.
   *
   * @return false when the driver was ending or had ended already
   */
  public boolean abort(StorageFailure failure) {
    if (!ending.compareAndSet(false, true)) {
      return false;
    }
    socket.loop().execute(() -> loop.abort(failure));
    return true;
  }

  private void failed(Throwable cause) {
    ending.set(true);
    if (!(cause instanceof StorageFailure)) {
      LOG.error("node={} stopped by a bug", name, cause);
    }
    end(cause);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that follows
  private void end(@Nullable Throwable bug) {
    socket.channel().close().addListener(closed -> {
      socket.release();
      if (bug == null) {
        terminated.complete(null);
      } else {
        terminated.completeExceptionally(bug);
      }
    });
  }
}

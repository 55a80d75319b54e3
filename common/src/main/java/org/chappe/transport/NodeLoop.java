package org.chappe.transport;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;
import org.chappe.node.Batch;
import org.chappe.node.Counters;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Datagrams;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameDecoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps one node on its event loop. Whatever happens, be it a read batch, a timer or a call from elsewhere, ends in one
 * turn: what waits in the inbox, then the deadline, then one flush, then the timer.
 */
final class NodeLoop implements Effects {

  /** Times that a turn looks at the inbox and the deadline before it lets the event loop do other work. */
  static final int ROUNDS_MAX = 64;

  /** Inputs taken from the inbox in one of these rounds at most. */
  static final int INBOX_PER_ROUND_MAX = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);

  private final String name;
  private final EventLoop loop;
  private final Node node;
  private final Program program;
  private final FrameSender sender;
  private final @Nullable ImpairedPath impaired;
  private final TransportCounters events;
  private final Counters verdicts = new Counters();
  private final FrameDecoder decoder = new FrameDecoder();
  private final Inbox inbox;
  private final WakeTimer timer;
  private final DatagramExit arrival = this::stepFrame;
  private final long originNanos = System.nanoTime();

  private long nowNanos;
  private boolean turnFollows;
  private boolean stopped;

  /** Whom the node works for. */
  record Program(Committer committer, NodeListener listener, Consumer<Throwable> failed) {}

  NodeLoop(
      String name,
      EventLoop loop,
      Node node,
      Program program,
      FrameSender sender,
      @Nullable ImpairedPath impaired,
      TransportCounters events) {
    this.name = name;
    this.loop = loop;
    this.node = node;
    this.program = program;
    this.sender = sender;
    this.impaired = impaired;
    this.events = events;
    this.inbox = new Inbox(loop, this::turn, events);
    this.timer = new WakeTimer(loop, this::turn);
  }

  Counters verdicts() {
    return verdicts;
  }

  /** Any thread: see {@link NodeDriver#command}. */
  boolean command(Input.Order order) {
    boolean taken = inbox.offer(new Input.Command(order));
    wakeUnlessTurnFollows();
    return taken;
  }

  // ---- the network ----

  /** Takes the time for the inputs that follow. */
  void readClock() {
    nowNanos = System.nanoTime() - originNanos;
  }

  /** Steps one datagram; a {@link #turn} must end the batch. The bytes are the caller's again afterwards. */
  void datagramArrived(Endpoint from, byte[] bytes, int length) {
    if (stopped) {
      return;
    }
    turnFollows = true;
    try {
      if (impaired == null || !impaired.pass(nowNanos, from, bytes, 0, length, arrival)) {
        stepFrame(from, bytes, 0, length);
      }
    } catch (Throwable bug) {
      fail(bug);
    }
  }

  private void stepFrame(Endpoint from, byte[] bytes, int offset, int length) {
    int content = Datagrams.contentLength(bytes, offset, length);
    step(new Input.FrameArrived(from, decoder.decode(bytes, offset, content)));
  }

  // ---- the turn ----

  /** Serves what isn't a frame, hands all that was sent to the kernel and sets the timer. */
  void turn() {
    if (stopped) {
      return;
    }
    turnFollows = true;
    try {
      readClock();
      boolean more = serve();
      sender.flush();
      if (more) {
        events.count(TransportEvent.TURNS_CUT);
        inbox.wake();
      } else {
        timer.arm(nowNanos, nextDueNanos());
      }
      turnFollows = false;
    } catch (Throwable bug) {
      fail(bug);
    }
  }

  /** Returns whether there is more to do at once. */
  private boolean serve() {
    release();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      boolean busy = serveInbox();
      if (node.nextDeadline() <= nowNanos) {
        step(Input.DEADLINE_REACHED);
        busy = true;
      }
      if (!busy) {
        return false;
      }
    }
    return true;
  }

  private void release() {
    sender.release(nowNanos);
    if (impaired != null) {
      impaired.release(nowNanos, arrival);
    }
  }

  private boolean serveInbox() {
    int served = 0;
    while (served < INBOX_PER_ROUND_MAX) {
      Input input = inbox.poll();
      if (input == null) {
        break;
      }
      step(input);
      served++;
    }
    return served > 0;
  }

  private long nextDueNanos() {
    long held =
        Math.min(sender.nextDueNanos(), impaired == null ? Node.NEVER : impaired.nextDueNanos());
    return Math.min(held, node.nextDeadline());
  }

  private void step(Input input) {
    Verdict verdict = node.step(nowNanos, input, this);
    verdicts.count(verdict);
    if (LOG.isDebugEnabled()
        && input instanceof Input.FrameArrived arrived
        && verdict != Verdict.ACCEPTED) {
      LOG.debug("node={} from={} verdict={}", name, arrived.from(), verdict);
    }
  }

  // ---- effects ----

  @Override
  public void send(Endpoint to, Frame frame) {
    sender.send(nowNanos, to, frame);
  }

  @Override
  public void commit(Batch batch) {
    program.committer().commit(batch, () -> committed(batch.number()));
  }

  /** Any thread; within a step it only queues, so that the node is never entered twice. */
  private void committed(long batch) {
    inbox.add(new Input.Committed(batch));
    wakeUnlessTurnFollows();
  }

  @Override
  public void deliver(Delivery delivery) {
    program.listener().delivered(delivery);
  }

  @Override
  public void report(Report report) {
    program.listener().reported(report);
  }

  private void wakeUnlessTurnFollows() {
    if (!loop.inEventLoop() || !turnFollows) {
      inbox.wake();
    }
  }

  // ---- the end ----

  /** Takes a last turn and then nothing more. */
  void stop() {
    turn();
    stopped = true;
    timer.cancel();
    sender.drop();
  }

  /** Takes nothing more and says why. */
  void abort(Throwable cause) {
    if (!stopped) {
      fail(cause);
    }
  }

  private void fail(Throwable bug) {
    stopped = true;
    timer.cancel();
    sender.drop();
    program.failed().accept(bug);
  }
}

package org.chappe.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.chappe.node.Input;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that don't come from the network, from any thread, in order. Commands are bounded here; completed batches are
 * as many as the node has begun.
 */
final class Inbox {

  /** Commands that wait at most. */
  static final int COMMANDS_MAX = 65_536;

  private final Executor loop;
  private final Runnable turn;
  private final TransportCounters counters;
  private final Queue<Input> inputs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();

  /**
   * @param turn what is to be run on the loop when there is something here
   */
  Inbox(Executor loop, Runnable turn, TransportCounters counters) {
    this.loop = loop;
    this.turn = turn;
    this.counters = counters;
  }

  /** Any thread: adds a command; false, and nothing changed, when too many wait. */
  boolean offer(Input.Command command) {
    if (commands.incrementAndGet() > COMMANDS_MAX) {
      commands.decrementAndGet();
      counters.count(TransportEvent.COMMANDS_REFUSED);
      return false;
    }
    inputs.add(command);
    return true;
  }

  /** Any thread: adds a completed batch. */
  void add(Input.Committed committed) {
    inputs.add(committed);
  }

  /** Any thread: has the loop take a turn soon; once, however often it is asked. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        loop.execute(this::runTurn);
      } catch (RejectedExecutionException ended) {
        woken.set(false); // the driver is closed: nobody is left who could take the inputs
      }
    }
  }

  private void runTurn() {
    woken.set(false);
    turn.run();
  }

  /** On the loop: the next input, or null. */
  @Nullable Input poll() {
    Input input = inputs.poll();
    if (input instanceof Input.Command) {
      commands.decrementAndGet();
    }
    return input;
  }
}

package org.chappe.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;

/** A node that a test tells what to do, and that remembers what came. */
final class FakeNode implements Node {

  final List<Input> inputs = new CopyOnWriteArrayList<>();
  final List<Long> times = new CopyOnWriteArrayList<>();

  volatile long deadlineNanos = NEVER;
  private final Reaction reaction;
  private volatile int depth;
  volatile boolean reentered;

  /** What the node does about an input. */
  interface Reaction {
    Verdict react(FakeNode node, long nowNanos, Input input, Effects effects);
  }

  FakeNode(Reaction reaction) {
    this.reaction = reaction;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by the event loop alone
  public Verdict step(long nowNanos, Input input, Effects effects) {
    reentered |= depth > 0;
    depth++;
    inputs.add(input);
    times.add(nowNanos);
    if (input instanceof Input.DeadlineReached) {
      deadlineNanos = NEVER;
    }
    Verdict verdict = reaction.react(this, nowNanos, input, effects);
    depth--;
    return verdict;
  }

  @Override
  public long nextDeadline() {
    return deadlineNanos;
  }

  /** How many inputs of a kind came. */
  long count(Class<? extends Input> kind) {
    return inputs.stream().filter(kind::isInstance).count();
  }
}

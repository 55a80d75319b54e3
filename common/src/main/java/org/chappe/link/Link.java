package org.chappe.link;

import java.util.List;
import java.util.function.Consumer;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** STUB: see the contract; replaced by the link work. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Link {

  public Link(
      LinkConfig config, LinkName name, Endpoint remote, long initialRttNanos, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  public LinkName name() {
    throw new UnsupportedOperationException();
  }

  public Endpoint remote() {
    throw new UnsupportedOperationException();
  }

  /** Follows a peer whose address changed. */
  public void moveTo(Endpoint newRemote) {
    throw new UnsupportedOperationException();
  }

  // ---- outgoing ----

  /** Free places in the data queue. */
  public int room() {
    throw new UnsupportedOperationException();
  }

  /** Queues a data frame (its stamp is ignored); false, and nothing changed, when the queue is full. */
  public boolean offer(Frame frame) {
    throw new UnsupportedOperationException();
  }

  /** Free places in the control queue. */
  public int controlRoom() {
    throw new UnsupportedOperationException();
  }

  /** Queues a control frame, which goes before all data that waits; false when the queue is full. */
  public boolean offerControl(Frame frame) {
    throw new UnsupportedOperationException();
  }

  /** Frames sent or queued and not yet cumulatively acknowledged, oldest first: what a new session has to carry. */
  public List<Frame> unacknowledged() {
    throw new UnsupportedOperationException();
  }

  /** Whether nothing is outstanding or queued. */
  public boolean isIdle() {
    throw new UnsupportedOperationException();
  }

  // ---- incoming ----

  /** Takes a numbered frame of this session into the receive window: ACCEPTED, DUPLICATE or BEYOND_WINDOW. */
  public Verdict receive(long nowNanos, Frame frame) {
    throw new UnsupportedOperationException();
  }

  /** The next frame in order without taking it; null when it isn't there yet. */
  public @Nullable Frame peek() {
    throw new UnsupportedOperationException();
  }

  /** Takes the next frame in order; null when it isn't there yet. */
  public @Nullable Frame take() {
    throw new UnsupportedOperationException();
  }

  /** Declares all taken frames up to this number as safe as an acknowledgement promises; only now is it sent. */
  public void settle(long number) {
    throw new UnsupportedOperationException();
  }

  /** Takes an acknowledgement; each frame that it newly covers, in order, goes to {@code acknowledged}. */
  public Verdict acknowledge(long nowNanos, Frame.Ack ack, Consumer<Frame> acknowledged) {
    throw new UnsupportedOperationException();
  }

  // ---- time ----

  /** Sends what is due: an acknowledgement, repetitions, then new frames as windows and pacing allow. */
  public void pump(long nowNanos, Effects effects) {
    throw new UnsupportedOperationException();
  }

  /** When {@link #pump} has something to do next; not after now when it has already. */
  public long nextDeadline() {
    throw new UnsupportedOperationException();
  }

  /** Probe timeouts in a row without any answer: a measure of how dead the peer looks. */
  public int timeoutsInARow() {
    throw new UnsupportedOperationException();
  }

  public LinkStatistics statistics() {
    throw new UnsupportedOperationException();
  }
}

package org.chappe.link;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chappe.model.Address;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.AckBitmap;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * One session with one peer: carries frames both ways in order and exactly once over datagrams that may be lost,
 * doubled and reordered, by selective repeat over numbers that never roll over (number = 100·lap + seq).
 *
 * <p>The owner hands in what arrives ({@link #receive}, {@link #acknowledge}), takes out what is in order
 * ({@link #take}), says when that is safe ({@link #settle}), and calls {@link #pump} once per batch of inputs and
 * whenever {@link #nextDeadline} has passed. Refusals are the owner's: they don't come here.
 *
 * <p>A session has {@link #NUMBER_MAX}+1 numbers each way. When they are used up {@link #isExhausted} says so, no frame
 * is taken any more, and the owner opens a new session for what {@link #unacknowledged} still holds.
 */
public final class Link {

  /**
   * The highest number that a frame may have: one less than a stamp can say, as the acknowledgement of the last frame
   * names the number after it.
   */
  public static final long NUMBER_MAX =
      WireLimits.LAP_MAX * WireLimits.SEQUENCE_MODULUS + WireLimits.SEQUENCE_MODULUS - 2;

  private static final long AT_ONCE = 0;

  private final LinkName name;
  private final Sender sender;
  private final ReceiveWindow received;
  private Endpoint remote;
  private long acknowledgementDueNanos = Node.NEVER;
  private long acknowledgementsSent;

  /**
   * Begins a session with number 0 both ways.
   *
   * @param initialRttNanos the handshake's round trip, which counts until the first one measured in the session
   */
  public Link(
      LinkConfig config, LinkName name, Endpoint remote, long initialRttNanos, long nowNanos) {
    this(config, name, remote, initialRttNanos, 0, 0);
  }

  Link(
      LinkConfig config,
      LinkName name,
      Endpoint remote,
      long initialRttNanos,
      long firstSent,
      long firstReceived) {
    this.name = name;
    this.remote = remote;
    sender = new Sender(config, name.session(), initialRttNanos, firstSent);
    received = new ReceiveWindow(config.windowFrames(), firstReceived);
  }

  public LinkName name() {
    return name;
  }

  public Endpoint remote() {
    return remote;
  }

  /** Follows a peer whose address changed. Estimates are kept: the path is mostly the same, and they adapt. */
  public void moveTo(Endpoint newRemote) {
    remote = newRemote;
  }

  /**
   * Tells a round trip that can't be shorter than the true one, such as from a responder's answer to the first frame: it
   * stands in for a longer first guess until one is measured.
   */
  public void expectRtt(long rttNanosMax) {
    sender.expectRtt(rttNanosMax);
  }

  // ---- outgoing ----

  /** Free places in the data queue; none when the session is exhausted. */
  public int room() {
    return sender.room(false);
  }

  /**
   * Queues a data frame (its stamp is ignored); false, and nothing changed, when the queue is full or the session
   * exhausted.
   */
  public boolean offer(Frame frame) {
    return sender.offer(frame, false);
  }

  /** Free places in the control queue; none when the session is exhausted. */
  public int controlRoom() {
    return sender.room(true);
  }

  /**
   * Queues a control frame, which goes before all data that waits; false, and nothing changed, when the queue is full
   * or the session exhausted.
   */
  public boolean offerControl(Frame frame) {
    return sender.offer(frame, true);
  }

  /** Whether every number of the session is taken by a frame that was sent or waits: time for a new session. */
  public boolean isExhausted() {
    return sender.numbersLeft() <= 0;
  }

  /** Frames sent or queued and not yet cumulatively acknowledged, oldest first: what a new session has to carry. */
  public List<Frame> unacknowledged() {
    return sender.unacknowledged();
  }

  /** Whether nothing is outstanding or queued. */
  public boolean isIdle() {
    return sender.isIdle();
  }

  // ---- incoming ----

  /**
   * Takes a numbered frame of this session into the receive window: ACCEPTED, DUPLICATE or BEYOND_WINDOW. In each case
   * an acknowledgement is due at once, one for all frames until the next {@link #pump}. A frame of no or another
   * session is UNEXPECTED and changes nothing.
   */
  public Verdict receive(long nowNanos, Frame frame) {
    if (!isOfSession(frame.stamp())) {
      return Verdict.UNEXPECTED;
    }
    acknowledgementDueNanos = Math.min(acknowledgementDueNanos, nowNanos);
    return received.receive(frame.stamp().number(), frame);
  }

  /** The next frame in order without taking it; null when it isn't there yet. */
  public @Nullable Frame peek() {
    return received.peek();
  }

  /** The first frame that waits behind the next one and fits, without taking it; null when there is none. */
  public @Nullable Frame firstBehind(Predicate<Frame> fits) {
    return received.firstBehind(fits);
  }

  /** Takes the next frame in order; null when it isn't there yet. */
  public @Nullable Frame take() {
    return received.take();
  }

  /** Whether the frame of a number was taken, so that it can't be refused any more. */
  public boolean isTaken(long number) {
    return received.isTaken(number);
  }

  /**
   * Declares all taken frames up to this number, inclusive, as safe as an acknowledgement promises; only now is it
   * sent. Numbers that were settled before change nothing.
   *
   * @throws IllegalArgumentException if the number wasn't taken yet
   */
  public void settle(long number) {
    long before = received.settled();
    received.settle(number);
    if (received.settled() != before) {
      acknowledgementDueNanos = AT_ONCE;
    }
  }

  /**
   * Takes an acknowledgement; each frame that it newly covers, in order, goes to {@code acknowledged}. Late and doubled
   * ones are harmless: they may show that more has arrived, but take nothing back. One for numbers that were never
   * sent, of another session, or with a payload that is no bitmap is UNEXPECTED and changes nothing.
   */
  public Verdict acknowledge(long nowNanos, Frame.Ack ack, Consumer<Frame> acknowledged) {
    long bitmap = AckBitmap.decode(ack.payload());
    if (bitmap == AckBitmap.NOT_A_BITMAP || !isOfSession(ack.stamp())) {
      return Verdict.UNEXPECTED;
    }
    return sender.acknowledge(nowNanos, ack.stamp().number(), bitmap, acknowledged);
  }

  private boolean isOfSession(Stamp stamp) {
    return stamp.isNumbered() && stamp.session() == name.session();
  }

  // ---- time ----

  /** Sends what is due: an acknowledgement, repetitions, then new frames as windows and pacing allow. */
  public void pump(long nowNanos, Effects effects) {
    if (acknowledgementDueNanos <= nowNanos) {
      sendAcknowledgement(effects);
    }
    sender.pump(nowNanos, effects, remote);
  }

  /** Acknowledges what is settled now, and sends nothing else: for a session that is over but for that. */
  public void sendAcknowledgement(Effects effects) {
    acknowledgementDueNanos = Node.NEVER;
    acknowledgementsSent++;
    effects.send(remote, acknowledgement(name.local(), name.remote()));
  }

  private Frame acknowledgement(Address from, Address to) {
    return new Frame.Ack(
        Stamp.of(name.session(), received.settled()),
        from,
        to,
        null,
        Stamp.NONE,
        Stamp.NONE,
        AckBitmap.encode(received.bitmap()),
        "");
  }

  /** When {@link #pump} has something to do next; not after now when it has already. */
  public long nextDeadline() {
    return Math.min(acknowledgementDueNanos, sender.nextDeadline());
  }

  /** Probe timeouts in a row without any valid acknowledgement: a measure of how dead the peer looks. */
  public int timeoutsInARow() {
    return sender.timeoutsInARow();
  }

  public LinkStatistics statistics() {
    return new LinkStatistics(
        sender.sent(),
        sender.retransmitted(),
        sender.spurious(),
        received.duplicates(),
        sender.queueFull(),
        sender.smoothedRttNanos(),
        sender.congestionWindow(),
        received.beyondWindow(),
        sender.windowFull(),
        sender.timeouts(),
        acknowledgementsSent,
        sender.outstanding(),
        sender.queued());
  }
}

package org.chappe.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/**
 * The outgoing half of a link: gives waiting frames their numbers, sends them as far as the windows and the pacer let
 * it, and repeats what was lost until it is cumulatively acknowledged.
 *
 * <p>Control frames go before data. Data leaves the last places of the send window to them, and a few of them may be
 * in flight beyond the congestion window and the pacer's rate, so that a link full of data still says that it lives.
 */
final class Sender {

  /** Places of the window that data never takes, if the window has more than twice as many. */
  static final int CONTROL_PLACES = 4;

  /** Control frames in flight that neither congestion window nor pacer hold back. */
  static final int CONTROL_IN_FLIGHT_FREE = 4;

  /**
   * The least time to wait before asking about frames that have all arrived but aren't settled: the peer is likely
   * writing them to its disk, and nothing is lost but perhaps an acknowledgement.
   */
  static final long HELD_TIMEOUT_NANOS_MIN = 20_000_000L;

  /** Timeouts in a row that show the path to be congested beyond single losses (RFC 9002 section 7.6). */
  static final int TIMEOUTS_TO_COLLAPSE = 2;

  private static final long AT_ONCE = 0;

  private final LinkConfig config;
  private final long session;
  private final Outbox outbox;
  private final SendWindow window;
  private final RttEstimator rtt;
  private final LossDetector losses;
  private final ProbeTimer probe;
  private final CongestionWindow congestion = new CongestionWindow();
  private final Pacer pacer = new Pacer();

  private boolean isCongestionLimited;
  private long sent;
  private long retransmitted;
  private long spurious;
  private long windowFull;

  Sender(LinkConfig config, long session, long initialRttNanos, long firstNumber) {
    this.config = config;
    this.session = session;
    outbox = new Outbox(config);
    window = new SendWindow(firstNumber);
    rtt = new RttEstimator(initialRttNanos);
    losses = new LossDetector(window, rtt);
    probe = new ProbeTimer(config.timeoutNanosMax());
    setPace();
  }

  int room(boolean isControl) {
    return (int) Math.min(outbox.room(isControl), numbersLeft());
  }

  boolean offer(Frame frame, boolean isControl) {
    return numbersLeft() > 0 && outbox.offer(frame, isControl);
  }

  /** Numbers of the session that no frame has or waits for. */
  long numbersLeft() {
    return Link.NUMBER_MAX + 1 - window.next() - outbox.size();
  }

  List<Frame> unacknowledged() {
    List<Frame> frames = new ArrayList<>(window.span() + outbox.size());
    window.copyTo(frames);
    outbox.copyTo(frames);
    return frames;
  }

  boolean isIdle() {
    return window.span() == 0 && outbox.size() == 0;
  }

  void expectRtt(long rttNanosMax) {
    rtt.expect(rttNanosMax);
    setPace();
  }

  // ---- acknowledgements ----

  Verdict acknowledge(long nowNanos, long cumulative, long bitmap, Consumer<Frame> acknowledged) {
    if (!window.wasSent(cumulative, bitmap)) {
      return Verdict.UNEXPECTED;
    }
    probe.onAnswer();
    long arrived = window.newlyHeld(cumulative, bitmap);
    if (arrived != 0) {
      measure(nowNanos, arrived);
      countArrivals(nowNanos, arrived);
      window.hold(arrived);
      detectLosses(nowNanos);
      setPace();
    }
    if (arrived != 0 || cumulative > window.base()) {
      probe.onProgress(nowNanos);
    } else {
      spurious = Math.min(spurious + 1, retransmitted);
    }
    window.advance(cumulative, acknowledged);
    return Verdict.ACCEPTED;
  }

  /** Samples the round trip from the newest frame that arrived, if it was sent once (Karn). */
  private void measure(long nowNanos, long arrived) {
    int newest = Long.numberOfTrailingZeros(arrived);
    for (long rest = arrived; rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      if (window.lastSerial(slot) > window.lastSerial(newest)) {
        newest = slot;
      }
    }
    if (!window.isRepeated(newest)) {
      rtt.sample(nowNanos - window.lastSentNanos(newest));
    }
  }

  private void countArrivals(long nowNanos, long arrived) {
    for (long rest = arrived; rest != 0; rest &= rest - 1) {
      long serial = losses.onHeld(nowNanos, Long.numberOfTrailingZeros(rest));
      congestion.onAcknowledged(serial, isCongestionLimited);
    }
  }

  private void detectLosses(long nowNanos) {
    long serial = losses.detect(nowNanos);
    if (serial >= 0) {
      congestion.onLost(serial, window.nextSerial());
    }
  }

  // ---- sending ----

  void pump(long nowNanos, Effects effects, Endpoint remote) {
    if (losses.deadlineNanos() <= nowNanos) {
      detectLosses(nowNanos);
    }
    if (probeDeadlineNanos() <= nowNanos) {
      onProbeTimeout(nowNanos, effects, remote);
    }
    repeatLost(nowNanos, effects, remote);
    sendNew(nowNanos, effects, remote, true);
    sendNew(nowNanos, effects, remote, false);
    noteWhatHoldsBack();
  }

  /** When {@link #pump} has something to do. */
  long nextDeadline() {
    long sendNanos = Math.min(repeatNanos(), Math.min(newNanos(true), newNanos(false)));
    sendNanos = sendNanos == pacer.readyNanos() ? pacer.wakeNanos() : sendNanos;
    return Math.min(sendNanos, Math.min(losses.deadlineNanos(), probeDeadlineNanos()));
  }

  private void onProbeTimeout(long nowNanos, Effects effects, Endpoint remote) {
    probe.onTimeout(nowNanos);
    if (probe.timeoutsInARow() >= TIMEOUTS_TO_COLLAPSE && !window.isAllHeld()) {
      window.lose(window.inFlightSlots());
      congestion.collapse();
      setPace();
    }
    repeat(nowNanos, effects, remote, window.lowestWanted());
  }

  private void repeatLost(long nowNanos, Effects effects, Endpoint remote) {
    while (repeatNanos() <= nowNanos) {
      boolean onlyControl = openNanos(false) > nowNanos;
      repeat(nowNanos, effects, remote, window.lowestLost(onlyControl));
    }
  }

  private void repeat(long nowNanos, Effects effects, Endpoint remote, long number) {
    window.resend(nowNanos, number);
    retransmitted++;
    transmit(nowNanos, effects, remote, number);
  }

  private void sendNew(long nowNanos, Effects effects, Endpoint remote, boolean isControl) {
    while (newNanos(isControl) <= nowNanos) {
      long number = window.send(nowNanos, outbox.remove(isControl), isControl);
      sent++;
      transmit(nowNanos, effects, remote, number);
    }
  }

  private void transmit(long nowNanos, Effects effects, Endpoint remote, long number) {
    pacer.onSent(nowNanos);
    probe.onSent(nowNanos);
    effects.send(remote, window.frame(number).at(Stamp.of(session, number)));
  }

  private void noteWhatHoldsBack() {
    boolean waits = outbox.size() > 0;
    boolean isWindowFull = waits && !hasPlace(!outbox.hasAny(false));
    isCongestionLimited = waits && !isWindowFull;
    if (isWindowFull) {
      windowFull++;
    }
  }

  // ---- what may go when ----

  private long repeatNanos() {
    long dataNanos = window.lowestLost(false) < 0 ? Node.NEVER : openNanos(false);
    long controlNanos = window.lowestLost(true) < 0 ? Node.NEVER : openNanos(true);
    return Math.min(dataNanos, controlNanos);
  }

  private long newNanos(boolean isControl) {
    return outbox.hasAny(isControl) && hasPlace(isControl) ? openNanos(isControl) : Node.NEVER;
  }

  private boolean hasPlace(boolean isControl) {
    boolean leavesPlaces = !isControl && config.windowFrames() > 2 * CONTROL_PLACES;
    return window.span() < config.windowFrames() - (leavesPlaces ? CONTROL_PLACES : 0);
  }

  /** When congestion window and pacer let a frame pass; {@link Node#NEVER} until an acknowledgement comes. */
  private long openNanos(boolean isControl) {
    if (isControl && window.controlInFlightFrames() < CONTROL_IN_FLIGHT_FREE) {
      return AT_ONCE;
    }
    if (window.inFlightFrames() >= congestion.frames()) {
      return Node.NEVER;
    }
    return pacer.readyNanos();
  }

  private void setPace() {
    pacer.setRate(rtt.smoothedNanos(), congestion.frames());
  }

  private long probeDeadlineNanos() {
    if (window.span() == 0) {
      return Node.NEVER;
    }
    long timeoutNanos = rtt.probeTimeoutNanos();
    return probe.deadlineNanos(
        window.isAllHeld() ? Math.max(timeoutNanos, HELD_TIMEOUT_NANOS_MIN) : timeoutNanos);
  }

  // ---- for the owner ----

  int timeoutsInARow() {
    return probe.timeoutsInARow();
  }

  long timeouts() {
    return probe.timeouts();
  }

  int outstanding() {
    return window.span();
  }

  int queued() {
    return outbox.size();
  }

  long sent() {
    return sent;
  }

  long retransmitted() {
    return retransmitted;
  }

  /** An acknowledgement that says nothing new answers a frame that had arrived already. */
  long spurious() {
    return spurious;
  }

  long queueFull() {
    return outbox.full();
  }

  long windowFull() {
    return windowFull;
  }

  long smoothedRttNanos() {
    return rtt.smoothedNanos();
  }

  int congestionWindow() {
    return congestion.frames();
  }
}

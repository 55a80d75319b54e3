package org.chappe.link;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/**
 * Explores every state of a sender, a receiver and a network in small: a window of 2 over sequence numbers modulo 4. The
 * network is the set of all that was ever sent, and any of it may arrive at any time, again and again or never: loss,
 * duplication, reordering and any delay at once. The receiver is the real {@link ReceiveWindow}.
 *
 * <p>Unsafe is: a message delivered out of its turn, or released by its sender before it was settled.
 */
final class LapModel {

  private static final int MODULUS = 4;
  private static final int MESSAGES = 9;
  static final int NOTHING = -1;

  /** Frames whose number in the stamp says which message they carry, whatever number the receiver takes them for. */
  private static final Frame[] FRAMES = new Frame[MESSAGES];

  static {
    for (int i = 0; i < MESSAGES; i++) {
      FRAMES[i] = LinkPair.text("m", i).at(Stamp.of(LinkPair.SESSION, i));
    }
  }

  /**
   * Everything there is. All messages below {@code next} are in the network.
   *
   * @param next the sender's next new message
   * @param base the sender's lowest unacknowledged message
   * @param settled the receiver's next number needed
   * @param taken the receiver's next number to deliver
   * @param held the message that waits in the receiver at settled+1, or {@link #NOTHING}
   * @param acks the acknowledgements in the network: bit 4·settled+bitmap
   */
  record State(int next, int base, int settled, int taken, int held, long acks) {}

  private final int windowFrames;
  private final boolean hasLap;
  final Set<State> seen = new HashSet<>();
  private final ArrayDeque<State> waiting = new ArrayDeque<>();
  boolean isComplete;
  String counterexample = "";

  LapModel(int windowFrames, boolean hasLap) {
    this.windowFrames = windowFrames;
    this.hasLap = hasLap;
  }

  /** Visits every reachable state, or stops at the first counterexample. */
  void explore() {
    reach(new State(0, 0, 0, 0, NOTHING, 0));
    while (!waiting.isEmpty() && counterexample.isEmpty()) {
      State state = waiting.remove();
      isComplete |= state.base == MESSAGES && state.settled == MESSAGES;
      send(state);
      settle(state);
      for (int message = 0; message < state.next; message++) {
        arrive(state, message);
      }
      for (long rest = state.acks; rest != 0; rest &= rest - 1) {
        acknowledge(state, Long.numberOfTrailingZeros(rest) / 4);
      }
    }
  }

  private void send(State s) {
    if (s.next < MESSAGES && s.next < s.base + windowFrames) {
      reach(new State(s.next + 1, s.base, s.settled, s.taken, s.held, s.acks));
    }
  }

  private void settle(State s) {
    if (s.taken > s.settled) {
      ReceiveWindow window = receiver(s);
      window.settle(s.settled);
      reach(s, window, s.taken, NOTHING);
    }
  }

  void arrive(State s, int message) {
    ReceiveWindow window = receiver(s);
    long number = hasLap ? message : numberWithoutLap(s.settled, message);
    long before = window.bitmap();
    window.receive(number, FRAMES[message]);
    int held = s.held == NOTHING && window.bitmap() != before ? message : s.held;
    int taken = s.taken;
    Frame frame;
    while ((frame = window.take()) != null) {
      if (frame.stamp().number() != taken) {
        counterexample = "message " + frame.stamp().number() + " delivered as " + taken;
        return;
      }
      taken++;
    }
    reach(s, window, taken, taken == s.taken ? held : NOTHING);
  }

  private void acknowledge(State s, int cumulative) {
    int number = hasLap ? cumulative : s.base + Math.floorMod(cumulative - s.base, MODULUS);
    if (number > s.settled && number <= s.next) {
      counterexample = "message " + s.settled + " released before it was settled";
    } else if (number > s.base && number <= s.next) {
      reach(new State(s.next, number, s.settled, s.taken, s.held, s.acks));
    }
  }

  /** What a receiver must take a bare sequence number for: the one in its window, or else an old one. */
  private long numberWithoutLap(int settled, int message) {
    int ahead = Math.floorMod(message - settled, MODULUS);
    return ahead < windowFrames ? settled + ahead : settled - 1;
  }

  private ReceiveWindow receiver(State s) {
    ReceiveWindow window = new ReceiveWindow(windowFrames, s.settled);
    for (int number = s.settled; number < s.taken; number++) {
      window.receive(number, FRAMES[number]);
      window.take();
    }
    if (s.held != NOTHING) {
      window.receive(s.settled + 1, FRAMES[s.held]);
    }
    return window;
  }

  /** A receiver's step: it acknowledges what it is now. */
  private void reach(State s, ReceiveWindow window, int taken, int held) {
    long ack = 1L << (4 * window.settled() + window.bitmap());
    reach(new State(s.next, s.base, (int) window.settled(), taken, held, s.acks | ack));
  }

  private void reach(State state) {
    if (seen.add(state)) {
      waiting.add(state);
    }
  }
}

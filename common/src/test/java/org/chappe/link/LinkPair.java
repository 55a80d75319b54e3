package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/**
 * Two links on virtual time with a faulty channel between them. Each end offers numbered texts, checks that the other's
 * come in order, exactly once, and may take and settle late.
 */
class LinkPair {

  static final long SESSION = 0x0123_4567_89ABL;
  static final long MILLIS = 1_000_000L;

  /** What the channel does to each datagram; times in nanoseconds. */
  record Faults(double loss, double duplicate, double reorder, long delayNanos, long jitterNanos) {
    static Faults none(long delayNanos) {
      return new Faults(0, 0, 0, delayNanos, 0);
    }
  }

  /** How slow the receiving application is; both 0 for at once. */
  record Slowness(long takeNanosMax, long settleNanosMax) {
    static final Slowness NONE = new Slowness(0, 0);
  }

  private record Flight(long nanos, long order, int to, Frame frame) {}

  private record Settlement(long nanos, long number) {}

  /** One end of the pair. */
  final class End extends SendOnly {
    final int index;
    final Link link;
    final int dataTotal;
    final int controlTotal;
    int dataOffered;
    int controlOffered;
    int dataDelivered;
    int controlDelivered;
    int acknowledged;
    long numberExpected;
    int outstandingMax;
    int datagramsSent;
    private long takeNanos;
    private final ArrayDeque<Settlement> settlements = new ArrayDeque<>();

    End(int index, LinkConfig config, int dataTotal, int controlTotal, long first) {
      this.index = index;
      this.dataTotal = dataTotal;
      this.controlTotal = controlTotal;
      this.numberExpected = first;
      RelayNumber local = new RelayNumber(index + 1);
      RelayNumber remote = new RelayNumber(2 - index);
      link = new Link(
          config,
          new LinkName(local, remote, SESSION),
          Endpoint.ipv4(0x7F000001, 7002 - index),
          2 * faults.delayNanos(),
          first,
          first);
    }

    boolean isDone() {
      return dataOffered == dataTotal
          && controlOffered == controlTotal
          && link.isIdle()
          && settlements.isEmpty();
    }

    long nextNanos() {
      long nanos = Math.min(
          link.nextDeadline(), settlements.isEmpty() ? Node.NEVER : settlements.peek().nanos);
      return link.peek() == null ? nanos : Math.min(nanos, takeNanos);
    }

    void step() {
      offer();
      Frame frame;
      while (takeNanos <= now && (frame = link.take()) != null) {
        take(frame);
      }
      while (!settlements.isEmpty() && settlements.peek().nanos <= now) {
        link.settle(settlements.remove().number);
      }
      link.pump(now, this);
      offer();
      link.pump(now, this);
      assertThat(link.nextDeadline())
          .as("a pumped link has nothing to do, %s", faultsAndSeed())
          .isGreaterThan(now);
    }

    private void offer() {
      while (dataOffered < dataTotal && link.offer(text("d", dataOffered))) {
        dataOffered++;
      }
      while (controlOffered < controlTotal && link.offerControl(text("c", controlOffered))) {
        controlOffered++;
      }
    }

    private void take(Frame frame) {
      assertThat(frame.stamp().number()).as(faultsAndSeed()).isEqualTo(numberExpected++);
      String text = frame.payload().text();
      boolean isData = text.charAt(0) == 'd';
      String expected = isData ? "d" + dataDelivered++ : "c" + controlDelivered++;
      assertThat(text).as(faultsAndSeed()).isEqualTo(expected);
      if (slowness.takeNanosMax > 0) {
        takeNanos = now + random.nextLong(slowness.takeNanosMax);
      }
      if (slowness.settleNanosMax == 0) {
        link.settle(frame.stamp().number());
      } else {
        // like a disk: in order, several at once
        long delayNanos = slowness.settleNanosMax - now % slowness.settleNanosMax;
        settlements.add(new Settlement(now + delayNanos, frame.stamp().number()));
      }
    }

    void arrive(Frame frame) {
      if (frame instanceof Frame.Ack ack) {
        link.acknowledge(now, ack, covered -> acknowledged++);
      } else {
        link.receive(now, frame);
      }
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      assertThat(to).isEqualTo(link.remote());
      datagramsSent++;
      transmit(1 - index, carried(frame));
    }
  }

  private final long seed;
  private final Faults faults;
  private final Slowness slowness;
  private final SplittableRandom random;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(Comparator.comparingLong(Flight::nanos).thenComparingLong(Flight::order));
  private long order;
  long now;
  final End a;
  final End b;

  LinkPair(
      long seed,
      LinkConfig config,
      Faults faults,
      Slowness slowness,
      int data,
      int control,
      long first) {
    this.seed = seed;
    this.faults = faults;
    this.slowness = slowness;
    random = new SplittableRandom(seed);
    a = new End(0, config, data, control, first);
    b = new End(1, config, data / 2, control, first);
  }

  /** Runs until both ends are idle and checks that everything came exactly once. */
  void run(long nanosMax) {
    a.step();
    b.step();
    while (!(a.isDone() && b.isDone())) {
      advance();
      assertThat(now).as("done in time, %s", faultsAndSeed()).isLessThan(nanosMax);
    }
    assertThat(a.dataDelivered).as(faultsAndSeed()).isEqualTo(b.dataTotal);
    assertThat(b.dataDelivered).as(faultsAndSeed()).isEqualTo(a.dataTotal);
    assertThat(a.controlDelivered).as(faultsAndSeed()).isEqualTo(b.controlTotal);
    assertThat(b.controlDelivered).as(faultsAndSeed()).isEqualTo(a.controlTotal);
    assertThat(a.acknowledged).as(faultsAndSeed()).isEqualTo(a.dataTotal + a.controlTotal);
  }

  /** Goes to the next instant at which something happens and lets all of it happen. */
  void advance() {
    long flightNanos = flights.isEmpty() ? Node.NEVER : flights.peek().nanos;
    long nextNanos = Math.min(flightNanos, Math.min(a.nextNanos(), b.nextNanos()));
    assertThat(nextNanos).as("never stuck, %s", faultsAndSeed()).isNotEqualTo(Node.NEVER);
    now = Math.max(now, nextNanos);
    while (!flights.isEmpty() && flights.peek().nanos <= now) {
      Flight flight = flights.remove();
      (flight.to == 0 ? a : b).arrive(flight.frame);
    }
    a.step();
    b.step();
  }

  /** What the channel makes of a frame; here it is left alone, a planted bug may change it. */
  Frame carried(Frame frame) {
    return frame;
  }

  private void transmit(int to, Frame frame) {
    int copies = random.nextDouble() < faults.duplicate ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= faults.loss) {
        long delayNanos = faults.delayNanos
            + (faults.jitterNanos > 0 ? random.nextLong(faults.jitterNanos) : 0)
            + (random.nextDouble() < faults.reorder ? random.nextLong(5 * faults.delayNanos) : 0);
        flights.add(new Flight(now + delayNanos, order++, to, frame));
      }
    }
  }

  static Frame text(String kind, int index) {
    return new Frame.Table(
        Stamp.unnumbered(), new RelayNumber(1), new RelayNumber(2), Payload.of(kind + index), "");
  }

  static List<String> texts(List<Frame> frames) {
    List<String> texts = new ArrayList<>();
    frames.forEach(frame -> texts.add(frame.payload().text()));
    return texts;
  }

  private String faultsAndSeed() {
    return "seed " + seed + ", " + faults + ", " + slowness;
  }
}

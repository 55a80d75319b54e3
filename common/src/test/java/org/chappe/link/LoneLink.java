package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;
import static org.chappe.link.LinkPair.SESSION;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.wire.AckBitmap;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/** A link whose other end the test is. */
final class LoneLink {

  static final RelayNumber LOCAL = new RelayNumber(1);
  static final RelayNumber REMOTE = new RelayNumber(2);
  static final LinkName NAME = new LinkName(LOCAL, REMOTE, SESSION);
  static final Endpoint HERE = Endpoint.ipv4(0x7F000001, 7002);
  static final long RTT = 100 * MILLIS;

  final Recorder effects = new Recorder();
  final List<Frame> acknowledged = new ArrayList<>();
  Link link = new Link(LinkConfig.DEFAULT, NAME, HERE, RTT, 0);
  long now = 1_000 * MILLIS;

  void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(link.offer(LinkPair.text("d", i))).isTrue();
    }
  }

  List<Long> pump() {
    link.pump(now, effects);
    assertThat(link.nextDeadline()).isGreaterThan(now);
    return effects.numbers();
  }

  Verdict receive(int number) {
    return link.receive(now, LinkPair.text("d", number).at(Stamp.of(SESSION, number)));
  }

  Verdict acknowledge(long cumulative, long bitmap) {
    return link.acknowledge(now, ackFrom(REMOTE, LOCAL, cumulative, bitmap), acknowledged::add);
  }

  /** Sends and acknowledges until the congestion window is as wide as it gets. */
  void growCongestionWindow() {
    while (link.statistics().congestionWindow() < CongestionWindow.MAXIMUM_FRAMES) {
      while (link.room() > 0) {
        link.offer(LinkPair.text("d", 0));
      }
      pump();
      now += RTT;
      acknowledge(link.statistics().sent(), 0);
    }
    while (!link.isIdle()) {
      pump();
      now += RTT;
      acknowledge(link.statistics().sent(), 0);
    }
  }

  static Frame.Ack ackFrom(RelayNumber from, RelayNumber to, long cumulative, long bitmap) {
    return new Frame.Ack(
        Stamp.of(SESSION, cumulative),
        from,
        to,
        null,
        Stamp.NONE,
        Stamp.NONE,
        AckBitmap.encode(bitmap),
        "");
  }
}

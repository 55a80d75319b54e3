package org.chappe.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.transport.ImpairmentSpec.Direction;
import org.jspecify.annotations.Nullable;

/** All impairments of one direction: the last that fits a peer decides about its datagrams. */
final class ImpairedPath {

  private final List<Rule> rules = new ArrayList<>();
  private final Map<Endpoint, RelayNumber> relays;
  private final TransportCounters counters;
  private final DelayLine delayed = new DelayLine();

  private record Rule(ImpairmentSpec spec, Impairment impairment) {}

  private ImpairedPath(Map<Endpoint, RelayNumber> relays, TransportCounters counters) {
    this.relays = relays;
    this.counters = counters;
  }

  /**
   * The path of one direction, or null when nothing impairs it.
   *
   * @param salt makes processes that were given the same seed differ, such as the local port
   */
  static @Nullable ImpairedPath of(
      DriverConfig config, Direction direction, long salt, TransportCounters counters) {
    ImpairedPath path = new ImpairedPath(config.relays(), counters);
    for (ImpairmentSpec spec : config.impairments()) {
      if (spec.direction() == direction) {
        long seed = spec.seed() + 31 * salt + 17L * path.rules.size();
        path.rules.add(new Rule(spec, new Impairment(spec, new SplittableRandom(seed))));
      }
    }
    return path.rules.isEmpty() ? null : path;
  }

  /** Takes a datagram of an impaired peer and gives on what becomes of it at once; false if the peer isn't impaired. */
  boolean pass(
      long nowNanos, Endpoint peer, byte[] bytes, int offset, int length, DatagramExit exit) {
    Impairment impairment = impairmentOf(peer);
    if (impairment == null) {
      return false;
    }
    List<Impairment.Copy> copies = impairment.decide(length);
    countFate(copies.size());
    for (Impairment.Copy copy : copies) {
      byte[] copied = Arrays.copyOfRange(bytes, offset, offset + length);
      copy.corrupt(copied, 0);
      if (copy.isCorrupted()) {
        counters.count(TransportEvent.IMPAIRED_CORRUPTED);
      }
      goOn(nowNanos, copy.delayNanos(), peer, copied, exit);
    }
    return true;
  }

  private @Nullable Impairment impairmentOf(Endpoint peer) {
    RelayNumber relay = relays.get(peer);
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if (rule.spec.fits(rule.spec.direction(), relay)) {
        return rule.impairment;
      }
    }
    return null;
  }

  private void countFate(int copies) {
    if (copies == 0) {
      counters.count(TransportEvent.IMPAIRED_LOST);
    } else if (copies > 1) {
      counters.count(TransportEvent.IMPAIRED_DOUBLED);
    }
  }

  private void goOn(
      long nowNanos, long delayNanos, Endpoint peer, byte[] bytes, DatagramExit exit) {
    if (delayNanos == 0) {
      exit.datagram(peer, bytes, 0, bytes.length);
    } else if (delayed.hold(nowNanos + delayNanos, peer, bytes)) {
      counters.count(TransportEvent.IMPAIRED_DELAYED);
    } else {
      counters.count(TransportEvent.IMPAIRMENT_FULL);
    }
  }

  /** Gives on what was held back until now. */
  void release(long nowNanos, DatagramExit exit) {
    delayed.release(nowNanos, exit);
  }

  long nextDueNanos() {
    return delayed.nextDueNanos();
  }
}

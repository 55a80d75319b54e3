package org.chappe.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.wire.Datagrams;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.WireLimits;

/**
 * A network of encoded bytes that loses, doubles, delays, reorders and changes them, all by the seed.
 *
 * <p>Changed bytes that still read as a frame are dropped, as the checksum of UDP would; only what is no longer a
 * frame arrives, so that a node sees garbage and never an invented message.
 */
final class SimNetwork {

  private record Way(SimHost from, SimHost to) {}

  private final Simulation simulation;
  private final RandomGenerator random;
  private final Map<Endpoint, SimHost> hosts = new HashMap<>();
  private final Map<Way, Faults> ways = new HashMap<>();
  private final Map<Way, Long> lastArrivals = new HashMap<>();
  private final Set<Way> silent = new HashSet<>();
  private final List<Set<SimHost>> islands = new ArrayList<>();
  private final Map<Set<SimHost>, Long> cutBefore = new HashMap<>();
  private final NetworkCounts counts = new NetworkCounts();
  private final byte[] buffer = new byte[WireLimits.DATAGRAM_BYTES_MAX];
  private Faults standard = Faults.NONE;
  private long quantumNanos = 1;
  private int padBytes;

  SimNetwork(Simulation simulation, RandomGenerator random) {
    this.simulation = simulation;
    this.random = random;
  }

  void attach(SimHost host) {
    if (hosts.putIfAbsent(host.endpoint(), host) != null) {
      throw new IllegalArgumentException(host.endpoint() + " is taken");
    }
  }

  /** A host has left an address for the one that it has now. */
  void moved(SimHost host, Endpoint before) {
    hosts.remove(before);
    attach(host);
  }

  /** What happens on all ways that nothing else was said about. */
  void setFaults(Faults faults) {
    standard = faults;
  }

  /** What happens on the way from one host to another, in that direction only. */
  void setFaults(SimHost from, SimHost to, Faults faults) {
    ways.put(new Way(from, to), faults);
  }

  /** Hosts read their sockets only at multiples of this, so that several datagrams come at once. */
  void setQuantum(long nanos) {
    quantumNanos = nanos;
  }

  /** Datagrams of version 2 are filled up with NUL bytes to a multiple of this; 0 for none. */
  void setPadding(int bytes) {
    padBytes = bytes;
  }

  /** Nothing passes between these hosts and all others until {@link #join} or {@link #heal}. */
  void cutOff(Set<SimHost> island) {
    islands.add(island);
    cutBefore.put(island, counts.cut);
    simulation.note("cut off " + island);
  }

  void join(Set<SimHost> island) {
    if (islands.remove(island)) {
      if (counts.cut > cutBefore.getOrDefault(island, counts.cut)) {
        simulation.encounters().count(Encounter.PARTITION_HEALED);
      }
      simulation.note("joined " + island);
    }
  }

  /** Nothing passes from one host to another, in that direction only, until {@link #restore} or {@link #heal}. */
  void silence(SimHost from, SimHost to) {
    silent.add(new Way(from, to));
    simulation.note(to + " can't hear " + from);
  }

  void restore(SimHost from, SimHost to) {
    if (silent.remove(new Way(from, to))) {
      simulation.note(to + " can hear " + from);
    }
  }

  /** All faults stop and all partitions end; what is under way still arrives. */
  void heal() {
    islands.clear();
    silent.clear();
    ways.clear();
    standard = Faults.NONE;
    simulation.note("healed");
  }

  NetworkCounts counts() {
    return counts;
  }

  /** Encodes a frame and carries it, or doesn't. */
  void send(SimHost from, Endpoint target, Frame frame) {
    Payload datagram = encode(frame);
    counts.sent++;
    SimHost to = hosts.get(target);
    if (to == null) {
      counts.nowhere++;
      log(Kind.NOWHERE, from, target.toString(), datagram);
      return;
    }
    log(Kind.SENT, from, to.name(), datagram);
    if (isCut(from, to)) {
      counts.cut++;
      log(Kind.CUT, from, to.name(), datagram);
      return;
    }
    carry(from, to, datagram);
  }

  private boolean isCut(SimHost from, SimHost to) {
    return silent.contains(new Way(from, to))
        || islands.stream().anyMatch(island -> island.contains(from) != island.contains(to));
  }

  private Payload encode(Frame frame) {
    int length;
    try {
      length = FrameCodec.encode(frame, buffer, 0);
    } catch (IllegalArgumentException e) {
      throw simulation.violation(Invariant.FAITHFUL_FRAMES, frame + " can't be sent: " + e);
    }
    if (!FrameCodec.decode(buffer, 0, length).equals(frame)) {
      throw simulation.violation(
          Invariant.FAITHFUL_FRAMES, frame + " arrives as " + FrameCodec.decode(buffer, 0, length));
    }
    Arrays.fill(buffer, length, buffer.length, (byte) 0);
    return Payload.copyOf(buffer, 0, frame.stamp().isClassic() ? length : padded(length));
  }

  private int padded(int length) {
    return padBytes == 0
        ? length
        : Math.min(WireLimits.DATAGRAM_BYTES_MAX, (length + padBytes - 1) / padBytes * padBytes);
  }

  private void carry(SimHost from, SimHost to, Payload datagram) {
    Way way = new Way(from, to);
    Faults faults = ways.getOrDefault(way, standard);
    if (chance(faults.loss())) {
      counts.lost++;
      log(Kind.LOST, from, to.name(), datagram);
      return;
    }
    Payload bytes = datagram;
    if (chance(faults.corruption())) {
      bytes = corrupted(datagram);
      counts.corrupted++;
      if (read(bytes) instanceof Frame) {
        counts.caught++;
        log(Kind.CAUGHT, from, to.name(), bytes);
        return;
      }
    }
    schedule(way, bytes, arrival(way, faults));
    if (chance(faults.duplication())) {
      counts.duplicated++;
      schedule(way, bytes, straggling(faults));
    }
  }

  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private Payload corrupted(Payload datagram) {
    int length = random.nextInt(8) == 0 ? random.nextInt(datagram.length() + 1) : datagram.length();
    byte[] changed = new byte[datagram.length()];
    datagram.copyTo(changed, 0);
    for (int i = random.nextInt(3); i >= 0 && length > 0; i--) {
      changed[random.nextInt(length)] ^= (byte) (1 + random.nextInt(255));
    }
    return Payload.copyOf(changed, 0, length);
  }

  private long arrival(Way way, Faults faults) {
    if (chance(faults.reordering())) {
      counts.reordered++;
      return straggling(faults);
    }
    long jitter = faults.jitterNanos() == 0 ? 0 : random.nextLong(faults.jitterNanos());
    long arrival = simulation.now() + faults.delayNanos() + jitter;
    if (faults.reordering() == 0) {
      arrival = Math.max(arrival, lastArrivals.getOrDefault(way, 0L));
      lastArrivals.put(way, arrival);
    }
    return arrival;
  }

  private long straggling(Faults faults) {
    long straggle = faults.straggleNanos() == 0 ? 0 : random.nextLong(faults.straggleNanos());
    return simulation.now() + faults.delayNanos() + straggle;
  }

  private void schedule(Way way, Payload bytes, long arrivalNanos) {
    long readNanos = (arrivalNanos + quantumNanos - 1) / quantumNanos * quantumNanos;
    Endpoint from = way.from().endpoint();
    Endpoint to = way.to().endpoint();
    simulation.at(readNanos, () -> {
      if (way.to().endpoint().equals(to)) {
        counts.arrived++;
        way.to().arrive(from, read(bytes));
      } else {
        counts.nowhere++;
      }
    });
  }

  /** Reads a datagram as a host's transport would. */
  private Decoded read(Payload datagram) {
    datagram.copyTo(buffer, 0);
    return FrameCodec.decode(buffer, 0, Datagrams.contentLength(buffer, 0, datagram.length()));
  }

  private void log(Kind kind, SimHost from, String to, Payload datagram) {
    simulation.log().add(simulation.elapsed(), kind, from.name(), to, datagram);
  }
}

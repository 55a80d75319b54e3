package org.chappe.transport;

import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Encodes frames, pads and impairs them as configured, and gathers what goes to one endpoint between two flushes into
 * runs. The order to an endpoint is kept unless an impairment changes it.
 */
final class FrameSender {

  /** Addresses remembered at most; when there are more, all are forgotten and learnt anew. */
  static final int PEERS_MAX = 16_384;

  private final PacketWriter writer;
  private final ByteBufAllocator allocator;
  private final DriverConfig config;
  private final @Nullable ImpairedPath impaired;
  private final TransportCounters counters;
  private final Map<Endpoint, Peer> peers = new HashMap<>();
  private final List<Peer> open = new ArrayList<>();
  private final byte[] scratch = new byte[WireLimits.DATAGRAM_BYTES_MAX];
  private final DatagramExit alone = this::sendAlone;

  private @Nullable Peer last;

  private record Peer(Endpoint endpoint, InetSocketAddress address, boolean padded, FrameRun run) {}

  FrameSender(
      PacketWriter writer,
      ByteBufAllocator allocator,
      DriverConfig config,
      @Nullable ImpairedPath impaired,
      TransportCounters counters) {
    this.writer = writer;
    this.allocator = allocator;
    this.config = config;
    this.impaired = impaired;
    this.counters = counters;
  }

  /** Sends a frame, at the latest with the next flush. */
  void send(long nowNanos, Endpoint to, Frame frame) {
    if (to.port() == 0) {
      counters.count(TransportEvent.UNREACHABLE_DROPPED);
      return;
    }
    Peer peer = peer(to);
    int length = pad(peer, FrameCodec.encode(frame, scratch, 0));
    if (impaired == null || !impaired.pass(nowNanos, to, scratch, 0, length, alone)) {
      gather(peer, length);
    }
  }

  private Peer peer(Endpoint to) {
    Peer recent = last;
    if (recent != null && recent.endpoint.equals(to)) {
      return recent;
    }
    Peer peer = peers.get(to);
    if (peer == null) {
      peer = meet(to);
    }
    last = peer;
    return peer;
  }

  private Peer meet(Endpoint to) {
    if (peers.size() == PEERS_MAX) {
      writeRuns();
      peers.clear();
      counters.add(TransportEvent.PEERS_FORGOTTEN, PEERS_MAX);
    }
    boolean padded = config.padBytes() > 0 && config.relays().containsKey(to);
    Peer peer = new Peer(to, Endpoints.address(to), padded, new FrameRun());
    peers.put(to, peer);
    return peer;
  }

  private int pad(Peer peer, int length) {
    if (!peer.padded) {
      return length;
    }
    int multiple = (length + config.padBytes() - 1) / config.padBytes() * config.padBytes();
    int padded = Math.min(multiple, WireLimits.DATAGRAM_BYTES_MAX);
    Arrays.fill(scratch, length, padded, (byte) 0);
    return padded;
  }

  private void gather(Peer peer, int length) {
    if (!writer.isSegmenting()) {
      sendAlone(peer.endpoint, scratch, 0, length);
      return;
    }
    if (!peer.run.accepts(length)) {
      write(peer);
    } else if (peer.run.isEmpty()) {
      open.add(peer);
    }
    peer.run.add(allocator, scratch, 0, length);
  }

  private void sendAlone(Endpoint to, byte[] bytes, int offset, int length) {
    Peer peer = peer(to);
    if (!peer.run.isEmpty()) {
      write(peer);
      open.remove(peer);
    }
    peer.run.add(allocator, bytes, offset, length);
    write(peer);
  }

  private void write(Peer peer) {
    int datagrams = peer.run.segments();
    writer.write(peer.run.take(peer.address), datagrams);
  }

  private void writeRuns() {
    for (Peer peer : open) {
      write(peer);
    }
    open.clear();
  }

  /** When an impairment lets the next frame go, in nanoseconds, or {@link Node#NEVER}. */
  long nextDueNanos() {
    return impaired == null ? Node.NEVER : impaired.nextDueNanos();
  }

  /** Sends what is due of that which an impairment held back. */
  void release(long nowNanos) {
    if (impaired != null) {
      impaired.release(nowNanos, alone);
    }
  }

  /** Hands everything gathered to the kernel. */
  void flush() {
    writeRuns();
    writer.flush();
  }

  /** Drops everything gathered. */
  void drop() {
    open.forEach(peer -> peer.run.release());
    open.clear();
  }
}

package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to one address that can leave as one segmented packet: all of one length but the last, which may be shorter
 * (Linux, udp(7), UDP_SEGMENT). Not empty ones: they can't be told apart in a packet.
 */
final class FrameRun {

  /** What every kernel with segmentation takes; with it a packet is at most 16 KiB. */
  static final int SEGMENTS_MAX = 64;

  private static final int BUFFER_BYTES_AT_FIRST = 2048;

  private @Nullable ByteBuf buffer;
  private int segmentBytes;
  private int segments;
  private boolean ended;

  boolean isEmpty() {
    return segments == 0;
  }

  int segments() {
    return segments;
  }

  /** Whether a datagram of this length can join those that are there. */
  boolean accepts(int length) {
    return isEmpty() || (!ended && segments < SEGMENTS_MAX && length <= segmentBytes);
  }

  /** Adds a datagram that it {@link #accepts}. */
  void add(ByteBufAllocator allocator, byte[] bytes, int offset, int length) {
    place(allocator, length).writeBytes(bytes, offset, length);
  }

  /** Adds a copy of a datagram that it {@link #accepts}. */
  void add(ByteBufAllocator allocator, ByteBuf datagram) {
    place(allocator, datagram.readableBytes()).writeBytes(datagram);
  }

  private ByteBuf place(ByteBufAllocator allocator, int length) {
    ByteBuf target = buffer;
    if (target == null) {
      target = allocator.directBuffer(Math.max(BUFFER_BYTES_AT_FIRST, length));
      buffer = target;
      segmentBytes = length;
    }
    segments++;
    ended = length < segmentBytes;
    return target;
  }

  /** Takes the run as a packet, which the caller then owns, and starts anew; only when it isn't empty. */
  DatagramPacket take(InetSocketAddress to) {
    ByteBuf content = buffer;
    if (content == null) {
      throw new IllegalStateException("an empty run is no packet");
    }
    DatagramPacket packet = segments == 1
        ? new DatagramPacket(content, to)
        : new SegmentedDatagramPacket(content, segmentBytes, to);
    forget();
    return packet;
  }

  /** Drops what is there. */
  void release() {
    if (buffer != null) {
      buffer.release();
    }
    forget();
  }

  private void forget() {
    buffer = null;
    segments = 0;
    ended = false;
  }
}

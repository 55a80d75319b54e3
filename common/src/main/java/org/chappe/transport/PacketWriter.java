package org.chappe.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands packets to the socket, or drops them when it takes no more, and finds out whether segmentation works. */
final class PacketWriter {

  private static final Logger LOG = LoggerFactory.getLogger(PacketWriter.class);

  /** Linux: the device can't compute the checksums that segmentation needs. */
  private static final int EIO = 5;

  /** Linux: the socket or the path can't segment. */
  private static final int EINVAL = 22;

  private final String name;
  private final Channel channel;
  private final TransportCounters counters;
  private final ChannelFutureListener segmentedWritten = this::segmentedWritten;

  private boolean segmenting;

  PacketWriter(String name, Channel channel, boolean segmenting, TransportCounters counters) {
    this.name = name;
    this.channel = channel;
    this.segmenting = segmenting;
    this.counters = counters;
  }

  boolean isSegmenting() {
    return segmenting;
  }

  /** Takes the packet over. Its datagrams are dropped when too many bytes wait for the kernel already. */
  @SuppressWarnings("FutureReturnValueIgnored") // errors come to the listener or to exceptionCaught
  void write(DatagramPacket packet, int datagrams) {
    if (!channel.isWritable()) {
      channel.flush();
    }
    if (!channel.isWritable()) {
      packet.release();
      counters.add(TransportEvent.UNWRITABLE_DROPPED, datagrams);
      return;
    }
    counters.count(TransportEvent.PACKETS_WRITTEN);
    counters.add(TransportEvent.DATAGRAMS_WRITTEN, datagrams);
    if (packet instanceof SegmentedDatagramPacket) {
      channel.write(packet).addListener(segmentedWritten);
    } else {
      channel.write(packet, channel.voidPromise());
    }
  }

  void flush() {
    channel.flush();
  }

  private void segmentedWritten(Future<? super Void> written) {
    Throwable cause = written.cause();
    if (cause == null) {
      return;
    }
    counters.count(TransportEvent.SOCKET_ERRORS);
    if (cause instanceof Errors.NativeIoException refusal && isNoSegmentation(refusal)) {
      counters.count(TransportEvent.SEGMENTATION_REFUSED);
      if (segmenting) {
        LOG.info("node={} segmentation=off reason=\"{}\"", name, refusal.getMessage());
      }
      segmenting = false;
    }
  }

  private static boolean isNoSegmentation(Errors.NativeIoException refusal) {
    int error = Math.abs(refusal.expectedErr());
    return error == EIO || error == EINVAL;
  }
}

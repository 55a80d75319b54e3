package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a bounded number of datagrams on their way until all were sent, and measures how fast they come out. Each carries
 * the time at which it left.
 */
final class RateProbe extends ChannelInboundHandlerAdapter {

  /** How often is looked whether anything came; nothing in that time means that all on their way are lost. */
  private static final long PATIENCE_MILLIS = 200;

  /** After the place of {@link LatencyProbe}'s mark. */
  private static final int TIME_OFFSET = 8;

  private final Channel channel;
  private final boolean segmenting;
  private final InetSocketAddress entry;
  private final BareConfig config;
  private final byte[] datagram;
  private final LatencySamples latencies;
  private final FrameRun run = new FrameRun();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private long beginNanos;
  private long lastNanos;
  private long batchNanos;
  private long sent;
  private long received;
  private long lost;
  private long receivedAtLastLook;

  RateProbe(UdpSocket socket, InetSocketAddress entry, BareConfig config) {
    this.channel = socket.channel();
    this.segmenting = socket.segmenting();
    this.entry = entry;
    this.config = config;
    this.datagram = new byte[config.datagramBytes()];
    this.latencies = new LatencySamples(config.datagrams());
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  double seconds() {
    return (lastNanos - beginNanos) / 1e9;
  }

  long quantileNanos(double share) {
    return latencies.quantileNanos(share);
  }

  /** On the event loop. */
  @SuppressWarnings("FutureReturnValueIgnored") // the timer's end depends on nothing else
  void begin() {
    beginNanos = System.nanoTime();
    lastNanos = beginNanos;
    Future<?> looks = channel
        .eventLoop()
        .scheduleAtFixedRate(this::look, PATIENCE_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    ended.whenComplete((nothing, failure) -> looks.cancel(false));
    push();
  }

  /** The clock, read once a read batch. */
  private long batchNanos() {
    batchNanos = batchNanos == 0 ? System.nanoTime() : batchNanos;
    return batchNanos;
  }

  private void look() {
    if (received == receivedAtLastLook) {
      lost = sent - received;
      push();
    }
    receivedAtLastLook = received;
  }

  private void push() {
    while (sent < config.datagrams() && channel.isWritable()) {
      int count = (int) Math.min(FrameRun.SEGMENTS_MAX, config.datagrams() - sent);
      if (sent - received - lost + count > config.outstanding()) {
        break;
      }
      write(count);
    }
    channel.flush();
    if (sent == config.datagrams() && received + lost == sent) {
      ended.complete(null);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what the socket doesn't take is lost
  private void write(int count) {
    ByteBuffer.wrap(datagram).putLong(TIME_OFFSET, System.nanoTime());
    for (int i = 0; i < count; i++) {
      run.add(channel.alloc(), datagram, 0, datagram.length);
      if (!segmenting || i == count - 1) {
        channel.write(run.take(entry), channel.voidPromise());
      }
    }
    sent += count;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    DatagramPacket packet = (DatagramPacket) read;
    ByteBuf content = packet.content();
    if (content.readableBytes() == config.datagramBytes()) {
      latencies.add(batchNanos() - content.getLong(content.readerIndex() + TIME_OFFSET));
    }
    packet.release();
    received++;
    lost = Math.min(lost, sent - received);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    lastNanos = batchNanos();
    batchNanos = 0;
    push();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // a datagram that the socket refused counts as lost on the way
  }
}

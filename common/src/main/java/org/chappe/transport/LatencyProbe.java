package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends a datagram each millisecond that carries the time at which it was due, and takes the median of how long they need from
 * then on.
 */
final class LatencyProbe extends ChannelInboundHandlerAdapter {

  private static final long PERIOD_MICROS = 1_000;

  /** How many periods after the last datagram those still on their way are given up. */
  private static final int PATIENCE_PERIODS = 1_000;

  /** Tells these datagrams from late ones of a {@link RateProbe}, which carry zeros there. */
  private static final long MARK = 0x6C69_6768_746C_6F61L;

  private final Channel channel;
  private final InetSocketAddress entry;
  private final BareConfig config;
  private final LatencySamples latencies;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private long beganNanos;
  private int ticks;
  private int received;

  LatencyProbe(UdpSocket socket, InetSocketAddress entry, BareConfig config) {
    this.channel = socket.channel();
    this.entry = entry;
    this.config = config;
    this.latencies = new LatencySamples(config.lightDatagrams());
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  int received() {
    return received;
  }

  long medianNanos() {
    return latencies.quantileNanos(0.5);
  }

  /** On the event loop. */
  @SuppressWarnings("FutureReturnValueIgnored") // the timer's end depends on nothing else
  void begin() {
    beganNanos = System.nanoTime();
    Future<?> periods = channel
        .eventLoop()
        .scheduleAtFixedRate(this::tick, 0, PERIOD_MICROS, TimeUnit.MICROSECONDS);
    ended.whenComplete((nothing, failure) -> periods.cancel(false));
  }

  private void tick() {
    ticks++;
    if (ticks <= config.lightDatagrams()) {
      write();
    } else if (received == config.lightDatagrams()
        || ticks > config.lightDatagrams() + PATIENCE_PERIODS) {
      ended.complete(null);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what the socket doesn't take is lost
  private void write() {
    ByteBuf content = channel.alloc().directBuffer(config.datagramBytes());
    content.writeLong(MARK).writeLong(dueNanos());
    content.writeZero(config.datagramBytes() - content.readableBytes());
    channel.writeAndFlush(new DatagramPacket(content, entry), channel.voidPromise());
  }

  private long dueNanos() {
    return beganNanos + TimeUnit.MICROSECONDS.toNanos((ticks - 1) * PERIOD_MICROS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    DatagramPacket packet = (DatagramPacket) read;
    ByteBuf content = packet.content();
    boolean ours = content.readableBytes() == config.datagramBytes() && content.readLong() == MARK;
    if (ours && received < config.lightDatagrams()) {
      latencies.add(System.nanoTime() - content.readLong());
      received++;
    }
    packet.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // a datagram that the socket refused counts as lost on the way
  }
}

package org.chappe.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.chappe.wire.WireLimits;

/**
 * A bound UDP socket with an event loop of its own, tuned for many small datagrams.
 *
 * @param segmenting whether runs of datagrams may be written as one packet
 */
record UdpSocket(EventLoopGroup group, Channel channel, boolean segmenting) {

  /** One more than the largest datagram, so that a longer one is seen as such. */
  static final int DATAGRAM_BUFFER_BYTES = WireLimits.DATAGRAM_BYTES_MAX + 1;

  /** The largest packet that the kernel puts together from datagrams. */
  static final int PACKET_BUFFER_BYTES = 65_535;

  /** What is asked of the kernel for each direction; it may give less. */
  private static final int KERNEL_BUFFER_BYTES = 4 << 20;

  /** Datagrams after which a read batch ends; the packet that reaches it is still read whole. */
  private static final int DATAGRAMS_PER_READ_MAX = 256;

  /** Bytes that wait for the kernel at most before datagrams are dropped. */
  private static final WriteBufferWaterMark WAITING_BYTES =
      new WriteBufferWaterMark(512 << 10, 1 << 20);

  private static final long STOP_SECONDS_MAX = 5;

  /**
   * Binds an address; nothing is read yet.
   *
   * @param name the event loop's thread is called so
   */
  static UdpSocket open(String name, String host, int port, boolean nativeTransport)
      throws BindFailure {
    InetAddress local = local(host, port);
    boolean epoll = nativeTransport && Epoll.isAvailable();
    ThreadFactory threads = task -> daemon(task, name);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(
        1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    ChannelFuture bound = bootstrap(group, family(local), epoll)
        .bind(new InetSocketAddress(local, port))
        .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      release(group);
      throw BindFailure.of(host, port, cause);
    }
    boolean segmenting = epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    return new UdpSocket(group, bound.channel(), segmenting);
  }

  private static InetAddress local(String host, int port) throws BindFailure {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw BindFailure.unknownHost(host, port, e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new FastThreadLocalThread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static SocketProtocolFamily family(InetAddress local) {
    return local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
  }

  private static Bootstrap bootstrap(
      EventLoopGroup group, SocketProtocolFamily family, boolean epoll) {
    Bootstrap bootstrap = new Bootstrap()
        .group(group)
        .handler(new ChannelInboundHandlerAdapter())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_BYTES);
    if (!epoll) {
      return bootstrap
          .channelFactory(() -> new NioDatagramChannel(family))
          .option(ChannelOption.RECVBUF_ALLOCATOR, fixed(DATAGRAM_BUFFER_BYTES));
    }
    return bootstrap
        .channelFactory(() -> new EpollDatagramChannel(family))
        .option(EpollChannelOption.UDP_GRO, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, fixed(PACKET_BUFFER_BYTES));
  }

  private static FixedRecvByteBufAllocator fixed(int bytes) {
    FixedRecvByteBufAllocator allocator = new FixedRecvByteBufAllocator(bytes);
    allocator.maxMessagesPerRead(DATAGRAMS_PER_READ_MAX);
    return allocator;
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  InetSocketAddress local() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Gives what is read to a handler, from now on. */
  void startReading(ChannelHandler handler) {
    channel.pipeline().addLast(handler);
    channel.config().setAutoRead(true);
  }

  /** Begins to end the event loop's thread; the channel should be closed by then. */
  void release() {
    release(group);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // awaitRelease waits for it where that matters
  private static void release(EventLoopGroup group) {
    group.shutdownGracefully(0, STOP_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Waits until the event loop's thread has ended, a few seconds at most; not on that thread. */
  void awaitRelease() {
    group.terminationFuture().awaitUninterruptibly(STOP_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Closes everything and waits for it, a few seconds at most; not on the event loop. */
  void close() {
    channel.close().awaitUninterruptibly(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    release();
    awaitRelease();
  }
}

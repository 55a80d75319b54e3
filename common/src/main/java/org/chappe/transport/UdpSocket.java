package org.chappe.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.chappe.wire.WireLimits;

/**
 * A bound UDP socket, tuned for many small datagrams.
 *
 * @param thread where its event loop is
 * @param shared whether others use the thread too; then it outlives the socket
 * @param segmenting whether runs of datagrams may be written as one packet
 */
record UdpSocket(DriverLoop thread, boolean shared, Channel channel, boolean segmenting) {

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

  /** Binds an address on a loop of its own, which is called so; nothing is read yet. */
  static UdpSocket open(String name, String host, int port, boolean nativeTransport)
      throws BindFailure {
    DriverLoop loop = DriverLoop.start(name, nativeTransport);
    try {
      return open(loop, false, host, port);
    } catch (BindFailure e) {
      loop.release();
      throw e;
    }
  }

  /** Binds the address of a driver, on its loop. */
  static UdpSocket open(DriverConfig config) throws BindFailure {
    DriverLoop loop = config.loop();
    return loop == null
        ? open(config.name(), config.host(), config.port(), config.nativeTransport())
        : open(loop, true, config.host(), config.port());
  }

  private static UdpSocket open(DriverLoop thread, boolean shared, String host, int port)
      throws BindFailure {
    InetAddress local = local(host, port);
    ChannelFuture bound = bootstrap(thread, family(local))
        .bind(new InetSocketAddress(local, port))
        .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw BindFailure.of(host, port, cause);
    }
    boolean segmenting =
        thread.isEpoll() && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    return new UdpSocket(thread, shared, bound.channel(), segmenting);
  }

  private static InetAddress local(String host, int port) throws BindFailure {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw BindFailure.unknownHost(host, port, e);
    }
  }

  private static SocketProtocolFamily family(InetAddress local) {
    return local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
  }

  private static Bootstrap bootstrap(DriverLoop thread, SocketProtocolFamily family) {
    Bootstrap bootstrap = new Bootstrap()
        .group(thread.group())
        .handler(new ChannelInboundHandlerAdapter())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_BYTES);
    if (!thread.isEpoll()) {
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

  /** Begins to end the thread, unless it is shared; the channel should be closed by then. */
  void release() {
    if (!shared) {
      thread.release();
    }
  }

  /** Waits until everything is closed and an own thread has ended, a few seconds at most; not on that thread. */
  void awaitRelease() {
    channel.closeFuture().awaitUninterruptibly(DriverLoop.STOP_SECONDS_MAX, TimeUnit.SECONDS);
    if (!shared) {
      thread.awaitEnd();
    }
  }

  /** Closes everything and waits for it, a few seconds at most; not on the event loop. */
  void close() {
    channel.close().awaitUninterruptibly(DriverLoop.STOP_SECONDS_MAX, TimeUnit.SECONDS);
    release();
    awaitRelease();
  }
}

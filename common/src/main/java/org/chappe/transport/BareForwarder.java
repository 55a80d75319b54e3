package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;

/**
 * Passes every packet from its port on to the next address and does nothing else: what a relay is measured against. Packets
 * that carry many datagrams are passed whole, without copying.
 */
public final class BareForwarder implements AutoCloseable {

  private final UdpSocket socket;

  private BareForwarder(UdpSocket socket) {
    this.socket = socket;
  }

  /**
   * Starts to forward from a port of 127.0.0.1.
   *
   * @param bindPort 0 lets the system choose
   * @throws BindFailure if the port can't be bound
   * @throws IllegalArgumentException if the next host is unknown
   */
  public static BareForwarder start(int bindPort, String nextHost, int nextPort)
      throws BindFailure {
    InetSocketAddress next = Endpoints.address(Endpoints.resolve(nextHost, nextPort));
    UdpSocket socket = UdpSocket.open("bare-" + bindPort, "127.0.0.1", bindPort, true);
    socket.startReading(new Passing(next));
    return new BareForwarder(socket);
  }

  /**
   * Forwards until the thread is interrupted: the whole of a forwarder process.
   *
   * @throws BindFailure if the port can't be bound
   */
  public static void run(int bindPort, String nextHost, int nextPort) throws BindFailure {
    try (BareForwarder forwarder = start(bindPort, nextHost, nextPort)) {
      forwarder.socket.channel().closeFuture().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port that it listens on. */
  public int port() {
    return socket.local().getPort();
  }

  @Override
  public void close() {
    socket.close();
  }

  private static final class Passing extends ChannelInboundHandlerAdapter {

    private final InetSocketAddress next;

    Passing(InetSocketAddress next) {
      this.next = next;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what the socket doesn't take is lost
    public void channelRead(ChannelHandlerContext context, Object read) {
      DatagramPacket packet = (DatagramPacket) read;
      Channel channel = context.channel();
      if (!channel.isWritable()) {
        packet.release();
        return;
      }
      ByteBuf content = packet.content();
      DatagramPacket onward = packet instanceof SegmentedDatagramPacket run
          ? new SegmentedDatagramPacket(content, run.segmentSize(), next)
          : new DatagramPacket(content, next);
      channel.write(onward, channel.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // a datagram that the socket refused is lost, like any other
    }
  }
}

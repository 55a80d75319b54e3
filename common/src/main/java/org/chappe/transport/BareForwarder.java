package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/**
 * Passes every datagram from its port on to the next address and does nothing else: what a relay is measured against. Those
 * that came together leave together, as one segmented packet where the kernel can.
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
    socket.startReading(new Passing(next, socket.segmenting()));
    return new BareForwarder(socket);
  }

  /** Waits until it is closed: the rest of a forwarder process. */
  public void await() throws InterruptedException {
    socket.channel().closeFuture().await();
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
    private final boolean segmenting;
    private final FrameRun run = new FrameRun();

    Passing(InetSocketAddress next, boolean segmenting) {
      this.next = next;
      this.segmenting = segmenting;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
      DatagramPacket datagram = (DatagramPacket) read;
      ByteBuf content = datagram.content();
      if (!segmenting || !content.isReadable()) {
        write(context.channel(), new DatagramPacket(content, next));
        return;
      }
      if (!run.accepts(content.readableBytes())) {
        write(context.channel(), run.take(next));
      }
      run.add(context.alloc(), content);
      datagram.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (!run.isEmpty()) {
        write(context.channel(), run.take(next));
      }
      context.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the socket doesn't take is lost
    private static void write(Channel channel, DatagramPacket packet) {
      if (channel.isWritable()) {
        channel.write(packet, channel.voidPromise());
      } else {
        packet.release();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // a datagram that the socket refused is lost, like any other
    }
  }
}

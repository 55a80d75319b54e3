package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies datagrams out of the network's buffers, which end here, and gives them to the node's loop. */
final class PacketReader extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(PacketReader.class);

  private final NodeLoop loop;
  private final TransportCounters counters;
  private final Endpoints endpoints = new Endpoints();
  private final byte[] bytes = new byte[UdpSocket.DATAGRAM_BUFFER_BYTES];

  private @Nullable InetSocketAddress sender;
  private Endpoint from = Endpoint.ipv4(0, 0);
  private int packets;
  private int datagrams;

  PacketReader(NodeLoop loop, TransportCounters counters) {
    this.loop = loop;
    this.counters = counters;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // on purpose, see below
  public void channelRead(ChannelHandlerContext context, Object read) {
    DatagramPacket datagram = (DatagramPacket) read;
    ByteBuf content = datagram.content();
    int length = Math.min(content.readableBytes(), bytes.length);
    try {
      content.readBytes(bytes, 0, length);
    } finally {
      datagram.release();
    }
    // Datagrams that the kernel gave out as one packet share the sender object, and with it the
    // time.
    if (datagram.sender() != sender) {
      beginPacket(datagram.sender());
    }
    datagrams++;
    loop.datagramArrived(from, bytes, length);
  }

  private void beginPacket(InetSocketAddress newSender) {
    sender = newSender;
    from = endpoints.remembered(newSender);
    packets++;
    loop.readClock();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    counters.add(TransportEvent.PACKETS_READ, packets);
    counters.add(TransportEvent.DATAGRAMS_READ, datagrams);
    packets = 0;
    datagrams = 0;
    loop.turn();
  }

  /** Errors of the network, such as a peer's closed port: UDP promises nothing, so they are counted and that is all. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    counters.count(TransportEvent.SOCKET_ERRORS);
    LOG.debug("socket={} error=\"{}\"", context.channel().localAddress(), cause.getMessage());
  }
}

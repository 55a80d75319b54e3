package org.chappe.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies packets out of the network's buffers, which end here, and gives them to the node's loop. */
final class PacketReader extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(PacketReader.class);

  private final NodeLoop loop;
  private final TransportCounters counters;
  private final Endpoints endpoints = new Endpoints();
  private final byte[] bytes = new byte[UdpSocket.PACKET_BUFFER_BYTES];

  PacketReader(NodeLoop loop, TransportCounters counters) {
    this.loop = loop;
    this.counters = counters;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    DatagramPacket packet = (DatagramPacket) read;
    ByteBuf content = packet.content();
    int length = content.readableBytes();
    try {
      content.readBytes(bytes, 0, length);
    } finally {
      packet.release();
    }
    int segmentBytes =
        packet instanceof SegmentedDatagramPacket run ? run.segmentSize() : Math.max(1, length);
    loop.packetArrived(endpoints.remembered(packet.sender()), bytes, length, segmentBytes);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    loop.batchEnded();
  }

  /** Errors of the network, such as a peer's closed port: UDP promises nothing, so they are counted and that is all. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    counters.count(TransportEvent.SOCKET_ERRORS);
    LOG.debug("socket={} error=\"{}\"", context.channel().localAddress(), cause.getMessage());
  }
}

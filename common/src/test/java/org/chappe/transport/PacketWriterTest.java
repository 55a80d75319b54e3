package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketWriterTest {

  private static final InetSocketAddress TO = Endpoints.address(Endpoint.ipv4(0x7F000001, 9));

  private final TransportCounters counters = new TransportCounters();

  private static ByteBuf bytes() {
    return Unpooled.directBuffer().writeZero(200);
  }

  /** A kernel that refuses with an error number. */
  private static EmbeddedChannel refusing(int error) {
    return new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
      @Override
      public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
        ReferenceCountUtil.release(packet);
        promise.tryFailure(new Errors.NativeIoException("sendmmsg", -error));
      }
    });
  }

  @Test
  void shouldDropWhatTheSocketDoesNotTakeAndGoOnLater() {
    EmbeddedChannel channel = new EmbeddedChannel();
    PacketWriter writer = new PacketWriter("test", channel, true, counters);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    ByteBuf dropped = bytes();
    writer.write(new SegmentedDatagramPacket(dropped, 100, TO), 2);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    writer.write(new DatagramPacket(bytes(), TO), 1);
    writer.flush();

    assertThat(dropped.refCnt()).isZero();
    assertThat(counters.of(TransportEvent.UNWRITABLE_DROPPED)).isEqualTo(2);
    assertThat(counters.of(TransportEvent.DATAGRAMS_WRITTEN)).isEqualTo(1);
    assertThat(channel.outboundMessages()).hasSize(1);
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 22})
  void shouldSendSinglyOnceTheKernelRefusedToSegment(int error) {
    EmbeddedChannel channel = refusing(error);
    PacketWriter writer = new PacketWriter("test", channel, true, counters);
    assertThat(writer.isSegmenting()).isTrue();
    writer.write(new SegmentedDatagramPacket(bytes(), 100, TO), 2);
    writer.flush();

    assertThat(writer.isSegmenting()).isFalse();
    assertThat(counters.of(TransportEvent.SEGMENTATION_REFUSED)).isEqualTo(1);
    channel.finishAndReleaseAll();
  }

  @Test
  void shouldGoOnSegmentingAfterOtherErrors() {
    EmbeddedChannel channel = refusing(111);
    PacketWriter writer = new PacketWriter("test", channel, true, counters);
    writer.write(new SegmentedDatagramPacket(bytes(), 100, TO), 2);

    assertThat(writer.isSegmenting()).isTrue();
    assertThat(counters.of(TransportEvent.SOCKET_ERRORS)).isEqualTo(1);
    assertThat(channel.isOpen()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void shouldForgetPeersWhenThereAreTooManyAndLoseNothing() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setWriteBufferHighWaterMark(1 << 30);
    PacketWriter writer = new PacketWriter("test", channel, true, counters);
    DriverConfig config = DriverConfig.of("test", "127.0.0.1", 0);
    FrameSender sender = new FrameSender(writer, channel.alloc(), config, null, counters);
    for (int i = 0; i <= FrameSender.PEERS_MAX; i++) {
      sender.send(0, Endpoint.ipv4(i, 7000), Frames.send("hello"));
    }
    sender.flush();

    assertThat(counters.of(TransportEvent.PEERS_FORGOTTEN)).isEqualTo(FrameSender.PEERS_MAX);
    assertThat(channel.outboundMessages()).hasSize(FrameSender.PEERS_MAX + 1);
    channel.finishAndReleaseAll();
  }

  @Test
  void shouldNotSendToPortZero() {
    EmbeddedChannel channel = new EmbeddedChannel();
    PacketWriter writer = new PacketWriter("test", channel, true, counters);
    DriverConfig config = DriverConfig.of("test", "127.0.0.1", 0);
    FrameSender sender = new FrameSender(writer, channel.alloc(), config, null, counters);
    sender.send(0, Endpoint.ipv4(0x7F000001, 0), Frames.send("hello"));
    sender.flush();

    assertThat(counters.of(TransportEvent.UNREACHABLE_DROPPED)).isEqualTo(1);
    assertThat(channel.outboundMessages()).isEmpty();
  }
}

package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;

class FrameRunTest {

  private static final InetSocketAddress TO = Endpoints.address(Endpoint.ipv4(0x7F000001, 9));
  private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private final FrameRun run = new FrameRun();

  private void add(int length) {
    run.add(ALLOCATOR, new byte[256], 0, length);
  }

  @Test
  void shouldTakeEqualLengthsAndOneShorterLast() {
    add(100);
    assertThat(run.accepts(100)).isTrue();
    assertThat(run.accepts(101)).isFalse();
    add(100);
    add(60);

    assertThat(run.accepts(60)).isFalse();
    assertThat(run.accepts(100)).isFalse();
    DatagramPacket packet = run.take(TO);
    assertThat(packet).isInstanceOf(SegmentedDatagramPacket.class);
    assertThat(((SegmentedDatagramPacket) packet).segmentSize()).isEqualTo(100);
    assertThat(packet.content().readableBytes()).isEqualTo(260);
    packet.release();
  }

  @Test
  void shouldStartAnewAfterAPacketWasTaken() {
    add(100);
    add(50);
    run.take(TO).release();

    assertThat(run.isEmpty()).isTrue();
    assertThat(run.accepts(256)).isTrue();
  }

  @Test
  void shouldNotTakeMoreThanTheKernelDoes() {
    for (int i = 0; i < FrameRun.SEGMENTS_MAX; i++) {
      assertThat(run.accepts(256)).isTrue();
      add(256);
    }

    assertThat(run.accepts(256)).isFalse();
    DatagramPacket packet = run.take(TO);
    assertThat(packet.content().readableBytes()).isEqualTo(256 * FrameRun.SEGMENTS_MAX);
    packet.release();
  }

  @Test
  void shouldMakeAPlainPacketOfASingleDatagram() {
    add(100);
    DatagramPacket packet = run.take(TO);

    assertThat(packet).isNotInstanceOf(SegmentedDatagramPacket.class);
    packet.release();
  }
}

package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Buffers of the network are given back, whatever becomes of their datagrams. */
@Isolated
class LeakTest {

  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class.getName());
  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @BeforeEach
  void listen() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    reports.start();
    logger.addAppender(reports);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(reports);
  }

  @Test
  void shouldGiveBackEveryBuffer() throws Exception {
    exchange(true);
    exchange(false);
    provokeReports();
    assertThat(reports.list).isEmpty();

    leak();
    await().until(() -> {
      provokeReports();
      return !reports.list.isEmpty();
    });
  }

  /** Frames, garbage and impairments, with some of each still under way at the end. */
  private static void exchange(boolean nativeTransport) throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
        for (int i = 0; i < 50; i++) {
          effects.send(arrived.from(), frame);
        }
      }
      return Verdict.ACCEPTED;
    });
    DriverConfig config = DriverConfig.of("test", "127.0.0.1", 0)
        .withNativeTransport(nativeTransport)
        .withImpairments(List.of(
            ImpairmentSpec.parse("loss=0.1,dup=0.2,delay=5ms"),
            ImpairmentSpec.parse("in:loss=0.1,dup=0.2,delay=1ms,corrupt=0.2")));
    try (RawSocket peer = new RawSocket();
        NodeDriver driver =
            NodeDriver.start(config, local -> node, Committer.MEMORY, NodeListener.SILENT)) {
      for (int i = 0; i < 100; i++) {
        peer.send(driver.local(), "send/7/1234567890/0987654321/hello");
        peer.send(driver.local(), "nonsense".repeat(50));
      }
      peer.receive();
    }
  }

  /** Leaks are reported when their buffers were collected and others are made. */
  private static void provokeReports() {
    System.gc();
    for (int i = 0; i < 100; i++) {
      PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
    }
  }

  private static void leak() {
    for (int i = 0; i < 10; i++) {
      ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(64);
      assertThat(lost.refCnt()).isEqualTo(1);
    }
  }
}

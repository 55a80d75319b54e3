package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ImpairedDriverTest {

  private static final String HELLO = "send/7/1234567890/0987654321/hello";

  private static NodeDriver echo(String name, boolean nativeTransport, String... specs)
      throws BindFailure {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
        effects.send(arrived.from(), frame);
      }
      return Verdict.ACCEPTED;
    });
    DriverConfig config = DriverConfig.of(name, "127.0.0.1", 0)
        .withNativeTransport(nativeTransport)
        .withImpairments(List.of(specs).stream().map(ImpairmentSpec::parse).toList());
    return NodeDriver.start(config, local -> node, Committer.MEMORY, NodeListener.SILENT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldGiveOnWhatWasDelayedEachWay(boolean nativeTransport) throws Exception {
    try (NodeDriver driver = echo("test", nativeTransport, "in:delay=5ms", "out:delay=5ms");
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      assertThat(peer.receiveText()).isEqualTo(HELLO);
      assertThat(driver.events().of(TransportEvent.IMPAIRED_DELAYED)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldDoubleWhatItSends(boolean nativeTransport) throws Exception {
    try (NodeDriver driver = echo("test", nativeTransport, "clients:dup=1");
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      assertThat(peer.receiveText()).isEqualTo(HELLO);
      assertThat(peer.receiveText()).isEqualTo(HELLO);
      assertThat(driver.events().of(TransportEvent.IMPAIRED_DOUBLED)).isEqualTo(1);
    }
  }

  @Test
  void shouldWarnOnceOfWhatIsImpairedAndBeQuietOtherwise() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(NodeDriver.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (NodeDriver loud = echo("loud", true, "loss=0.2", "in:relay=3:dup=0.1");
        NodeDriver quiet = echo("quiet", true)) {
      assertThat(loud.local()).isNotEqualTo(quiet.local());
      assertThat(lines.list).hasSize(1);
      assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.WARN);
      assertThat(lines.list.get(0).getFormattedMessage())
          .contains("node=loud", "sent to everyone: 20.00 % lost", "received from relay 3");
    } finally {
      logger.detachAppender(lines);
    }
  }
}

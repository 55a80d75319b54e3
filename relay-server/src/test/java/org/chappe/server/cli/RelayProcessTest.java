package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Limits;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RelayProcessTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(RelayProcess.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final FakeRelays relays = new FakeRelays();

  @BeforeEach
  void listen() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void shouldSayWhereARelayListens() throws Exception {
    start("127.0.0.1").close();

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("relay 1 of 1 listens on 127.0.0.1:7001");
  }

  @Test
  void shouldWarnWhenOthersCanReachIt() throws Exception {
    start("192.0.2.1").close();

    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("OPEN TO THE NETWORK")
        .contains("192.0.2.1:7001");
  }

  @Test
  void shouldEndWhenItIsClosed() throws Exception {
    RelayProcess process = start("127.0.0.1");
    process.close();

    process.awaitEnd();

    assertThat(relays.closed).containsExactly(1);
  }

  @Test
  void shouldTellOfARelayThatBroke() throws Exception {
    RelayProcess process = start("127.0.0.1");
    relays.end.completeExceptionally(new IllegalStateException("planted"));

    assertThatThrownBy(process::awaitEnd)
        .hasMessage("a relay has stopped")
        .hasRootCauseMessage("planted");
  }

  @Test
  void shouldEndWhenItsRelaysHaveLeft() throws Exception {
    RelayProcess process = start("127.0.0.1");
    process.leave();

    process.awaitEnd();

    assertThat(relays.closed).isEmpty();
    process.close();
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private RelayProcess start(String host) throws UserError {
    Relay relay = new Relay(new RelayNumber(1), host, 7001);
    Topology line = new Topology("line", 1, 0, Limits.DEFAULT, List.of(relay));
    return RelayProcess.start(relays, line, List.of(relay), List.of(), number -> null);
  }
}

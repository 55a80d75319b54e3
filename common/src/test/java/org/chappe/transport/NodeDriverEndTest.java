package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chappe.transport.Drivers.closeGate;
import static org.chappe.transport.Drivers.config;
import static org.chappe.transport.Drivers.echo;
import static org.chappe.transport.Drivers.passGate;
import static org.chappe.transport.Drivers.start;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.chappe.node.Input;
import org.chappe.node.StorageFailure;
import org.chappe.node.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How drivers don't begin, and how they end. */
class NodeDriverEndTest {

  private static final String HELLO = "send/7/1234567890/0987654321/hello";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSayInOneLineThatThePortIsTaken(boolean nativeTransport) throws Exception {
    try (NodeDriver first = start(config(nativeTransport), echo())) {
      int port = first.local().port();
      DriverConfig same = new DriverConfig(
          "test", "127.0.0.1", port, Map.of(), 0, List.of(), nativeTransport, null);

      assertThatThrownBy(() -> start(same, echo()))
          .isInstanceOf(BindFailure.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:" + port + ": the port is taken by another program");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSayInOneLineThatTheAddressIsNotLocal(boolean nativeTransport) {
    DriverConfig foreign =
        DriverConfig.of("test", "192.0.2.1", 0).withNativeTransport(nativeTransport);

    assertThatThrownBy(() -> start(foreign, echo()))
        .isInstanceOf(BindFailure.class)
        .hasMessage("cannot listen on 192.0.2.1:0: the address is not one of this host's");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldStopWhenTheNodeThrows(boolean nativeTransport) throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      throw new IllegalStateException("planted");
    });
    try (NodeDriver driver = start(config(nativeTransport), node);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);
      peer.send(driver.local(), HELLO);

      assertThatThrownBy(() -> driver.terminated().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("planted");
      assertThat(node.inputs).hasSize(1);
      assertThat(driver.command(new Input.Order() {})).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldEndAtOnceAndSayWhyWhenItIsAborted(boolean nativeTransport) throws Exception {
    StorageFailure planted = new StorageFailure("planted", new IOException("of the disk"));
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      passGate(input);
      return Verdict.COMMANDED;
    });
    try (NodeDriver driver = start(config(nativeTransport), node)) {
      Drivers.Gate gate = closeGate(driver);

      assertThat(driver.abort(planted)).isTrue();
      assertThat(driver.abort(planted)).as("it is ending").isFalse();
      assertThat(driver.command(new Input.Order() {})).isFalse();
      assertThat(driver.terminated()).isNotDone();
      gate.opened().countDown();

      assertThatThrownBy(() -> driver.terminated().get(20, TimeUnit.SECONDS)).hasCause(planted);
      assertThat(node.inputs).hasSize(1);
    }
  }

  @Test
  void shouldNotBeAbortedAfterItsEnd() throws Exception {
    NodeDriver driver = start(config(false), echo());
    driver.close();

    assertThat(driver.abort(new StorageFailure("late", new IOException("late"))))
        .isFalse();
    assertThat(driver.terminated()).isCompleted();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSendWhatWaitsBeforeItCloses(boolean nativeTransport) throws Exception {
    try (RawSocket peer = new RawSocket()) {
      FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
        effects.send(peer.local(), Frames.send("last words"));
        return Verdict.COMMANDED;
      });
      NodeDriver driver = start(config(nativeTransport), node);
      driver.command(new Input.Order() {});
      driver.close();

      assertThat(driver.terminated()).isCompleted();
      assertThat(peer.receiveText()).endsWith("last words");
      driver.close();
    }
  }
}

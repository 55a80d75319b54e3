package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;

/** Drivers and nodes that tests of the transport have in common. */
final class Drivers {

  private Drivers() {}

  static DriverConfig config(boolean nativeTransport) {
    return DriverConfig.of("test", "127.0.0.1", 0).withNativeTransport(nativeTransport);
  }

  static NodeDriver start(DriverConfig config, Node node) throws BindFailure {
    return NodeDriver.start(config, local -> node, Committer.MEMORY, NodeListener.SILENT);
  }

  static FakeNode echo() {
    return new FakeNode((node, nowNanos, input, effects) -> {
      if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
        effects.send(arrived.from(), frame);
      }
      return Verdict.ACCEPTED;
    });
  }

  /** An order that holds the event loop until the test opens the gate. */
  record Gate(CountDownLatch entered, CountDownLatch opened) implements Input.Order {
    Gate() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    void pass() {
      entered.countDown();
      await(opened);
    }

    static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static Gate closeGate(NodeDriver driver) {
    Gate gate = new Gate();
    assertThat(driver.command(gate)).isTrue();
    Gate.await(gate.entered);
    return gate;
  }

  static void passGate(Input input) {
    if (input instanceof Input.Command command && command.order() instanceof Gate gate) {
      gate.pass();
    }
  }
}

package org.chappe.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.transport.Drivers.closeGate;
import static org.chappe.transport.Drivers.config;
import static org.chappe.transport.Drivers.echo;
import static org.chappe.transport.Drivers.passGate;
import static org.chappe.transport.Drivers.start;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeDriverTest {

  private static final String HELLO = "send/7/1234567890/0987654321/hello";

  private record SendOrder(Frame frame, int times) implements Input.Order {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCarryFramesInAndOut(boolean nativeTransport) throws Exception {
    FakeNode node = echo();
    try (NodeDriver driver = start(config(nativeTransport), node);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      assertThat(peer.receiveText()).isEqualTo(HELLO);
      assertThat(((Input.FrameArrived) node.inputs.get(0)).from()).isEqualTo(peer.local());
      assertThat(node.times).allMatch(nanos -> nanos >= 0);
      await().until(() -> driver.counters().of(Verdict.ACCEPTED) == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldShareALoopAndLeaveItRunningWhenClosed(boolean nativeTransport) throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    FakeNode.Reaction echoing = (node, nowNanos, input, effects) -> {
      threads.add(Thread.currentThread());
      return echo().step(nowNanos, input, effects);
    };
    try (DriverLoop loop = DriverLoop.start("shared", nativeTransport);
        RawSocket peer = new RawSocket()) {
      DriverConfig config = config(nativeTransport).withLoop(loop);
      NodeDriver one = start(config, new FakeNode(echoing));
      try (NodeDriver other = start(config, new FakeNode(echoing))) {
        peer.send(one.local(), HELLO);
        assertThat(peer.receiveText()).isEqualTo(HELLO);
        one.close();
        assertThat(one.terminated()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(one.command(new SendOrder(Frames.send("late"), 1))).isFalse();

        peer.send(other.local(), HELLO);
        assertThat(peer.receiveText()).isEqualTo(HELLO);
      }
      assertThat(threads).hasSize(2).allMatch(threads.get(0)::equals);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldServeCommitsAndOneDeadlineAfterAllFramesOfABatch(boolean nativeTransport)
      throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      passGate(input);
      if (input instanceof Input.FrameArrived) {
        effects.commit(new Batch(self.inputs.size(), List.of()));
        self.deadlineNanos = nowNanos;
      }
      return Verdict.ACCEPTED;
    });
    try (NodeDriver driver = start(config(nativeTransport), node);
        RawSocket peer = new RawSocket()) {
      Drivers.Gate gate = closeGate(driver);
      for (int i = 0; i < 10; i++) {
        peer.send(driver.local(), HELLO);
      }
      gate.opened().countDown();

      await().until(() -> node.count(Input.DeadlineReached.class) > 0);
      assertThat(node.inputs.subList(1, 11)).allMatch(Input.FrameArrived.class::isInstance);
      assertThat(node.inputs.subList(11, 21))
          .containsExactlyElementsOf(IntStream.rangeClosed(2, 11)
              .mapToObj(number -> new Input.Committed(number))
              .toList());
      assertThat(node.inputs.subList(21, node.inputs.size()))
          .containsExactly(Input.DEADLINE_REACHED);
      assertThat(node.reentered).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTakeCommitsFromAnotherThread(boolean nativeTransport) throws Exception {
    ExecutorService store = Executors.newSingleThreadExecutor();
    Executor slow = task -> store.execute(task);
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      if (input instanceof Input.FrameArrived) {
        effects.commit(new Batch(5, List.of()));
      }
      return Verdict.ACCEPTED;
    });
    try (NodeDriver driver = NodeDriver.start(
            config(nativeTransport),
            local -> node,
            (batch, committed) -> slow.execute(committed),
            NodeListener.SILENT);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      await().until(() -> node.inputs.contains(new Input.Committed(5)));
    } finally {
      store.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldWakeTheNodeAtItsDeadline(boolean nativeTransport) throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> Verdict.DEADLINE);
    node.deadlineNanos = 5_000_000;
    try (NodeDriver driver = start(config(nativeTransport), node)) {
      await().until(() -> driver.counters().of(Verdict.DEADLINE) == 1);
      assertThat(node.times.get(0)).isGreaterThanOrEqualTo(5_000_000);
    }
  }

  @Test
  void shouldLetOthersInWhenTheNodeIsAlwaysDue() throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      self.deadlineNanos = 0;
      return Verdict.ACCEPTED;
    });
    node.deadlineNanos = 0;
    try (NodeDriver driver = start(config(true), node);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      await().until(() -> node.count(Input.FrameArrived.class) == 1);
      assertThat(driver.events().of(TransportEvent.TURNS_CUT)).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSplitWhatLeavesTogetherIntoDatagramsInOrder(boolean nativeTransport) throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
        for (int i = 0; i < 200; i++) {
          effects.send(arrived.from(), frame.at(Stamp.classic(i % 100)));
        }
      }
      return Verdict.ACCEPTED;
    });
    try (NodeDriver driver = start(config(nativeTransport), node);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), HELLO);

      for (int i = 0; i < 200; i++) {
        assertThat(peer.receiveText()).isEqualTo(HELLO.replace("/7/", "/" + i % 100 + "/"));
      }
      assertThat(driver.events().of(TransportEvent.DATAGRAMS_WRITTEN)).isEqualTo(200);
      if (!nativeTransport) {
        assertThat(driver.events().of(TransportEvent.PACKETS_WRITTEN)).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCarryRunsFromDriverToDriver(boolean nativeTransport) throws Exception {
    FakeNode receiver = new FakeNode((self, nowNanos, input, effects) -> Verdict.ACCEPTED);
    try (NodeDriver to = start(config(nativeTransport), receiver)) {
      FakeNode sender = new FakeNode((self, nowNanos, input, effects) -> {
        if (input instanceof Input.Command command && command.order() instanceof SendOrder order) {
          for (int i = 0; i < order.times; i++) {
            effects.send(to.local(), order.frame);
          }
        }
        return Verdict.COMMANDED;
      });
      try (NodeDriver from = start(config(nativeTransport), sender)) {
        assertThat(from.command(new SendOrder(Frames.send("hello"), 300))).isTrue();

        await().until(() -> receiver.count(Input.FrameArrived.class) == 300);
        assertThat(receiver.inputs)
            .allMatch(input -> ((Input.FrameArrived) input).decoded().equals(Frames.send("hello")));
        await().until(() -> to.events().of(TransportEvent.DATAGRAMS_READ) == 300);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldPadWhatGoesToRelaysOnly(boolean nativeTransport) throws Exception {
    FakeNode node = echo();
    try (RawSocket relay = new RawSocket();
        RawSocket client = new RawSocket();
        NodeDriver driver = start(
            config(nativeTransport)
                .withRelays(Map.of(relay.local(), new RelayNumber(2)))
                .withPadBytes(64),
            node)) {
      relay.send(driver.local(), HELLO);
      client.send(driver.local(), HELLO);

      byte[] padded = relay.receive();
      assertThat(padded).hasSize(64).startsWith(HELLO.getBytes(UTF_8));
      assertThat(padded).endsWith(new byte[64 - HELLO.length()]);
      assertThat(client.receiveText()).isEqualTo(HELLO);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldJudgeBadDatagramsAndGoOn(boolean nativeTransport) throws Exception {
    FakeNode node = echo();
    try (NodeDriver driver = start(config(nativeTransport), node);
        RawSocket peer = new RawSocket()) {
      peer.send(driver.local(), new byte[0]);
      peer.send(driver.local(), HELLO + "x".repeat(300));
      peer.send(driver.local(), new byte[] {(byte) 0xFA, 1, 2});
      peer.send(driver.local(), HELLO);

      assertThat(peer.receiveText()).isEqualTo(HELLO);
      assertThat(node.inputs)
          .filteredOn(input -> ((Input.FrameArrived) input).decoded() instanceof Malformed)
          .extracting(input -> ((Malformed) ((Input.FrameArrived) input).decoded()).refusal())
          .contains(Refusal.SIZE)
          .hasSize(3);
    }
  }

  @Test
  void shouldRefuseCommandsWhenTooManyWait() throws Exception {
    FakeNode node = new FakeNode((self, nowNanos, input, effects) -> {
      passGate(input);
      return Verdict.COMMANDED;
    });
    try (NodeDriver driver = start(config(true), node)) {
      Drivers.Gate gate = closeGate(driver);
      Input.Order order = new Input.Order() {};
      for (int i = 0; i < Inbox.COMMANDS_MAX; i++) {
        assertThat(driver.command(order)).isTrue();
      }

      assertThat(driver.command(order)).isFalse();
      assertThat(driver.events().of(TransportEvent.COMMANDS_REFUSED)).isEqualTo(1);
      gate.opened().countDown();
    }
  }
}

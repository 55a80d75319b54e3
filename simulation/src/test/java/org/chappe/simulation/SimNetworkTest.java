package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;

/** Each fault really happens: a network without any would let every seed pass. */
class SimNetworkTest {

  private static final int SENT = 200;

  private static final long MILLISECOND = Simulation.MILLISECOND;

  private final Simulation simulation = new Simulation(1);
  private final List<Input> inputs = new ArrayList<>();
  private final SimHost sender = add(1);
  private final SimHost receiver = add(2);

  /** Writes down what it is given; wants its deadline after each frame. */
  private final class Recorder implements Node {
    private long deadline = NEVER;

    @Override
    public Verdict step(long nowNanos, Input input, Effects effects) {
      inputs.add(input);
      deadline = input instanceof Input.FrameArrived ? nowNanos : NEVER;
      return Verdict.ACCEPTED;
    }

    @Override
    public long nextDeadline() {
      return deadline;
    }
  }

  private SimHost add(int number) {
    return simulation.addHost(
        "host " + number,
        ToyNode.endpoint(number),
        new SimStore(simulation, 0),
        (store, random) -> new Recorder());
  }

  @Test
  void shouldCarryEverythingInOrderWithoutFaults() {
    send();
    assertThat(texts()).hasSize(SENT).isSorted();
  }

  @Test
  void shouldLoseSome() {
    simulation.network().setFaults(Faults.losing(0.5));
    send();
    assertThat(texts()).hasSizeBetween(SENT / 4, SENT * 3 / 4).isSorted();
    assertThat(simulation.network().counts().lost).isEqualTo(SENT - texts().size());
  }

  @Test
  void shouldDoubleSome() {
    simulation.network().setFaults(new Faults(0, 1, 0, 0, MILLISECOND, 0, MILLISECOND));
    send();
    assertThat(texts()).hasSize(2 * SENT);
    assertThat(Set.copyOf(texts())).hasSize(SENT);
  }

  @Test
  void shouldReorderSome() {
    simulation.network().setFaults(new Faults(0, 0, 0.5, 0, MILLISECOND, 0, 50 * MILLISECOND));
    send();
    assertThat(texts()).hasSize(SENT).doesNotHaveDuplicates();
    assertThat(texts()).isNotEqualTo(texts().stream().sorted().toList());
  }

  @Test
  void shouldCorruptSomeAndDropWhatStillReadsAsAFrame() {
    simulation.network().setFaults(new Faults(0, 0, 0, 1, MILLISECOND, 0, 0));
    send();
    assertThat(texts()).isEmpty();
    NetworkCounts counts = simulation.network().counts();
    assertThat(counts.corrupted).isEqualTo(SENT);
    assertThat(counts.caught).isPositive().isLessThan(SENT);
    assertThat(inputs)
        .filteredOn(input ->
            input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Malformed)
        .hasSize((int) (SENT - counts.caught));
  }

  @Test
  void shouldLetNothingThroughAPartitionUntilItHeals() {
    Set<SimHost> island = Set.of(receiver);
    simulation.network().cutOff(island);
    send();
    assertThat(texts()).isEmpty();
    assertThat(simulation.network().counts().cut).isEqualTo(SENT);
    simulation.network().join(island);
    send();
    assertThat(texts()).hasSize(SENT);
  }

  @Test
  void shouldPadWithoutChangingTheFrame() {
    simulation.network().setPadding(64);
    send();
    assertThat(texts()).hasSize(SENT);
    assertThat(simulation.log().entries())
        .filteredOn(entry -> entry.kind() == EventLog.Kind.SENT)
        .hasSize(SENT)
        .allMatch(entry -> entry.content().length() == 64);
  }

  @Test
  void shouldStepAllFramesOfAnInstantBeforeTheDeadline() {
    simulation.network().setQuantum(Simulation.SECOND);
    send();
    assertThat(inputs).hasSize(SENT + 1);
    assertThat(inputs.get(SENT)).isEqualTo(Input.DEADLINE_REACHED);
  }

  private void send() {
    for (int i = 0; i < SENT; i++) {
      Payload text = Payload.of(String.valueOf(1_000 + i));
      Message message = Message.plain(ToyNode.client(1), ToyNode.client(2), text);
      sender.effects().send(receiver.endpoint(), new Frame.Send(Stamp.unnumbered(), message, ""));
    }
    simulation.run(2 * Simulation.SECOND);
  }

  private List<String> texts() {
    return inputs.stream()
        .filter(input ->
            input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame)
        .map(input -> ((Frame) ((Input.FrameArrived) input).decoded()).payload().text())
        .toList();
  }
}

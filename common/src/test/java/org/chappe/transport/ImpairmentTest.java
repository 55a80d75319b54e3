package org.chappe.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.transport.ImpairmentSpec.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairmentTest {

  private static final int DATAGRAMS = 20_000;
  private static final Endpoint RELAY = Endpoint.ipv4(0x7F000001, 7002);
  private static final Endpoint CLIENT = Endpoint.ipv4(0x7F000001, 9999);

  private final TransportCounters counters = new TransportCounters();
  private final List<byte[]> passed = new ArrayList<>();
  private final DatagramExit exit = (peer, bytes, offset, length) -> passed.add(bytes.clone());

  private static List<List<Impairment.Copy>> decide(String text, long seed) {
    Impairment impairment = new Impairment(ImpairmentSpec.parse(text), new SplittableRandom(seed));
    List<List<Impairment.Copy>> fates = new ArrayList<>();
    for (int i = 0; i < DATAGRAMS; i++) {
      fates.add(impairment.decide(100));
    }
    return fates;
  }

  private static List<Impairment.Copy> copies(String text, long seed) {
    return decide(text, seed).stream().flatMap(List::stream).toList();
  }

  private ImpairedPath path(String... specs) {
    DriverConfig config = DriverConfig.of("test", "127.0.0.1", 0)
        .withRelays(Map.of(RELAY, new RelayNumber(2)))
        .withImpairments(List.of(specs).stream().map(ImpairmentSpec::parse).toList());
    return requireNonNull(ImpairedPath.of(config, Direction.OUT, 0, counters));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldFaultAsOftenAsAsked(long seed) {
    String text = "loss=0.2,dup=0.1,reorder=0.05,corrupt=0.3";
    List<List<Impairment.Copy>> fates = decide(text, seed);
    List<Impairment.Copy> copies = copies(text, seed);

    // four standard deviations of the binomial distribution are at most 227 of 20,000
    assertThat(fates.stream().filter(List::isEmpty)).as("seed %d", seed).hasSizeBetween(3770, 4230);
    assertThat(fates.stream().filter(f -> f.size() == 2)).hasSizeBetween(1440, 1760);
    assertThat(copies.stream().filter(Impairment.Copy::isCorrupted)).hasSizeBetween(5000, 5560);
    assertThat(copies.stream().filter(c -> c.delayNanos() == ImpairmentSpec.REORDER_NANOS))
        .hasSizeBetween(750, 1010);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldDecideTheSameWithTheSameSeed(long seed) {
    String text = "loss=0.2,dup=0.1,reorder=0.05,corrupt=0.3,delay=5ms,jitter=2ms";

    assertThat(decide(text, seed)).isEqualTo(decide(text, seed));
    assertThat(decide(text, seed)).isNotEqualTo(decide(text, seed + 1));
  }

  @Test
  void shouldDelayWithinTheJitter() {
    List<Impairment.Copy> copies = copies("delay=20ms,jitter=5ms", 1);

    assertThat(copies).hasSize(DATAGRAMS);
    assertThat(copies).allMatch(c -> c.delayNanos() >= 15_000_000 && c.delayNanos() <= 25_000_000);
    assertThat(copies).anyMatch(c -> c.delayNanos() < 16_000_000);
    assertThat(copies).anyMatch(c -> c.delayNanos() > 24_000_000);
  }

  @Test
  void shouldChangeOneByteOfACorruptedCopyAndLeaveTheOriginal() {
    byte[] bytes = new byte[50];
    path("corrupt=1").pass(0, CLIENT, bytes, 0, bytes.length, exit);

    assertThat(bytes).containsOnly(0);
    int changed = 0;
    for (byte b : passed.get(0)) {
      changed += b != 0 ? 1 : 0;
    }
    assertThat(changed).isEqualTo(1);
    assertThat(counters.of(TransportEvent.IMPAIRED_CORRUPTED)).isEqualTo(1);
  }

  @Test
  void shouldFollowTheLastRuleThatFits() {
    ImpairedPath path = path("loss=1", "relay=2:loss=0", "relay=3:loss=1");

    assertThat(path.pass(0, CLIENT, new byte[9], 0, 9, exit)).isTrue();
    assertThat(passed).isEmpty();
    assertThat(path.pass(0, RELAY, new byte[9], 0, 9, exit)).isTrue();
    assertThat(passed).hasSize(1);
    assertThat(counters.of(TransportEvent.IMPAIRED_LOST)).isEqualTo(1);
  }

  @Test
  void shouldLeaveAloneWhomNoRuleFits() {
    assertThat(path("relay=2:loss=1").pass(0, CLIENT, new byte[9], 0, 9, exit)).isFalse();
    assertThat(passed).isEmpty();
  }

  @Test
  void shouldHoldBackUntilDueAndKeepTheOrder() {
    ImpairedPath path = path("delay=20ms");
    assertThat(path.nextDueNanos()).isEqualTo(Node.NEVER);
    path.pass(1_000, CLIENT, new byte[] {1}, 0, 1, exit);
    path.pass(1_000, CLIENT, new byte[] {2}, 0, 1, exit);

    assertThat(path.nextDueNanos()).isEqualTo(20_001_000);
    path.release(20_000_999, exit);
    assertThat(passed).isEmpty();
    path.release(20_001_000, exit);
    assertThat(passed).containsExactly(new byte[] {1}, new byte[] {2});
    assertThat(path.nextDueNanos()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldDropWhatIsTooMuchToHold() {
    ImpairedPath path = path("delay=1s");
    for (int i = 0; i <= DelayLine.HELD_MAX; i++) {
      path.pass(0, CLIENT, new byte[1], 0, 1, exit);
    }

    assertThat(counters.of(TransportEvent.IMPAIRED_DELAYED)).isEqualTo(DelayLine.HELD_MAX);
    assertThat(counters.of(TransportEvent.IMPAIRMENT_FULL)).isEqualTo(1);
  }
}

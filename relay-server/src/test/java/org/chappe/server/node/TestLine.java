package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.chappe.link.LinkConfig;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.chain.Line;
import org.chappe.server.directory.Directory;
import org.chappe.server.station.StationLimits;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.FrameCodec;

/**
 * A line of relays on virtual time. Datagrams travel as encoded bytes and arrive at once, in order, unless {@link #lost}
 * takes them. Whoever is not a relay is a mere endpoint: what is sent to it is kept as text until it is {@link #heard}.
 */
final class TestLine {

  static final long MILLIS = 1_000_000L;
  static final long SECONDS = 1_000 * MILLIS;
  static final long INCARNATION = 1_700_000_000_000L;

  /** More steps than any of these tests needs at one instant: beyond it, relays keep each other busy for nothing. */
  private static final int STEPS_MAX = 100_000;

  /** A datagram on its way. */
  record Datagram(Endpoint from, Endpoint to, String text) {}

  final RelayConfig config;
  final Map<Integer, TestRelay> relays = new LinkedHashMap<>();
  final List<Datagram> travelled = new ArrayList<>();
  Predicate<Datagram> lost = datagram -> false;
  long now = SECONDS;
  private final ArrayDeque<Datagram> network = new ArrayDeque<>();
  private final Map<Endpoint, List<String>> mail = new LinkedHashMap<>();
  private long steps;

  TestLine(RelayConfig config) {
    this.config = config;
    config.line().numbers().forEach(number -> start(number, INCARNATION));
    settle();
  }

  /** Relays 1 to n with roomy limits. */
  static TestLine of(int relays) {
    return new TestLine(config(1, IntStream.rangeClosed(1, relays).boxed().toList()));
  }

  static RelayConfig config(int self, List<Integer> numbers) {
    return config(self, numbers, StationLimits.DEFAULT, 64);
  }

  static RelayConfig config(
      int self, List<Integer> numbers, StationLimits station, int sessionsMax) {
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    numbers.forEach(number -> endpoints.put(number, relayAt(number)));
    return new RelayConfig(
        new Line(self, numbers),
        endpoints,
        2,
        INCARNATION,
        LinkConfig.DEFAULT,
        station,
        sessionsMax);
  }

  /** Who belongs to a line of which nobody has been heard. */
  static Roster roster(RelayConfig config) {
    KnownRelays nobody = new KnownRelays(new MemoryStore(), new CommitQueue());
    return new Roster(config, nobody, new SplittableRandom(1));
  }

  /** What a relay tells its neighbours of that knows no accounts. */
  static LineTables tables(Directory directory) {
    return new LineTables(
        directory,
        new AccountTable(new MemoryStore(), new CommitQueue()),
        new BroadcastTable(new MemoryStore(), new CommitQueue()));
  }

  static Endpoint relayAt(int number) {
    return Endpoint.ipv4(0x7F000001, 7000 + number);
  }

  static Endpoint clientAt(int index) {
    return Endpoint.ipv4(0x7F000001, 9000 + index);
  }

  /** Starts a relay, anew and without memory if it was there. */
  void start(int number, long incarnation) {
    start(number, incarnation, new MemoryStore());
  }

  /** Kills a relay, and starts it again with what was durable; what isn't is lost. */
  void revive(int number) {
    start(number, INCARNATION, relay(number).store);
  }

  private void start(int number, long incarnation, MemoryStore store) {
    RelayConfig own = new RelayConfig(
            new Line(number, config.line().numbers(), config.line().express()),
            config.endpoints(),
            config.lanes(),
            incarnation,
            config.link(),
            config.station(),
            config.sessionsMax())
        .withJoining(config.joining())
        .withAccountsRequired(config.accountsRequired());
    relays.put(number, new TestRelay(own, store, this::transmit));
  }

  /** Starts a relay that asks relay 1 to be let into the line, with what its run before has left. */
  void join(int number, MemoryStore store) {
    RelayConfig newcomer = new RelayConfig(
            new Line(number, List.of(number)),
            Map.of(number, relayAt(number)),
            config.lanes(),
            INCARNATION,
            config.link(),
            config.station(),
            config.sessionsMax())
        .withJoining(Joining.newcomer(List.of(relayAt(1)), false));
    relays.put(number, new TestRelay(newcomer, store, this::transmit));
    settle();
  }

  TestRelay relay(int number) {
    return Objects.requireNonNull(relays.get(number));
  }

  /** The session of lane 1 between two relays, from the answer to its handshake. */
  String laneBetween(int from, int to) {
    return laneBetween(from, to, 1);
  }

  /** The latest session of a lane between two relays. */
  String laneBetween(int from, int to, int lane) {
    List<String> nonces = travelled.stream()
        .filter(datagram -> datagram.from().equals(relayAt(from)))
        .filter(datagram -> datagram.to().equals(relayAt(to)))
        .map(Datagram::text)
        .filter(text -> text.matches("handshake;2;n[^;]*;c.*relay." + lane + ".*"))
        .map(text -> text.replaceAll("handshake;2;n([^;]*);c.*", "$1"))
        .toList();
    String nonce = nonces.get(nonces.size() - 1);
    return travelled.stream()
        .map(Datagram::text)
        .filter(text -> text.matches("ack;2;e[^;]*;n" + nonce + "/.*"))
        .map(text -> text.replaceAll("ack;2;e([^;]*);.*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private void transmit(Datagram datagram) {
    travelled.add(datagram);
    if (!lost.test(datagram)) {
      network.add(datagram);
    }
  }

  /** Types a datagram at an endpoint and lets everything happen that follows from it at this instant. */
  Verdict type(Endpoint from, int number, String text) {
    Verdict verdict = step(number, from, text);
    settle();
    return verdict;
  }

  private Verdict step(int number, Endpoint from, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return relay(number)
        .step(now, new Input.FrameArrived(from, FrameCodec.decode(bytes, 0, bytes.length)));
  }

  /** What an endpoint has been sent since it was last asked. */
  List<String> heard(Endpoint at) {
    List<String> texts = mail.remove(at);
    return texts == null ? List.of() : texts;
  }

  /** Types a datagram at an endpoint and returns what comes back to it at this instant. */
  List<String> answers(Endpoint from, int number, String text) {
    heard(from);
    type(from, number, text);
    return heard(from);
  }

  /** Lets time pass, event by event. */
  void pass(long nanos) {
    long end = now + nanos;
    long next = nextDeadline();
    while (next <= end) {
      now = Math.max(now, next);
      settle();
      next = nextDeadline();
    }
    now = end;
    settle();
  }

  private long nextDeadline() {
    return relays.values().stream()
        .mapToLong(relay -> relay.node.nextDeadline())
        .min()
        .orElseThrow();
  }

  /** Lets everything happen that is due. */
  void settle() {
    steps = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (TestRelay relay : relays.values()) {
        moved |= relay.serve(now);
      }
      while (!network.isEmpty()) {
        moved = true;
        arrive(network.remove());
      }
      assertThat(steps++).as("steps at one instant").isLessThan(STEPS_MAX);
    }
  }

  private void arrive(Datagram datagram) {
    int number = datagram.to().port() - relayAt(0).port();
    if (relays.containsKey(number)) {
      step(number, datagram.from(), datagram.text());
    } else {
      mail.computeIfAbsent(datagram.to(), any -> new ArrayList<>()).add(datagram.text());
    }
  }
}

package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.membership.MemberState;
import org.chappe.server.node.RelayStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last relay of a line of five has gone bad and says whatever it likes; the others go on. */
class HostileMemberTest {

  private static final int BAD = 5;
  private static final int BESIDE = 4;
  private static final long FLOOD_NANOS = Simulation.SECOND;
  private static final String BAD_NAME = "bad relay";
  private static final Endpoint AWAY = Endpoint.ipv4(0x0A02_0001, 7_777);
  private static final Endpoint ELSEWHERE = Endpoint.ipv4(0x0A02_0002, 7_777);

  /** Clients that it invents. */
  private static final int INVENTED = 300;

  private final List<ChappeClient> writers = new ArrayList<>();
  private final List<ChappeClient> readers = new ArrayList<>();
  private int written;

  private SimLine line(long seed) {
    SimLine line =
        new SimLine(new Simulation(seed), SimLine.Setup.of(5).withCommits(Simulation.MILLISECOND));
    for (int home = 1; home <= 4; home++) {
      (home % 2 == 1 ? writers : readers).add(listening(line, home));
    }
    line.simulation().run(2 * Simulation.SECOND);
    return line;
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(600);
    return client;
  }

  private static long shown(SimLine line) {
    return line.ledger().letters().stream()
        .filter(letter -> letter.timesShown() == 1)
        .count();
  }

  /** How many letters get through while all write as fast as they can. */
  private long goodput(SimLine line) {
    long before = shown(line);
    for (long passed = 0; passed < FLOOD_NANOS; passed += 10 * Simulation.MILLISECOND) {
      for (int pair = 0; pair < writers.size(); pair++) {
        writers.get(pair).write(readers.get(pair).id(), Payload.of("there " + written));
        readers.get(pair).write(writers.get(pair).id(), Payload.of("back " + written++));
      }
      line.simulation().run(10 * Simulation.MILLISECOND);
    }
    return shown(line) - before;
  }

  private static HostileRelay goBad(SimLine line, HostileRelay.Lies lies) {
    SimHost good = line.relay(BAD);
    Endpoint at = good.endpoint();
    good.crash();
    good.moveTo(AWAY);
    HostileRelay bad = new HostileRelay(BAD, BESIDE, line.relay(BESIDE).endpoint(), lies);
    line.simulation()
        .addHost(BAD_NAME, at, new SimStore(line.simulation(), 0), (store, random) -> bad);
    return bad;
  }

  private static void comeBack(SimLine line, HostileRelay bad) {
    bad.beSilent();
    SimHost host = line.simulation().hosts().stream()
        .filter(each -> each.name().equals(BAD_NAME))
        .findFirst()
        .orElseThrow();
    Endpoint at = host.endpoint();
    host.moveTo(ELSEWHERE);
    line.relay(BAD).moveTo(at);
    line.simulation().run(20 * Simulation.SECOND);
  }

  /** Everything that a table can say, true or not, but of the clients that write and of who lives. */
  private static HostileRelay.Lies everything(RandomGenerator random) {
    return () -> Payload.of(
        switch (random.nextInt(6)) {
          case 0 ->
            "digest?1.1." + base36(random.nextLong(1L << 46)) + "?" + 1 + "."
                + base36(SimLine.EPOCH_MILLIS) + "." + base36(random.nextLong(1L << 40));
          case 1 -> member(random, random.nextBoolean() ? BAD : BAD + 1 + random.nextInt(9_000));
          case 2 -> "members?" + base36(random.nextInt(1_000));
          case 3 -> invented(random, 1 + random.nextInt(9_999), 1 + random.nextInt(9_999));
          default -> invented(random, 1 + random.nextInt(BAD), 1 + random.nextInt(BAD));
        });
  }

  private static String base36(long value) {
    return Long.toString(value, 36);
  }

  private static String member(RandomGenerator random, int number) {
    String state = List.of("a", "s", "d", "l").get(random.nextInt(4));
    Endpoint at = Endpoint.ipv4(0x0A00_0000 + number, 7000 + number);
    return "relays?" + number + "/" + at + "/" + base36(SimLine.EPOCH_MILLIS * random.nextInt(3))
        + "/" + base36(random.nextInt(2_000_000_000)) + "/" + state + "/";
  }

  private static String invented(RandomGenerator random, int origin, int home) {
    long to = 6 + random.nextLong(1L << 20);
    int entries = random.nextInt(6);
    StringBuilder text = new StringBuilder("clients?" + origin + "."
        + base36(SimLine.EPOCH_MILLIS + random.nextInt(200)) + ".0." + base36(to));
    for (int i = 0; i < entries; i++) {
      ClientId client = new ClientId(9_000_000_000L + random.nextInt(INVENTED));
      text.append('?').append(client).append('/').append(home).append('/');
      text.append(base36(1 + random.nextLong(1L << 46)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldServeTheOthersWhileAMemberFloodsThem(long seed) {
    SimLine line = line(seed);
    letNobodyIn(line);
    line.relay(BAD).crash();
    line.simulation().run(10 * Simulation.SECOND);
    long alone = goodput(line);
    RandomGenerator random = line.simulation().fork();
    HostileRelay bad = goBad(line, everything(random));
    line.simulation().run(4 * Simulation.SECOND);
    int sent = line.simulation().log().entries().size();
    long flooded = goodput(line);
    assertThat(flooded).as("letters while it floods").isGreaterThanOrEqualTo(alone * 8 / 10);
    RelayStatistics beside = line.node(BESIDE).statistics();
    assertThat(beside.distrust().tablesHeldBack()).isPositive();
    assertThat(beside.changesRefused()).isPositive();
    assertThat(beside.linkage().membersRefused()).isPositive();
    assertThat(beside.origins()).isLessThan(5 * 64 + 64);
    assertThat(beside.clientsKnown()).isLessThanOrEqualTo(INVENTED + 5);
    assertThat(tablesBetween(line, sent, 1, 2))
        .as("tables a second between others")
        .isLessThan(10_000);
    for (int relay = 1; relay <= 4; relay++) {
      for (int other = 1; other <= 4; other++) {
        assertThat(line.node(relay).membership().of(other).state()).isNotEqualTo(MemberState.DEAD);
      }
    }
    comeBack(line, bad);
    line.settle(240 * Simulation.SECOND);
  }

  /** In a line that is open to others, the hostile member could fill it with relays that it invents. */
  private static void letNobodyIn(SimLine line) {
    for (int relay = 1; relay < BAD; relay++) {
      line.node(relay).membership().setPolicy(JoinPolicy.CLOSED);
    }
  }

  private static long tablesBetween(SimLine line, int since, int one, int other) {
    List<EventLog.Entry> entries = line.simulation().log().entries();
    long tables = entries.subList(since, entries.size()).stream()
        .filter(entry -> entry.kind() == EventLog.Kind.SENT)
        .filter(entry -> entry.who().equals("relay " + other))
        .filter(entry -> entry.whom().equals("relay " + one))
        .filter(entry -> entry.content().text().startsWith("table;"))
        .count();
    return tables * Simulation.SECOND / FLOOD_NANOS;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldHearWhatARelaySaysThoughAnotherSpokeInItsName(long seed) {
    SimLine line = line(seed);
    String run = "clients?1." + base36(line.node(1).membership().of(1).incarnation());
    HostileRelay bad = goBad(line, () -> Payload.of(run + ".0.e13wu1of"));
    line.simulation().run(5 * Simulation.SECOND);
    ChappeClient late = listening(line, 1);
    writers.get(0).moveTo(line, 3);
    line.simulation().run(20 * Simulation.SECOND);
    for (int relay = 1; relay <= 4; relay++) {
      assertThat(line.node(relay).directory().homeOf(late.id()))
          .as("relay " + relay)
          .isOne();
      assertThat(line.node(relay).directory().homeOf(writers.get(0).id())).isEqualTo(3);
    }
    assertThat(line.node(1).directory().renewals()).isPositive();
    comeBack(line, bad);
    line.settle(120 * Simulation.SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldBeWholeAgainOnceAMemberStopsLyingAboutTheOthers(long seed) {
    SimLine line = line(seed);
    RandomGenerator random = line.simulation().fork();
    HostileRelay bad = goBad(line, () -> Payload.of(member(random, 1 + random.nextInt(BAD))));
    line.simulation().run(5 * Simulation.SECOND);
    comeBack(line, bad);
    for (int relay = 1; relay <= 4; relay++) {
      for (int other = 1; other <= 4; other++) {
        assertThat(line.node(relay).membership().of(other).state()).isEqualTo(MemberState.ALIVE);
        assertThat(line.node(relay).routes().hops(other)).isEqualTo(Math.abs(relay - other));
      }
    }
    line.settle(120 * Simulation.SECOND);
  }
}

package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a neighbour may say, broken or hostile, without harm to what is known. */
final class GossipHostilityTest {

  private static final ClientId ANNA = new ClientId(1);

  private final Directory directory = new Directory(new OriginKey(2, 7), 0);
  private final Gossip gossip = new Gossip(directory);

  private Gossip.Reading hears(String text) {
    return gossip.read(Payload.of(text), any -> {});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clients?3.7.5.1?0000000001/3/9",
        "clients?3.7.0.1?0000000001/3/0",
        "clients?3.7.0.1?0000000001/3/zzzzzzzzzz",
        "clients?3.7.0.1?0000000001/1000000/9",
        "clients?3.7.0.1?0000000001/3/9?0000000001/3/a",
        "clients?3.7.0.zzzzzzzzz?0000000001/3/9",
        "clients?3.zzzzzzzzz.0.1?0000000001/3/9",
        "clients?1000000.7.0.1?0000000001/3/9",
        "clients?0.7.0.1?0000000001/3/9",
        "clients?3.7.0.1?1/3/9",
        "clients?3.7.0.1?0000000001/3",
        "clients",
        "digest?2.1",
        "digest?1.1?3.7.zzzzzzzzz",
        "digest?1.1?3.7.1?3.7.1",
        "relays?3"
      })
  void shouldRefuseWhatCantBe(String text) {
    directory.register(ANNA, 0);
    assertThat(hears(text)).isEqualTo(Gossip.Reading.BAD);
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
    assertThat(directory.origins()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatIsSaidInItsNameAndBeginANewRun() {
    directory.register(ANNA, 0);
    assertThat(hears("clients?2.7.0.9?0000000001/3/9")).isEqualTo(Gossip.Reading.BAD);
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
    assertThat(directory.renewals()).isEqualTo(1);
    assertThat(directory.known())
        .containsExactly(
            new Digest.Known(new OriginKey(2, 7), 1), new Digest.Known(new OriginKey(2, 8), 0));
  }

  @Test
  void shouldStayMovableWhateverVersionIsClaimed() {
    hears("clients?3.7.0.1?0000000001/3/zzzzzzzzz");
    assertThat(directory.versionOf(ANNA)).isZero();
    assertThat(directory.refusals()).isEqualTo(1);
    String highest = Long.toString(Credence.VERSION_PLAIN_MAX, 36);
    hears("clients?3.7.1.2?0000000001/3/" + highest);
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
    for (int i = 0; i < 1_000; i++) {
      hears("clients?3.7." + base36(2 + i) + "." + base36(3 + i) + "?0000000001/3/zzzzzzzzz");
      assertThat(directory.register(ANNA, directory.versionOf(ANNA))).isTrue();
    }
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
    assertThat(directory.refusals()).isEqualTo(1_001);
  }

  private static String base36(long value) {
    return Long.toString(value, 36);
  }

  @Test
  void shouldTeachANewcomerWhereAClientIsWhoseVersionWasDrivenUp() {
    directory.register(ANNA, 0);
    hears("clients?3.7.0.1?0000000001/3/" + base36(Credence.VERSION_PLAIN_MAX));
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
    for (int move = 1; move <= 100; move++) {
      directory.forget(ANNA);
      assertThat(directory.register(ANNA, 0)).isTrue();
    }
    Directory newcomer = new Directory(new OriginKey(4, 9), 1);
    new Talk(directory, newcomer).carryAll(0);
    assertThat(newcomer.homeOf(ANNA)).isEqualTo(2);
    assertThat(newcomer.refusals()).isZero();
  }

  @Test
  void shouldBelieveOnlyWhoBelongsToTheLine() {
    directory.believeOnly(relay -> relay <= 5);
    assertThat(hears("clients?9.7.0.1?0000000001/3/1")).isEqualTo(Gossip.Reading.BAD);
    assertThat(hears("clients?3.7.0.2?0000000001/9/1?0000000002/3/1"))
        .isEqualTo(Gossip.Reading.TAKEN);
    assertThat(directory.size()).isEqualTo(1);
    assertThat(directory.homeOf(new ClientId(2))).isEqualTo(3);
    assertThat(directory.refusals()).isEqualTo(2);
    hears("digest?1.1?3.7.2?9.7.5");
    assertThat(gossip.peerKnows()).containsOnlyKeys(new OriginKey(3, 7));
  }

  @Test
  void shouldKeepNoMoreRunsThanItHasRoomFor() {
    for (int i = 0; i < 40_000; i++) {
      int relay = 1 + i % 9_999;
      hears("clients?" + relay + "." + base36(100 + i / 9_999) + ".0.1?" + new ClientId(i + 10)
          + "/" + relay + "/1");
    }
    int runsMax = Directory.ORIGINS_MAX - Origins.RUNS_A_RELAY_MAX;
    assertThat(directory.origins()).isEqualTo(runsMax);
    assertThat(directory.adoptions()).isEqualTo(40_000 - runsMax + 1);
    assertThat(directory.size()).as("what they say is believed").isEqualTo(40_000);
    directory.register(ANNA, 0);
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
  }

  @Test
  void shouldKeepNoMoreRunsOfOneRelayThanItHasRoomFor() {
    for (int run = 0; run < 1_000; run++) {
      hears("clients?3." + base36(run) + ".0.1?" + new ClientId(run + 10) + "/3/1");
    }
    assertThat(directory.origins()).isEqualTo(1 + Origins.RUNS_A_RELAY_MAX);
    assertThat(directory.adoptions()).isEqualTo(1_000 - Origins.RUNS_A_RELAY_MAX);
    Directory beyond = new Directory(new OriginKey(4, 9), 1);
    new Talk(directory, beyond).carryAll(0);
    assertThat(beyond.size()).as("the next relay hears of all of them").isEqualTo(1_000);
    hears("clients?3.zzzzz.0.1?0000000001/3/5");
    assertThat(directory.homeOf(ANNA)).as("the true one isn't shut out").isEqualTo(3);
  }

  @Test
  void shouldTellAllAgainWhenSomebodySpokeInItsName() {
    Directory home = new Directory(new OriginKey(3, 7), 1);
    Talk talk = new Talk(home, directory);
    talk.mayRefuse = true;
    home.register(ANNA, 0);
    talk.carryAll(0);
    hears("clients?3.7.1.e13wu1of");
    ClientId bert = new ClientId(2);
    home.register(bert, 0);
    home.forget(ANNA);
    talk.carryAll(0);
    assertThat(directory.homeOf(bert))
        .as("it takes what it hears for what it knows")
        .isZero();
    for (int second = 1; second <= 25; second++) {
      home.advance(second * 1_000_000_000L);
      talk.carryAll(second * 1_000_000_000L);
    }
    assertThat(home.renewals()).isEqualTo(1);
    assertThat(directory.homeOf(bert)).isEqualTo(3);
    assertThat(directory.homeOf(ANNA)).isZero();
    home.register(ANNA, 0);
    talk.carryAll(26_000_000_000L);
    assertThat(directory.homeOf(ANNA)).isEqualTo(3);
  }

  @Test
  void shouldNotBeDrivenFromRunToRun() {
    long second = 1_000_000_000L;
    for (int i = 0; i < 1_000; i++) {
      directory.advance(i * second / 10);
      StringBuilder digest = new StringBuilder("digest?1.1");
      for (int run = 0; run < 6; run++) {
        digest.append("?2.").append(base36(7 + i / 100 + run)).append(".zzzz");
      }
      hears(digest.toString());
    }
    assertThat(directory.renewals()).isBetween(1L, 10L);
    assertThat(directory.origins()).isLessThanOrEqualTo(11);
  }

  @Test
  void shouldKeepRoomForItsOwnClientsAndForThoseOfOtherRelays() {
    Directory small = new Directory(new OriginKey(2, 7), 0, 320);
    Gossip talk = new Gossip(small);
    for (int i = 0; i < 1_000; i++) {
      tell(talk, 3, i, new ClientId(1_000 + i));
    }
    assertThat(small.size()).isEqualTo(240);
    for (int i = 0; i < 1_000; i++) {
      tell(talk, 4, i, new ClientId(10_000 + i));
    }
    assertThat(small.size()).isEqualTo(320);
    for (int i = 0; i < 10; i++) {
      assertThat(small.register(new ClientId(i), 0)).isTrue();
    }
    assertThat(small.register(new ClientId(11), 0)).isFalse();
    assertThat(small.size()).isEqualTo(330);
  }

  private static void tell(Gossip talk, int relay, int number, ClientId client) {
    String range = base36(number) + "." + base36(number + 1);
    talk.read(
        Payload.of("clients?" + relay + ".7." + range + "?" + client + "/" + relay + "/1"),
        any -> {});
  }

  @Test
  void shouldKeepNoMoreClientsThanItHasRoomFor() {
    Directory small = new Directory(new OriginKey(2, 7), 0, 100);
    Gossip talk = new Gossip(small);
    for (int i = 0; i < 1_000; i++) {
      tell(talk, 3 + i % 2, i / 2, new ClientId(i));
    }
    assertThat(small.size()).isEqualTo(100);
    assertThat(small.refusals()).isGreaterThan(0);
    assertThat(talk.peerKnows()).hasSize(2);
  }

  @Test
  void shouldForgetADigestThatListsWhatNobodyKnows() {
    StringBuilder many = new StringBuilder("digest?1.1");
    for (int relay = 1; relay <= TableText.KNOWN_MAX; relay++) {
      many.append('?').append(relay).append(".9.zzzz");
    }
    hears(many.toString());
    assertThat(gossip.peerKnows()).hasSize(TableText.KNOWN_MAX);
    assertThat(directory.origins()).isEqualTo(1);
    hears("digest?1.1");
    hears("digest?1.1");
    assertThat(gossip.peerKnows()).isEmpty();
  }

  @Test
  void shouldNotRaiseTheFloorBeyondWhatLeavesRoom() {
    hears("digest?1.1.zzzzzzzzz");
    assertThat(directory.floor()).isEqualTo(Credence.FLOOR_MAX);
    assertThat(directory.register(ANNA, 0)).isTrue();
  }
}

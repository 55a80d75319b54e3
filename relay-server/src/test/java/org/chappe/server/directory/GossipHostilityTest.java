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
        "clients?2.7.0.9?0000000001/3/9",
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
  void shouldStayMovableWhateverVersionIsClaimed() {
    hears("clients?3.7.0.1?0000000001/3/zzzzzzzzz");
    assertThat(directory.versionOf(ANNA)).isZero();
    assertThat(directory.refusals()).isEqualTo(1);
    String highest = Long.toString(Directory.VERSION_PLAIN_MAX, 36);
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
  void shouldKeepNoMoreRunsThanItHasRoomFor() {
    for (int i = 0; i < 40_000; i++) {
      int relay = 1 + i % 9_999;
      hears("clients?" + relay + "." + base36(100 + i / 9_999) + ".0.1?" + new ClientId(i + 10)
          + "/" + relay + "/1");
    }
    assertThat(directory.origins()).isEqualTo(Directory.ORIGINS_MAX);
    assertThat(directory.refusals()).isEqualTo(40_000 - Directory.ORIGINS_MAX + 1);
    directory.register(ANNA, 0);
    assertThat(directory.homeOf(ANNA)).isEqualTo(2);
  }

  @Test
  void shouldKeepNoMoreClientsThanItHasRoomFor() {
    Directory small = new Directory(new OriginKey(2, 7), 0, 100);
    Gossip talk = new Gossip(small);
    for (int i = 0; i < 1_000; i++) {
      String range = base36(i) + "." + base36(i + 1);
      talk.read(Payload.of("clients?3.7." + range + "?" + new ClientId(i) + "/3/1"), any -> {});
    }
    assertThat(small.size()).isEqualTo(100);
    assertThat(small.refusals()).isGreaterThan(0);
    assertThat(talk.peerKnows()).hasSize(1);
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
    assertThat(directory.floor()).isEqualTo(Directory.FLOOR_MAX);
    assertThat(directory.register(ANNA, 0)).isTrue();
  }
}

package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

final class GossipTest {

  private static final OriginKey LEFT = new OriginKey(1, 7);
  private static final OriginKey RIGHT = new OriginKey(2, 7);
  private static final long INTERVAL = Gossip.DIGEST_INTERVAL_NANOS;

  private final Directory left = new Directory(LEFT, 0);
  private final Directory right = new Directory(RIGHT, 0);
  private final Gossip fromLeft = new Gossip(left);
  private final Gossip fromRight = new Gossip(right);
  private final List<ClientId> changed = new ArrayList<>();
  private long now = 1;

  private static ClientId client(long n) {
    return new ClientId(n);
  }

  /** All that a side has to say now. */
  private List<String> says(Gossip gossip) {
    List<String> said = new ArrayList<>();
    while (gossip.hasNews(now)) {
      Payload news = gossip.next(now);
      if (news != null) {
        said.add(news.text());
      }
    }
    return said;
  }

  private Gossip.Reading hears(Gossip gossip, String text) {
    return gossip.read(Payload.of(text), changed::add);
  }

  private void tellAll(Gossip speaker, Gossip listener) {
    for (String text : says(speaker)) {
      assertThat(hears(listener, text)).isEqualTo(Gossip.Reading.TAKEN);
    }
  }

  private void meet() {
    tellAll(fromLeft, fromRight);
    tellAll(fromRight, fromLeft);
    tellAll(fromLeft, fromRight);
  }

  @Test
  void shouldOpenWithADigestAndWaitForTheOther() {
    left.register(client(1), 0);
    assertThat(says(fromLeft)).containsExactly("digest?1.1?1.7.1");
    assertThat(fromLeft.hasNews(now)).isFalse();
    assertThat(fromLeft.next(now)).isNull();
  }

  @Test
  void shouldTellOnlyWhatTheOtherLacks() {
    left.register(client(1), 0);
    left.register(client(2), 0);
    says(fromLeft);
    hears(fromLeft, "digest?1.1?1.7.1");
    assertThat(says(fromLeft)).containsExactly("clients?1.7.1.2?0000000002/1/1");
  }

  @Test
  void shouldHaveNothingToSayWhenNothingChanged() {
    left.register(client(1), 0);
    meet();
    assertThat(says(fromLeft)).isEmpty();
    assertThat(says(fromRight)).isEmpty();
    assertThat(right.homeOf(client(1))).isEqualTo(1);
    assertThat(changed).containsExactly(client(1));
  }

  @Test
  void shouldTellAChangeAtOnceAndOnce() {
    meet();
    left.register(client(1), 0);
    assertThat(fromLeft.hasNews(now)).isTrue();
    assertThat(says(fromLeft)).containsExactly("clients?1.7.0.1?0000000001/1/1");
    assertThat(says(fromLeft)).isEmpty();
  }

  @Test
  void shouldTellSeveralChangesTogether() {
    meet();
    for (int i = 1; i <= TableText.ENTRIES_MAX + 1; i++) {
      left.register(client(i), 0);
    }
    assertThat(says(fromLeft)).hasSize(2);
  }

  @Test
  void shouldNotTellBackWhatItHeard() {
    left.register(client(1), 0);
    meet();
    assertThat(says(fromRight)).isEmpty();
    assertThat(fromRight.peerKnows()).containsEntry(LEFT, 1L);
  }

  @Test
  void shouldRepeatTheDigestWhenTheIntervalHasPassed() {
    meet();
    assertThat(fromLeft.nextDeadline()).isEqualTo(now + INTERVAL);
    now += INTERVAL - 1;
    assertThat(says(fromLeft)).isEmpty();
    now++;
    assertThat(says(fromLeft)).containsExactly("digest?1.1?1.7.0");
  }

  @Test
  void shouldMendALostChangeWhenTwoDigestsLackIt() {
    meet();
    left.register(client(1), 0);
    says(fromLeft);
    for (int i = 0; i < 2; i++) {
      now += INTERVAL;
      tellAll(fromRight, fromLeft);
      tellAll(fromLeft, fromRight);
    }
    assertThat(right.homeOf(client(1))).isEqualTo(1);
  }

  @Test
  void shouldNotTellAgainWhatMayStillBeOnItsWay() {
    meet();
    left.register(client(1), 0);
    says(fromLeft);
    hears(fromLeft, "digest?1.1?1.7.1");
    left.register(client(2), 0);
    left.register(client(3), 0);
    says(fromLeft);
    hears(fromLeft, "digest?1.1?1.7.2");
    assertThat(says(fromLeft)).isEmpty();
    hears(fromLeft, "digest?1.1?1.7.2");
    assertThat(says(fromLeft)).containsExactly("clients?1.7.2.3?0000000003/1/1");
  }

  private boolean isDigest(String text) {
    return text.startsWith("digest");
  }

  @Test
  void shouldMendAGap() {
    meet();
    left.register(client(1), 0);
    says(fromLeft);
    left.register(client(2), 0);
    tellAll(fromLeft, fromRight);
    assertThat(right.size()).as("the second, out of turn").isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      now += INTERVAL;
      tellAll(fromRight, fromLeft);
      tellAll(fromLeft, fromRight);
    }
    assertThat(right.snapshot()).isEqualTo(left.snapshot());
  }

  @Test
  void shouldExchangeDigestsOfManyParts() {
    int origins = 3 * TableText.KNOWN_MAX;
    for (int i = 1; i <= origins; i++) {
      List<Whereabouts> entry = List.of(new Whereabouts(client(i), 5, i));
      left.merge(new Changes(new OriginKey(5, i), 0, 1, entry), any -> 0, changed::add);
    }
    List<String> digest = says(fromLeft);
    assertThat(digest).hasSize(4).allMatch(this::isDigest);
    digest.forEach(part -> assertThat(hears(fromRight, part)).isEqualTo(Gossip.Reading.TAKEN));
    assertThat(fromRight.peerKnows()).hasSize(origins + 1);
    tellAll(fromRight, fromLeft);
    tellAll(fromLeft, fromRight);
    assertThat(right.snapshot()).isEqualTo(left.snapshot());
  }

  @Test
  void shouldRefusePartsOutOfOrder() {
    assertThat(hears(fromLeft, "digest?2.3?2.7.1")).isEqualTo(Gossip.Reading.BAD);
    assertThat(hears(fromLeft, "digest?1.3?2.7.1")).isEqualTo(Gossip.Reading.TAKEN);
    assertThat(hears(fromLeft, "digest?3.3?2.7.1")).isEqualTo(Gossip.Reading.BAD);
    assertThat(fromLeft.peerKnows()).isEmpty();
  }

  @Test
  void shouldBeginAgainWithAFirstPart() {
    hears(fromLeft, "digest?1.2?2.7.1");
    hears(fromLeft, "digest?1.2?2.7.5");
    hears(fromLeft, "digest?2.2?3.7.1");
    assertThat(fromLeft.peerKnows())
        .containsEntry(RIGHT, 5L)
        .containsEntry(new OriginKey(3, 7), 1L);
  }

  @Test
  void shouldCallBadWhatIsNoTable() {
    assertThat(hears(fromLeft, "relays?1")).isEqualTo(Gossip.Reading.BAD);
    assertThat(hears(fromLeft, "clients?1.7.0.1?0000000001/2/9")).isEqualTo(Gossip.Reading.BAD);
    assertThat(left.refusals()).isEqualTo(1);
  }

  @Test
  void shouldStartOverOnANewSession() {
    left.register(client(1), 0);
    meet();
    fromLeft.opened();
    assertThat(fromLeft.peerKnows()).isEmpty();
    assertThat(says(fromLeft)).containsExactly("digest?1.1?1.7.1");
    hears(fromLeft, "digest?1.1?2.7.0");
    assertThat(says(fromLeft)).containsExactly("clients?1.7.0.1?0000000001/1/1");
  }

  @Test
  void shouldForgetWhatANeighbourNoLongerSays() {
    hears(fromLeft, "digest?1.1?8.1.5");
    hears(fromLeft, "digest?1.1?8.2.5");
    hears(fromLeft, "digest?1.1?8.2.5");
    assertThat(fromLeft.peerKnows()).containsOnlyKeys(new OriginKey(8, 2));
  }
}

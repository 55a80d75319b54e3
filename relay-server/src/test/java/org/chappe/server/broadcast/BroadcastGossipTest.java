package org.chappe.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.chappe.model.Payload;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** Three relays in a row, or in a ring, that tell each other of texts to all. */
class BroadcastGossipTest {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final BroadcastTable left = table();
  private final BroadcastTable middle = table();
  private final BroadcastTable right = table();
  private final Link first = new Link(left, middle);
  private Link second = new Link(middle, right);
  private long now = SECOND_NANOS;
  private int texts;
  private int frames;

  private static BroadcastTable table() {
    return new BroadcastTable(new MemoryStore(), new CommitQueue());
  }

  /** A session between two relays. */
  private final class Link {
    final BroadcastGossip here;
    final BroadcastGossip there;

    Link(BroadcastTable a, BroadcastTable b) {
      here = new BroadcastGossip(a);
      there = new BroadcastGossip(b);
    }

    boolean talk() {
      boolean told = pass(here, there);
      return pass(there, here) || told;
    }

    private boolean pass(BroadcastGossip from, BroadcastGossip to) {
      boolean due = from.nextDeadline() <= now;
      Payload payload = from.next(now);
      if (payload != null) {
        frames++;
        texts += payload.text().startsWith("news?") ? 1 : 0;
        assertThat(due).as("nobody would have asked for %s", payload).isTrue();
        assertThat(payload.length()).isLessThanOrEqualTo(212);
        assertThat(BroadcastText.isMeant(payload)).isTrue();
        assertThat(to.read(now, payload)).as(payload.text()).isTrue();
      }
      return payload != null;
    }

    void cut() {
      here.close();
      there.close();
    }
  }

  private void pass(long seconds, Link... links) {
    for (long end = now + seconds * SECOND_NANOS; now < end; now += SECOND_NANOS / 20) {
      boolean moved = true;
      while (moved) {
        moved = false;
        for (Link link : links) {
          moved |= link.talk();
        }
      }
    }
  }

  private static void take(BroadcastTable table, long n) {
    table.take(BroadcastTableTest.name(n), Payload.of("text " + n), Broadcast.LIFE_SECONDS);
  }

  @Test
  void shouldSayNothingWhereNothingIsKnown() {
    pass(30, first, second);
    assertThat(frames).isZero();
  }

  @Test
  void shouldTellWhatIsNewAtOnceAndOnceOnEachLink() {
    pass(1, first, second);
    take(left, 0);
    pass(1, first, second);
    assertThat(right.knows(BroadcastTableTest.name(0))).isTrue();
    pass(60, first, second);
    assertThat(texts).isEqualTo(2);
  }

  @Test
  void shouldGoAroundARingOnce() {
    Link third = new Link(right, left);
    pass(1, first, second, third);
    take(left, 0);
    pass(60, first, second, third);
    assertThat(right.size() + middle.size()).isEqualTo(2);
    assertThat(texts).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldTellEachOtherWhatWasMissedWhenALinkComesUp() {
    second.cut();
    for (int n = 0; n < 5; n++) {
      take(left, n);
      take(right, 100 + n);
    }
    pass(20, first);
    assertThat(middle.size()).isEqualTo(5);
    second = new Link(middle, right);
    second.here.opened();
    second.there.opened();
    pass(1, first, second);
    assertThat(left.size()).isEqualTo(10);
    assertThat(right.size()).isEqualTo(10);
    assertThat(left.hash()).isEqualTo(right.hash());
  }

  @Test
  void shouldFindOutWhatWasLostWithASession() {
    pass(1, first, second);
    take(left, 0);
    assertThat(first.here.next(now)).as("the hash").isNotNull();
    assertThat(first.here.next(now)).as("the text, which is lost").isNotNull();
    first.here.opened();
    first.there.opened();
    pass(2, first, second);
    assertThat(right.size()).isEqualTo(1);
  }

  @Test
  void shouldTellNoFasterThanItMay() {
    for (int n = 0; n < BroadcastTable.BROADCASTS_MAX; n++) {
      take(left, n);
    }
    first.talk();
    while (first.talk()) {
      assertThat(frames).isLessThan(1_000);
    }
    assertThat(middle.size()).isEqualTo(BroadcastGossip.TOLD_AT_ONCE);
    pass(1, first);
    assertThat(middle.size())
        .isBetween(BroadcastGossip.TOLD_AT_ONCE, BroadcastGossip.TOLD_AT_ONCE + 21);
    pass(20, first);
    assertThat(middle.size()).isEqualTo(BroadcastTable.BROADCASTS_MAX);
    assertThat(middle.heardTooFast()).as("who keeps to it is heard").isZero();
  }

  @Test
  void shouldNotHearWhoTellsTooFast() {
    for (int n = 0; n < BroadcastTable.BROADCASTS_MAX; n++) {
      take(left, n);
      Broadcast broadcast = Objects.requireNonNull(left.find(BroadcastTableTest.name(n)));
      assertThat(second.there.read(now, BroadcastText.told(broadcast, 60))).isTrue();
    }
    assertThat(right.size()).isEqualTo(BroadcastGossip.HEARD_AT_ONCE);
    assertThat(right.heardTooFast())
        .isEqualTo(BroadcastTable.BROADCASTS_MAX - BroadcastGossip.HEARD_AT_ONCE);
  }

  @Test
  void shouldRefuseWhatIsNoTable() {
    assertThat(first.here.read(now, Payload.of("news?go?1234567890.a.0"))).isFalse();
    assertThat(first.here.read(now, Payload.of("newsbuckets?0"))).isFalse();
    assertThat(left.size()).isZero();
  }
}

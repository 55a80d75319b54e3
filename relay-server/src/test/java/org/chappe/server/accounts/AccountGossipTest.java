package org.chappe.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.accounts.Made.ANNA;
import static org.chappe.server.accounts.Made.BERT;
import static org.chappe.server.accounts.Made.FIRST;
import static org.chappe.server.accounts.Made.SECOND;

import java.util.Objects;
import java.util.SplittableRandom;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two or three relays in a row that tell each other of accounts. */
class AccountGossipTest {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AccountTable left = Made.table();
  private final AccountTable middle = Made.table();
  private final AccountTable right = Made.table();
  private Link first = new Link(left, middle);
  private Link second = new Link(middle, right);
  private long now = SECOND_NANOS;
  private int frames;

  /** A session between two relays. */
  private final class Link {
    final AccountGossip here;
    final AccountGossip there;

    Link(AccountTable a, AccountTable b) {
      here = new AccountGossip(a);
      there = new AccountGossip(b);
    }

    boolean talk() {
      boolean told = pass(here, there);
      return pass(there, here) || told;
    }

    private boolean pass(AccountGossip from, AccountGossip to) {
      Payload payload = from.next(now);
      if (payload != null) {
        frames++;
        assertThat(payload.length()).isLessThanOrEqualTo(212);
        assertThat(AccountText.isMeant(payload)).isTrue();
        assertThat(to.read(payload)).as(payload.text()).isTrue();
      }
      return payload != null;
    }

    void cut() {
      here.close();
      there.close();
    }
  }

  private void settle(Link... links) {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Link link : links) {
        moved |= link.talk();
      }
    }
  }

  private void pass(long nanos, Link... links) {
    for (long end = now + nanos; now < end; now += SECOND_NANOS / 10) {
      settle(links);
    }
  }

  @Test
  void shouldSayNothingWhereThereAreNoAccounts() {
    pass(30 * SECOND_NANOS, first, second);
    assertThat(frames).isZero();
  }

  @Test
  void shouldTellOfChangesAtOnce() {
    settle(first, second);
    Account anna = left.create(ANNA, "Anna", FIRST);
    settle(first, second);
    assertThat(right.find(ANNA)).isEqualTo(anna);
    Account changed = right.withPassword(anna, SECOND);
    settle(first, second);
    assertThat(left.find(ANNA)).isEqualTo(changed);
    left.delete(changed);
    settle(first, second);
    assertThat(right.find(ANNA)).isNull();
    assertThat(right.tombstones()).isEqualTo(1);
  }

  @Test
  void shouldTellWhoComesLaterWhatItLacks() {
    for (long id = 1; id <= 700; id++) {
      left.create(new ClientId(id * 7_777), "", FIRST);
    }
    first = new Link(left, middle);
    pass(20 * SECOND_NANOS, first, second);
    assertThat(right.size()).isEqualTo(700);
    assertThat(right.hashes().all()).isEqualTo(left.hashes().all());
    frames = 0;
    pass(30 * SECOND_NANOS, first, second);
    assertThat(frames).as("hashes only").isLessThanOrEqualTo(2 * 2 * 4);
  }

  @Test
  void shouldAgreeAfterTheLineWasCut() {
    Account anna = left.create(ANNA, "Anna", FIRST);
    Account bert = right.create(BERT, "Bert", FIRST);
    pass(SECOND_NANOS, first, second);
    first.cut();
    left.delete(Objects.requireNonNull(left.find(ANNA)));
    left.withPassword(Objects.requireNonNull(left.find(BERT)), SECOND);
    right.withPassword(Objects.requireNonNull(right.find(BERT)), FIRST);
    right.create(new ClientId(5), "Cora", FIRST);
    settle(second);
    first = new Link(left, middle);
    pass(12 * SECOND_NANOS, first, second);
    assertThat(left.hashes().all())
        .isEqualTo(right.hashes().all())
        .isEqualTo(middle.hashes().all());
    assertThat(right.find(ANNA)).as("made as %s", anna).isNull();
    assertThat(left.named("cora")).isEqualTo(new ClientId(5));
    assertThat(right.find(BERT)).isNotEqualTo(bert).isEqualTo(left.find(BERT));
  }

  @Test
  void shouldNotBringBackWhatWasDeletedWhereATombstoneHasGone() {
    Account anna = left.create(ANNA, "", FIRST);
    pass(SECOND_NANOS, first, second);
    first.cut();
    right.delete(Objects.requireNonNull(right.find(ANNA)));
    AccountTable forgetful = Made.table();
    forgetful.hearClock(right.clock());
    settle(second);
    Link toForgetful = new Link(left, forgetful);
    Link on = new Link(forgetful, right);
    pass(12 * SECOND_NANOS, toForgetful, on);
    assertThat(left.find(ANNA)).as("made as %s", anna).isNull();
    assertThat(forgetful.find(ANNA)).isNull();
  }

  @Test
  void shouldConvergeWhateverHappens() {
    for (int seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      AccountTable[] tables = {Made.table(), Made.table(), Made.table()};
      Link[] links = {new Link(tables[0], tables[1]), new Link(tables[1], tables[2])};
      for (int step = 0; step < 200; step++) {
        change(tables[random.nextInt(3)], random);
        int cut = random.nextInt(20);
        if (cut < 2) {
          links[cut].cut();
          links[cut] = new Link(tables[cut], tables[cut + 1]);
        }
        if (random.nextInt(3) == 0) {
          links[random.nextInt(2)].talk();
        }
      }
      pass(25 * SECOND_NANOS, links);
      assertThat(tables[0].hashes().all())
          .as("seed " + seed)
          .isEqualTo(tables[1].hashes().all());
      assertThat(tables[2].hashes().all())
          .as("seed " + seed)
          .isEqualTo(tables[1].hashes().all());
    }
  }

  private static void change(AccountTable table, SplittableRandom random) {
    ClientId id = new ClientId(random.nextInt(12));
    Account known = table.find(id);
    if (known == null) {
      table.create(id, "", FIRST);
    } else if (random.nextBoolean()) {
      table.withPassword(known, random.nextBoolean() ? FIRST : SECOND);
    } else {
      table.delete(known);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts",
        "accounts?1",
        "accounts?-1?2",
        "accounts?1?2?3",
        "accounts?01?2",
        "accounts?zzzzzzzzzzzz?1",
        "buckets?0",
        "buckets?73?1?1",
        "buckets?99999?1",
        "buckets?x?",
        "account?",
        "account?1234567890",
        "account?1234567890/0",
        "account?1234567890/x1/y",
        "account?123/1",
        "account?1234567890/cre66i9t/1/x/Anna",
        "account?1234567890/2/1//",
        "account?1234567890/zzzzzzzzzzz",
        "accountant?1"
      })
  void shouldRefuseWhatCanNotBeRightAndChangeNothing(String text) {
    assertThat(first.there.read(Payload.of(text))).isFalse();
    assertThat(middle.size()).isZero();
    assertThat(middle.clock()).isZero();
    assertThat(first.there.next(now)).isNull();
  }

  @Test
  void shouldTellNoMoreThanItsRateHoweverMuchIsLacking() {
    for (long id = 1; id <= 1_000; id++) {
      left.create(new ClientId(id), "", FIRST);
    }
    Link fresh = new Link(left, middle);
    first.cut();
    settle(fresh);
    assertThat(middle.size()).isEqualTo(AccountGossip.ENTRIES_AT_ONCE);
    assertThat(fresh.here.nextDeadline()).isGreaterThan(now);
    now += SECOND_NANOS / 5;
    settle(fresh);
    assertThat(middle.size())
        .isEqualTo(AccountGossip.ENTRIES_AT_ONCE + AccountGossip.ENTRIES_PER_SECOND / 5);
  }
}

package org.chappe.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.chappe.server.accounts.Made.ANNA;
import static org.chappe.server.accounts.Made.BERT;
import static org.chappe.server.accounts.Made.FIRST;
import static org.chappe.server.accounts.Made.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.server.accounts.AccountTable.Hearing;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one relay believes of accounts. */
class AccountTableTest {

  private final MemoryStore store = new MemoryStore();
  private final CommitQueue commits = new CommitQueue();
  private final AccountTable table = new AccountTable(store, commits, 4, 5, 2);

  private static Account account(ClientId id, long version) {
    return new Account(id, version, version, "", FIRST);
  }

  /** The same table after a restart. */
  private AccountTable reopened() {
    commits.flush(new Effects() {
      @Override
      public void send(Endpoint to, Frame frame) {}

      @Override
      public void commit(Batch batch) {
        store.commit(batch, () -> {});
      }

      @Override
      public void deliver(Delivery delivery) {}

      @Override
      public void report(Report report) {}
    });
    return new AccountTable(store, new CommitQueue(), 4, 5, 2);
  }

  @Test
  void shouldKnowWhatWasMadeAndChanged() {
    Account made = table.create(ANNA, "Anna", FIRST);
    assertThat(table.find(ANNA)).isEqualTo(made);
    Account changed = table.withPassword(made, SECOND);
    assertThat(changed.version()).isGreaterThan(made.version());
    assertThat(changed.born()).isEqualTo(made.born());
    assertThat(table.find(ANNA)).isEqualTo(changed);
    assertThatIllegalStateException().isThrownBy(() -> table.create(ANNA, "", FIRST));
  }

  @Test
  void shouldKnowItAllAfterARestart() {
    Account made = table.create(ANNA, "Anna", FIRST);
    table.delete(table.create(BERT, "Bert", FIRST));
    AccountTable again = reopened();
    assertThat(again.find(ANNA)).isEqualTo(made);
    assertThat(again.find(BERT)).isNull();
    assertThat(again.tombstones()).isEqualTo(1);
    assertThat(again.clock()).isEqualTo(table.clock()).isEqualTo(3);
    assertThat(again.hashes().all()).isEqualTo(table.hashes().all());
    assertThat(again.named("anna")).isEqualTo(ANNA);
  }

  @Test
  void shouldOutrankEverythingSeenWithAChangeMadeHere() {
    table.hear(account(BERT, 1_000));
    table.hear(Account.deleted(new ClientId(7), 2_000));
    assertThat(table.create(ANNA, "", FIRST).version()).isEqualTo(2_001);
    assertThat(reopened().clock()).isEqualTo(2_001);
  }

  @Test
  void shouldBelieveTheHigherVersionWhicheverComesFirst() {
    assertThat(table.hear(account(ANNA, 5))).isEqualTo(Hearing.TAKEN);
    assertThat(table.hear(account(ANNA, 5))).isEqualTo(Hearing.KNOWN);
    assertThat(table.hear(account(ANNA, 4))).isEqualTo(Hearing.STALE);
    assertThat(table.hear(Account.deleted(ANNA, 6))).isEqualTo(Hearing.TAKEN);
    assertThat(table.hear(account(ANNA, 5))).isEqualTo(Hearing.STALE);
    assertThat(table.find(ANNA)).isNull();
  }

  @Test
  void shouldSettleEqualVersionsAlikeEverywhere() {
    Account one = new Account(ANNA, 5, 5, "", FIRST);
    Account other = new Account(ANNA, 5, 5, "", SECOND);
    AccountTable there = Made.table();
    table.hear(one);
    table.hear(other);
    there.hear(other);
    there.hear(one);
    assertThat(table.find(ANNA)).isEqualTo(there.find(ANNA));
    assertThat(table.hashes().all()).isEqualTo(there.hashes().all());
  }

  @Test
  void shouldTakeNoTombstoneOfWhatItNeverKnew() {
    assertThat(table.hear(Account.deleted(ANNA, 6))).isEqualTo(Hearing.KNOWN);
    assertThat(table.tombstones()).isZero();
    assertThat(table.clock()).isEqualTo(6);
  }

  @Test
  void shouldRefuseVersionsThatWouldUseThemUp() {
    long most = VersionClock.VERSION_FREE_MAX;
    assertThat(table.hear(account(ANNA, most + 1))).isEqualTo(Hearing.REFUSED);
    assertThat(table.find(ANNA)).isNull();
    assertThat(table.hear(account(ANNA, most))).isEqualTo(Hearing.TAKEN);
    assertThat(table.hear(account(ANNA, most + VersionClock.VERSION_LEAP_MAX + 1)))
        .isEqualTo(Hearing.REFUSED);
    assertThat(
            table.withPassword(Objects.requireNonNull(table.find(ANNA)), SECOND).version())
        .isEqualTo(most + 1);
    table.hearClock(Account.VERSION_MAX);
    assertThat(table.clock()).isLessThan(most + 2 * VersionClock.VERSION_LEAP_MAX);
    assertThat(table.refused()).isEqualTo(2);
  }

  @Test
  void shouldKeepRoomForItsOwnAndRefuseTheRest() {
    for (long id = 1; id <= 4; id++) {
      assertThat(table.hear(account(new ClientId(id), id))).isEqualTo(Hearing.TAKEN);
    }
    assertThat(table.hear(account(new ClientId(5), 5))).isEqualTo(Hearing.REFUSED);
    assertThat(table.refusedFull()).isEqualTo(1);
    assertThat(table.hasRoom()).isTrue();
    table.create(ANNA, "", FIRST);
    assertThat(table.hasRoom()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> table.create(BERT, "", FIRST));
    assertThat(table.hear(account(new ClientId(4), 9))).as("a change").isEqualTo(Hearing.TAKEN);
  }

  @Test
  void shouldDropTheEldestTombstones() {
    for (long id = 1; id <= 3; id++) {
      table.delete(table.create(new ClientId(id), "", FIRST));
    }
    assertThat(table.tombstones()).isEqualTo(2);
    assertThat(table.tombstonesDropped()).isEqualTo(1);
    assertThat(table.known(1)).isNull();
    assertThat(reopened().known(1)).isNull();
    assertThat(table.create(new ClientId(1), "", FIRST).version()).isGreaterThan(6);
  }

  @Test
  void shouldGiveANameToTheEldestOfItsHolders() {
    table.hear(new Account(BERT, 3, 3, "Anna", FIRST));
    table.hear(new Account(ANNA, 9, 2, "ANNA", FIRST));
    assertThat(table.named("anna")).isEqualTo(ANNA);
    assertThat(table.title(Objects.requireNonNull(table.find(ANNA)))).isEqualTo("ANNA");
    assertThat(table.title(Objects.requireNonNull(table.find(BERT)))).isEqualTo("Anna~" + BERT);
    table.delete(Objects.requireNonNull(table.find(ANNA)));
    assertThat(table.named("Anna")).isEqualTo(BERT);
  }

  @Test
  void shouldTellObserversOfEveryChangeOnce() {
    List<Account> heard = new ArrayList<>();
    table.observe((before, now) -> heard.add(now));
    Account made = table.create(ANNA, "", FIRST);
    table.hear(made);
    table.hear(account(BERT, 9));
    assertThat(heard).extracting(Account::id).containsExactly(ANNA, BERT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Anna", "Ännchen von Tharau", "O'Neil-Smith Jr.", "李小龍", "a1_"})
  void shouldTakeNames(String name) {
    assertThat(NameRule.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1234567890",
        "a  b",
        "a ",
        "Anna~1234567890",
        "who?",
        "a/b",
        "a\tb",
        "abcdefghijklmnopqrstuvwxyzabcdefg",
        "李李李李李李李李李李李李李李李李李",
        "<script>"
      })
  void shouldTakeNothingElseForAName(String name) {
    assertThat(NameRule.isName(name)).isFalse();
  }

  @Test
  void shouldTakeNoAccountThatCanNotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> account(ANNA, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> account(ANNA, Account.VERSION_MAX + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Account(ANNA, 1, 2, "", FIRST));
    assertThatIllegalArgumentException().isThrownBy(() -> new Account(ANNA, 1, 1, "?", FIRST));
  }
}

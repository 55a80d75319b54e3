package org.chappe.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.accounts.Made.ANNA;
import static org.chappe.server.accounts.Made.BERT;
import static org.chappe.server.accounts.Made.FIRST;

import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which accounts a list has. */
class AccountSearchTest {

  private final AccountTable table = Made.table();

  @BeforeEach
  void make() {
    table.create(ANNA, "Anna", FIRST);
    table.create(BERT, "Bert O'Neil", FIRST);
    table.create(new ClientId(7), "", FIRST);
    table.delete(table.create(new ClientId(8), "Gone", FIRST));
  }

  private List<String> found(String pattern) {
    AccountSearch search =
        new AccountSearch(table, Objects.requireNonNull(AccountPattern.of(pattern)));
    int slices = 1;
    while (!search.goOn()) {
      slices++;
    }
    assertThat(slices)
        .isLessThanOrEqualTo(
            1 + (table.size() + table.tombstones()) / AccountSearch.SLICE_ACCOUNTS);
    return search.items();
  }

  @Test
  void shouldListAllThatLiveByTheirIds() {
    assertThat(found(""))
        .containsExactly("0000000007/", "0987654321/Bert O'Neil", "1234567890/Anna");
    assertThat(found("*")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "anna,1",
    "A*,1",
    "?????,0",
    "????,1",
    "1234567890,1",
    "0*,2",
    "*.*,0",
    "bert o'n*,1",
    "/^0/,2",
    "/nn|eil/,2",
    "/ANNA/,0",
    "/(?i)ANNA/,1",
    "/gone/,0",
    "//,3"
  })
  void shouldListWhatMatches(String pattern, int count) {
    assertThat(found(pattern)).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/(/", "/[/", "/*/", "/a{9}/", "/(?=a)/", "/\\1/", "/(a)\\1/"})
  void shouldNotReadWhatIsNoPattern(String pattern) {
    assertThat(AccountPattern.of(pattern)).isNull();
  }

  @Test
  void shouldNotReadAPatternThatIsTooLong() {
    assertThat(AccountPattern.of("x".repeat(AccountPattern.BYTES_MAX))).isNotNull();
    assertThat(AccountPattern.of("x".repeat(AccountPattern.BYTES_MAX + 1))).isNull();
  }

  @Test
  void shouldTakeNoLongerForAHostilePattern() {
    String hostile = "/" + "(a*)*".repeat(19) + "b/";
    assertThat(hostile.length()).isLessThanOrEqualTo(AccountPattern.BYTES_MAX);
    for (int i = 0; i < 2_000; i++) {
      table.create(new ClientId(1_000 + i), "a".repeat(31), FIRST);
      table.delete(Objects.requireNonNull(table.find(new ClientId(1_000 + i))));
    }
    table.create(new ClientId(5_000), "a".repeat(31), FIRST);
    assertThat(found(hostile)).isEmpty();
  }

  @Test
  void shouldSayThatThereAreMoreThanItLists() {
    for (int i = 0; i < 1_000; i++) {
      table.create(new ClientId(1_000 + i), "Name " + "x".repeat(20) + i, FIRST);
    }
    List<String> items = found("name*");
    assertThat(items).hasSizeBetween(200, 300).endsWith(AccountSearch.MORE);
    assertThat(String.join("?", items).length()).isLessThanOrEqualTo(AccountSearch.BYTES_MAX + 10);
  }
}

package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.Set;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a home takes a name for. */
final class NamesTest {

  private final TestLine line = TestLine.of(2);
  private final Owner anna = new Owner(line, "1234567890", 1, 1);
  private final Owner elder = new Owner(line, "5555555555", 2, 2);
  private final Owner asker = new Owner(line, "0987654321", 2, 3);

  private String find(String name) {
    return asker.asks("get", "name", name);
  }

  private void introduce() {
    anna.shakeHands().creates(FIRST, "Anna Ö");
    line.pass(TestLine.SECONDS);
    asker.shakeHands();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Anna Ö", "anna ö", "ANNA O\u0308", "anna ö~1234567890", "1234567890"})
  void shouldTellIdNameAndKindAtAnyRelay(String name) {
    introduce();
    assertThat(find(name)).isEqualTo("1.1?1234567890?Anna Ö?client");
  }

  @Test
  void shouldTellThatAnAccountHasNoName() {
    anna.shakeHands().creates(FIRST, "");
    line.pass(TestLine.SECONDS);
    asker.shakeHands();
    assertThat(find("1234567890")).isEqualTo("1.1?1234567890??client");
    assertThat(find("Anna")).isEqualTo("!nouser?nobody is called Anna");
  }

  @ParameterizedTest
  @CsvSource({
    "Bert,nobody is called Bert",
    "#crew,there is no #crew",
    "queue:jobs,there is no queue:jobs",
    "0987654321,0987654321 has no account",
    "Bert~1234567890,nobody is called Bert~1234567890",
    "Anna Ö~0987654321,nobody is called Anna Ö~0987654321"
  })
  void shouldSayThatThereIsNobodyOfAName(String name, String words) {
    introduce();
    assertThat(find(name)).isEqualTo("!nouser?" + words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@Anna",
        "!anna",
        "123",
        "12345678901",
        "Anna~",
        "~1234567890",
        "Anna~1",
        "1234567890~1234567890",
        "Anna~Anna",
        "Anna Ö~1234567890~",
        "An  na",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void shouldDenyWhatCanBeNoName(String name) {
    introduce();
    assertThat(find(name)).isEqualTo("!param?that is neither a name nor an ID");
  }

  @Test
  void shouldTellTwoOfOneNameApart() {
    Set<Endpoint> relays = Set.copyOf(line.config.endpoints().values());
    line.lost = datagram -> relays.contains(datagram.from()) && relays.contains(datagram.to());
    elder.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.MILLIS);
    anna.shakeHands().creates(SECOND, "ANNA");
    anna.asks("handshake", "passwd", FIRST.verifier().text());
    line.lost = datagram -> false;
    line.pass(30 * TestLine.SECONDS);
    asker.shakeHands();
    String first = find("5555555555").split("\\?", -1)[2];
    String second = find("1234567890").split("\\?", -1)[2];
    assertThat(first.contains("~")).isNotEqualTo(second.contains("~"));
    assertThat(find("anna")).contains(first.contains("~") ? "1234567890" : "5555555555");
    assertThat(find(first)).isEqualTo("1.1?5555555555?" + first + "?client");
    assertThat(find(second)).isEqualTo("1.1?1234567890?" + second + "?client");
    assertThat(find("Anna~5555555555")).contains(first);
  }

  @Test
  void shouldForgetTheNameOfADeletedAccount() {
    introduce();
    anna.asks("terminate", "delete", "");
    line.pass(TestLine.SECONDS);
    assertThat(find("Anna Ö")).startsWith("!nouser?");
    assertThat(find("1234567890")).startsWith("!nouser?");
  }
}

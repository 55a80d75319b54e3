package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chappe.model.ClientId;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.server.accounts.Account;
import org.junit.jupiter.api.Test;

/** What becomes of accounts that are deleted, of the mail that waits for them, and of ends that are asked for again. */
final class AccountEndsTest {

  private final TestLine line = TestLine.of(2);
  private final Owner anna = new Owner(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 2, 4);

  private List<String> bertsMail() {
    line.pass(2 * TestLine.SECONDS);
    line.heard(bert.at);
    List<String> receipts = new ArrayList<>();
    for (String frame : bert.asksForMail(60)) {
      if (frame.contains(";rf/")) {
        receipts.add(frame.split("/", 5)[4]);
      }
    }
    return receipts;
  }

  @Test
  void shouldNotDeleteAnAccountForWhichMailWaitsUnlessForced() {
    anna.shakeHands().creates(FIRST, "Anna");
    bert.shakeHands().sends("a.0", anna.typist.id, "hello");
    line.pass(TestLine.SECONDS);
    assertThat(anna.asks("terminate", "delete", ""))
        .isEqualTo("!mail?1 messages wait; they would be refused to their senders");
    assertThat(anna.asks("terminate", "delete", "force")).startsWith("1.1?");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(2).node.accounts().find(Ids.ANNA)).isNull();
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isZero();
    assertThat(line.relay(1).node.station().deletedAccounts().refused()).isEqualTo(1);
    assertThat(bertsMail()).containsExactly("account deleted: hello");
  }

  @Test
  void shouldRefuseAllThatWaitsThoughItCrashesMeanwhile() {
    anna.shakeHands().creates(FIRST, "Anna");
    bert.shakeHands();
    for (int n = 0; n < 600; n++) {
      bert.sends("a." + Integer.toString(n, 36), anna.typist.id, "text");
      line.pass(TestLine.MILLIS);
    }
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isEqualTo(600);
    line.relay(1).storeIsSlow = true;
    anna.typist.types("terminate", "", "/delete?zz?force");
    line.relay(1).storeIsSlow = false;
    for (int turn = 0; turn < 2; turn++) {
      line.relay(1).serve(line.now);
    }
    line.revive(1);
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isBetween(1, 599);
    line.pass(20 * TestLine.SECONDS);
    assertThat(line.relay(1).node.accounts().find(Ids.ANNA)).isNull();
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isZero();
    assertThat(line.relay(2).node.station().sizeOf(Ids.BERT)).isEqualTo(600);
  }

  @Test
  void shouldKeepMailThatComesForTheIdAfterTheEndOfItsAccount() {
    anna.shakeHands().creates(FIRST, "Anna");
    bert.shakeHands().sends("a.0", anna.typist.id, "before");
    line.pass(TestLine.SECONDS);
    anna.asks("terminate", "delete", "force");
    line.pass(5 * TestLine.SECONDS);
    bert.sends("a.1", anna.typist.id, "after");
    line.pass(5 * TestLine.SECONDS);
    line.heard(anna.typist.at);
    assertThat(Typist.texts(anna.shakeHands().typist.asksForMail(60))).containsExactly("after");
  }

  @Test
  void shouldSayAgainWhatIsOverWhenAskedAgainBecauseTheAnswerWasLost() {
    anna.shakeHands().creates(FIRST, "Anna");
    Typist again = anna.typist;
    assertThat(again.types("terminate", "", "/logoff?zz"))
        .anyMatch(ends("logoff?zz?1.1?1234567890"));
    again.shakeHands();
    assertThat(again.types("terminate", "", "/logoff?zz"))
        .anyMatch(ends("logoff?zz?1.1?1234567890"));
    assertThat(again.types("terminate", "", "/logoff?zy"))
        .anyMatch(frame -> frame.contains("!login?"));
    anna.shakeHands().logsIn(FIRST, "d1");
    assertThat(again.types("terminate", "", "/delete?zx"))
        .anyMatch(ends("delete?zx?1.1?1234567890"));
    line.pass(TestLine.SECONDS);
    again.shakeHands();
    assertThat(again.types("terminate", "", "/delete?zx"))
        .anyMatch(ends("delete?zx?1.1?1234567890"));
    assertThat(again.types("terminate", "", "/delete?zw"))
        .anyMatch(frame -> frame.contains("!nouser?"));
  }

  private static Predicate<String> ends(String end) {
    return frame -> frame.endsWith("/" + end);
  }

  @Test
  void shouldDoNothingWhenAnEndIsAskedForAgain() {
    anna.shakeHands().creates(FIRST, "Anna");
    anna.typist.types("terminate", "", "/delete?zx");
    line.pass(TestLine.SECONDS);
    assertThat(anna.shakeHands().creates(SECOND, "Anna")).startsWith("1.1?");
    anna.typist.types("terminate", "", "/delete?zx");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.accounts().find(Ids.ANNA))
        .extracting(Account::verifier)
        .isEqualTo(SECOND.verifier());
  }

  @Test
  void shouldRememberABoundedNumberOfEnds() {
    Farewells farewells = new Farewells(2);
    Question delete = new Question(QuestionWord.DELETE, 7, "");
    farewells.note(Ids.ANNA, delete);
    farewells.note(Ids.BERT, delete);
    farewells.note(new ClientId(3), delete);
    assertThat(farewells.isSaid(Ids.ANNA, delete)).isFalse();
    assertThat(farewells.isSaid(Ids.BERT, delete)).isTrue();
    assertThat(farewells.isSaid(Ids.BERT, new Question(QuestionWord.DELETE, 8, "")))
        .isFalse();
    assertThat(farewells.isSaid(Ids.BERT, new Question(QuestionWord.LOGOFF, 7, "")))
        .isFalse();
    assertThat(farewells.forgotten()).isEqualTo(1);
  }
}

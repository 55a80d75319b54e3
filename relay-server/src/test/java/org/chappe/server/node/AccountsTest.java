package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Input;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.WrongPasswords;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.station.StationLimits;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of accounts, and of IDs that have one, at two relays. */
final class AccountsTest {

  private final TestLine line = TestLine.of(2);
  private final Owner anna = new Owner(line, "1234567890", 1, 1);
  private final Owner thief = new Owner(line, "1234567890", 1, 2);
  private final Owner abroad = new Owner(line, "1234567890", 2, 3);
  private final Typist bert = new Typist(line, "0987654321", 2, 4);

  private Account account(int relay) {
    return Objects.requireNonNull(line.relay(relay).node.accounts().find(Ids.ANNA));
  }

  private void assertRefused(Owner owner, String type, String parameters, String rest) {
    String reason = ";xauth/";
    assertThat(owner.typist.types(type, parameters, rest))
        .anyMatch(frame -> frame.contains(reason) && frame.endsWith("log in first"));
  }

  @Test
  void shouldMakeAnAccountAndTellAllRelaysOfIt() {
    assertThat(anna.shakeHands().creates(FIRST, "Anna")).isEqualTo("1.1?1234567890?Anna");
    assertThat(anna.state()).isEqualTo("in");
    line.pass(TestLine.SECONDS);
    assertThat(account(2)).isEqualTo(account(1));
    assertThat(account(1).verifier()).isEqualTo(FIRST.verifier());
  }

  @Test
  void shouldAnswerOnlyOnceTheAccountIsDurable() {
    anna.shakeHands();
    line.relay(1).storeIsSlow = true;
    String question = "create?k?" + FIRST.verifier().text() + "?d1?Anna";
    assertThat(anna.typist.types("handshake", "", "/" + question))
        .noneMatch(frame -> frame.startsWith("get;"));
    line.relay(1).storeIsSlow = false;
    line.settle();
    assertThat(line.heard(anna.typist.at))
        .anyMatch(frame -> frame.endsWith("create?k?1.1?1234567890?Anna"));
  }

  @Test
  void shouldKnowTheAccountAfterACrash() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.revive(1);
    line.settle();
    assertThat(anna.shakeHands().state()).isEqualTo("out");
    assertThat(anna.logsIn(FIRST, "d1")).isEqualTo("in");
  }

  @Test
  void shouldMakeOneAccountWhenAskedAgainBecauseTheAnswerWasLost() {
    anna.shakeHands().creates(FIRST, "Anna");
    Account made = account(1);
    assertThat(anna.shakeHands().creates(FIRST, "Anna")).isEqualTo("1.1?1234567890?Anna");
    line.revive(1);
    assertThat(anna.shakeHands().creates(FIRST, "Anna")).isEqualTo("1.1?1234567890?Anna");
    assertThat(account(1)).isEqualTo(made);
    assertThat(anna.state()).as("that proves nothing").isEqualTo("out");
  }

  @Test
  void shouldNameEachMistake() {
    anna.shakeHands();
    assertThat(anna.logsIn(FIRST, "d1")).isEqualTo("!nouser?1234567890 has no account");
    assertThat(anna.asks("handshake", "passwd", FIRST.verifier().text())).startsWith("!nouser?");
    assertThat(anna.asks("terminate", "delete", "")).startsWith("!nouser?");
    assertThat(anna.asks("terminate", "logoff", "")).startsWith("!nouser?");
    assertThat(anna.asks("handshake", "proof", "x")).startsWith("!login?");
    anna.creates(FIRST, "Anna");
    assertThat(anna.creates(SECOND, "Anna")).isEqualTo("!exists?1234567890 has an account already");
    thief.shakeHands();
    assertThat(thief.logsIn(SECOND, "d9")).isEqualTo("!auth?wrong password");
    assertThat(thief.asks("handshake", "passwd", SECOND.verifier().text())).startsWith("!login?");
    assertThat(thief.asks("terminate", "delete", "force")).startsWith("!login?");
    assertThat(thief.asks("terminate", "logoff", "")).startsWith("!login?");
    Owner namesake = new Owner(line, "1111111111", 1, 5).shakeHands();
    assertThat(namesake.creates(SECOND, "ANNA")).startsWith("!taken?the name ANNA");
    assertThat(account(1).verifier()).isEqualTo(FIRST.verifier());
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "passwd", "login", "delete"})
  void shouldDenyGarbageAndChangeNothing(String word) {
    anna.shakeHands().creates(FIRST, "Anna");
    Account before = account(1);
    String type = word.equals("delete") ? "terminate" : "handshake";
    for (String rest : new String[] {"x", "x?y", "x?y?z", "....", "d1?short?over", "F?D?1?2"}) {
      assertThat(anna.asks(type, word, rest)).startsWith("!param?");
    }
    assertThat(anna.creates(FIRST, "<b>")).startsWith("!param?");
    assertThat(account(1)).isEqualTo(before);
    assertThat(anna.state()).isEqualTo("in");
  }

  @Test
  void shouldLetAGuestDoNothingButAsk() {
    anna.shakeHands().creates(FIRST, "Anna");
    bert.shakeHands().sends("a.0", anna.typist.id, "for Anna alone");
    line.pass(TestLine.SECONDS);
    assertThat(thief.shakeHands().state()).isEqualTo("out");
    assertThat(thief.asks("get", "whoami", "")).isEqualTo("1.1?1?0?out?Anna");
    assertRefused(thief, "get", ";w1o", "/");
    assertRefused(thief.shakeHands(), "send", ";ma.0", "0987654321/I am Anna");
    assertRefused(thief.shakeHands(), "terminate", "", "/");
    assertThat(line.relay(1).node.directory().homeOf(Ids.ANNA)).isEqualTo(1);
    assertThat(anna.state()).as("she is still there").isEqualTo("in");
    line.heard(anna.typist.at);
    assertThat(Typist.texts(anna.typist.asksForMail(60))).containsExactly("for Anna alone");
  }

  @Test
  void shouldNotMoveTheOwnerWhenAGuestComesToAnotherRelay() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    assertThat(abroad.shakeHands().state()).isEqualTo("out");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(2).node.directory().homeOf(Ids.ANNA)).isEqualTo(1);
    assertThat(abroad.logsIn(FIRST, "d1")).isEqualTo("in");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.directory().homeOf(Ids.ANNA)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "get", "handshake", "terminate"})
  void shouldRefuseClassicFramesOfAnIdThatHasAnAccount(String type) {
    anna.shakeHands().creates(FIRST, "Anna");
    String to = type.equals("send") ? "0987654321" : "";
    assertThat(line.answers(bert.at, 1, type + "/7/1234567890/" + to + "/"))
        .containsExactly("ack;xauth/7/1/1234567890/this ID has an account; log in first");
    assertThat(line.type(bert.at, 1, "ack/0/1234567890//")).isEqualTo(Verdict.UNEXPECTED);
    assertThat(anna.state()).isEqualTo("in");
  }

  @Test
  void shouldTakeNoProofTwice() {
    anna.shakeHands().creates(FIRST, "Anna");
    thief.shakeHands();
    String login = "login?1?d9?abcdefghijklmnop";
    thief.typist.types("handshake", "", "/" + login);
    assertThat(thief.asks("handshake", "proof", "A".repeat(43))).startsWith("!auth?");
    assertThat(thief.asks("handshake", "proof", "A".repeat(43))).startsWith("!login?");
  }

  @Test
  void shouldSlowDownWhoeverGuesses() {
    anna.shakeHands().creates(FIRST, "Anna");
    anna.asks("terminate", "logoff", "");
    thief.shakeHands();
    for (int guess = 0; guess < WrongPasswords.AT_ONCE; guess++) {
      assertThat(thief.logsIn(SECOND, "d9")).startsWith("!auth?");
    }
    assertThat(thief.logsIn(FIRST, "d9")).startsWith("!quota?too many wrong passwords");
    assertThat(anna.logsIn(FIRST, "d1")).as("the owner's device").isEqualTo("in");
  }

  @Test
  void shouldSayThatAnotherDeviceIsLoggedIn() {
    anna.shakeHands().creates(FIRST, "Anna");
    Owner second = new Owner(line, anna.typist.id, 1, 6).shakeHands();
    assertThat(second.logsIn(FIRST, "d2"))
        .isEqualTo("!elsewhere?1234567890 is logged in elsewhere");
    assertThat(anna.state()).isEqualTo("in");
    assertThat(second.logsIn(FIRST, "d2!")).as("if it is to").isEqualTo("in");
    assertThat(anna.typist.types("get", "", "/")).allMatch(frame -> frame.contains(";xwho/"));
  }

  @Test
  void shouldLetTheSameDeviceInAgainAtOnce() {
    anna.shakeHands().creates(FIRST, "Anna");
    assertThat(new Owner(line, anna.typist.id, 1, 6).shakeHands().logsIn(FIRST, "d1"))
        .isEqualTo("in");
  }

  @Test
  void shouldLetAnotherDeviceInOnceTheFirstIsSilent() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(LoginDesk.PRESENT_NANOS);
    Owner second = new Owner(line, anna.typist.id, 1, 6).shakeHands();
    assertThat(second.logsIn(FIRST, "d2")).isEqualTo("in");
  }

  @Test
  void shouldChangeThePasswordAndEndTheSessionsOfTheOldOne() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    assertThat(abroad.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    line.pass(TestLine.SECONDS);
    assertThat(anna.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(anna.asks("handshake", "passwd", SECOND.verifier().text())).startsWith("1.1?");
    assertThat(anna.asks("handshake", "passwd", SECOND.verifier().text())).startsWith("1.1?");
    line.pass(TestLine.SECONDS);
    assertThat(anna.state()).isEqualTo("in");
    assertThat(abroad.typist.types("get", "", "/")).anyMatch(frame -> frame.contains(";xwho/"));
    assertThat(abroad.shakeHands().logsIn(FIRST, "d1")).isEqualTo("!auth?wrong password");
    assertThat(abroad.logsIn(SECOND, "d1")).isEqualTo("in");
  }

  @Test
  void shouldKeepMailComingAfterLoggingOff() {
    anna.shakeHands().creates(FIRST, "Anna");
    anna.typist.asksForMail(60);
    assertThat(anna.asksAfter(1, "terminate", "logoff", "")).startsWith("1.1?");
    bert.shakeHands().sends("a.0", anna.typist.id, "hello");
    line.pass(TestLine.SECONDS);
    assertThat(Typist.texts(line.heard(anna.typist.at))).isEmpty();
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isEqualTo(1);
    assertThat(anna.logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(Typist.texts(anna.typist.asksForMail(60))).containsExactly("hello");
  }

  @Test
  void shouldEndTheSessionOfSomebodyWhoUsedTheIdBeforeItHadAnAccount() {
    Typist squatter = new Typist(line, "1234567890", 2, 7).shakeHands();
    squatter.types("get", "", "/");
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    assertThat(squatter.sends("a.0", "0987654321", "I was here first"))
        .isEqualTo(Verdict.NO_SESSION);
  }

  @Test
  void shouldMakeABoundedNumberOfAccountsAtOnce() {
    TestLine roomy = new TestLine(TestLine.config(1, List.of(1), StationLimits.DEFAULT, 256));
    int made = 0;
    for (int id = 0; id < AccountDesk.CREATED_AT_ONCE + 20; id++) {
      Owner one = new Owner(roomy, String.format("%010d", id), 1, 100 + id).shakeHands();
      made += one.creates(FIRST, "").startsWith("1.1?") ? 1 : 0;
    }
    assertThat(made).isEqualTo(AccountDesk.CREATED_AT_ONCE);
    roomy.pass(TestLine.SECONDS);
    Owner later = new Owner(roomy, "5555555555", 1, 99).shakeHands();
    assertThat(later.creates(FIRST, "")).startsWith("1.1?");
  }

  @Test
  void shouldKeepABoundedNumberOfGuests() {
    anna.shakeHands().creates(FIRST, "Anna");
    Guests guests = new Guests(3);
    Guest first = new Guest(Ids.ANNA, 1, 0, 0);
    assertThat(guests.add(first)).isNull();
    guests.add(new Guest(Ids.ANNA, 2, 0, 0));
    guests.add(new Guest(Ids.BERT, 1, 0, 0));
    assertThat(guests.add(new Guest(Ids.ANNA, 3, 0, 0))).isSameAs(first);
    assertThat(guests.size()).isEqualTo(3);
    assertThat(guests.displaced()).isEqualTo(1);
    assertThat(guests.find(Ids.ANNA, 1)).isNull();
  }

  @Test
  void shouldForgetSilentGuests() {
    anna.shakeHands().creates(FIRST, "Anna");
    int before = line.relay(1).node.statistics().sessions();
    thief.shakeHands().state();
    assertThat(line.relay(1).node.statistics().sessions()).isEqualTo(before + 1);
    line.pass(Session.GUEST_IDLE_NANOS_MAX);
    assertThat(line.relay(1).node.statistics().sessions()).isEqualTo(before);
  }

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
  void shouldLetNobodyInWhoComesAsItLeaves() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    thief.shakeHands().state();
    line.relay(1).step(line.now, new Input.Command(new RelayOrder.Leave()));
    line.settle();
    assertThat(thief.logsIn(FIRST, "d1")).startsWith("!busy?");
  }

  @Test
  void shouldRequireAccountsAtARelayThatHasJoined() {
    RelayConfig strict = TestLine.config(1, List.of(1, 2))
        .withJoining(Joining.listed(JoinPolicy.LOCAL, 0))
        .withAccountsRequired(true);
    TestLine joined = new TestLine(strict);
    MemoryStore store = new MemoryStore();
    joined.join(3, store);
    joined.pass(10 * TestLine.SECONDS);
    String refusal = "ack;xauth/0/3/0987654321/accounts are required here; create one first";
    assertThat(joined.answers(bert.at, 3, "handshake/0/0987654321//")).containsExactly(refusal);
    assertThat(new Owner(joined, "5555555555", 3, 1).shakeHands().creates(FIRST, "Cora"))
        .startsWith("1.1?");
    joined.join(3, store);
    joined.pass(10 * TestLine.SECONDS);
    assertThat(joined.answers(bert.at, 3, "handshake/0/0987654321//"))
        .as("after a start from what it kept")
        .containsExactly(refusal);
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
    assertThat(account(1).verifier()).isEqualTo(SECOND.verifier());
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

  @Test
  void shouldServeNobodyWithoutAnAccountWhereThatIsRequired() {
    TestLine strict = new TestLine(new RelayConfig(
            line.config.line(),
            line.config.endpoints(),
            2,
            TestLine.INCARNATION,
            LinkConfig.DEFAULT,
            StationLimits.DEFAULT,
            64)
        .withAccountsRequired(true));
    Owner cora = new Owner(strict, "5555555555", 1, 1).shakeHands();
    assertThat(strict.answers(bert.at, 1, "handshake/0/0987654321//"))
        .containsExactly("ack;xauth/0/1/0987654321/accounts are required here; create one first");
    assertThat(cora.typist.types("get", "", "/"))
        .anyMatch(frame -> frame.endsWith("accounts are required here; create one first"));
    cora.shakeHands();
    assertThat(cora.creates(FIRST, "Cora")).startsWith("1.1?");
    assertThat(cora.state()).isEqualTo("in");
    assertThat(cora.typist.types("send", ";ma.0", "0987654321/hello"))
        .anyMatch(frame -> frame.contains(";xnouser/")
            && frame.endsWith("no such user: 0987654321 has no account"));
    assertThat(strict.relay(1).node.station().size()).isZero();
    assertThat(cora.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(cora.asks("terminate", "delete", "")).startsWith("1.1?");
    assertThat(cora.typist.types("get", ";w1o", "/"))
        .anyMatch(frame -> frame.endsWith("accounts are required here; create one first"));
  }
}

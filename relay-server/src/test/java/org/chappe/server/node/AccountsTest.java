package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.List;
import java.util.Objects;
import org.chappe.node.Input;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.WrongPasswords;
import org.chappe.server.station.StationLimits;
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

  @Test
  void shouldLetNobodyInWhoComesAsItLeaves() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    thief.shakeHands().state();
    line.relay(1).step(line.now, new Input.Command(new RelayOrder.Leave()));
    line.settle();
    assertThat(thief.logsIn(FIRST, "d1")).startsWith("!busy?");
  }
}

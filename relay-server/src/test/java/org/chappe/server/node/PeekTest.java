package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.chappe.server.station.Peek;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told of its mailbox without taking anything out of it. */
final class PeekTest {

  private final TestLine line = TestLine.of(2);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 2, 2);
  private int sent;
  private int tokens = 100;

  private void write(String text) {
    if (sent == 0) {
      anna.shakeHands().types("get", "", "/whoami?1"); // from then on she is at home there
      line.pass(TestLine.SECONDS);
      bert.shakeHands();
    }
    bert.sends("a." + Integer.toString(sent++, 36), anna.id, text);
    line.pass(TestLine.SECONDS);
  }

  /** The pages of an answer without word and token. */
  private List<String> peek(String rest) {
    List<String> pages = new ArrayList<>();
    String head = "peek?" + Integer.toString(++tokens, 36);
    List<String> heard = new ArrayList<>(anna.types("get", "", "/" + head + rest));
    line.pass(TestLine.SECONDS);
    heard.addAll(line.heard(anna.at));
    for (String frame : heard) {
      String payload = frame.split("/", 5)[4];
      String page = payload.startsWith(head + "?") ? payload.substring(head.length() + 1) : "";
      if (!page.isEmpty() && !pages.contains(page)) {
        pages.add(page);
      }
    }
    return pages;
  }

  @Test
  void shouldTellOneMessageAPageAndItsTextLast() {
    write("is it / you? or=not?");
    write("");
    anna.shakeHands();
    assertThat(peek(""))
        .containsExactly("1.2?0987654321?a.0??is it / you? or=not?", "2.2?0987654321?a.1??");
  }

  @Test
  void shouldSayThatNothingWaits() {
    anna.shakeHands();
    assertThat(peek("")).containsExactly("1.1");
    assertThat(peek("?1")).containsExactly("1.1");
  }

  @Test
  void shouldTakeNothing() {
    write("one");
    write("two");
    anna.shakeHands();
    peek("");
    assertThat(peek("?1")).as("of two").containsExactly("1.1?0987654321?a.0??one");
    assertThat(line.relay(1).node.station().mailbox(Ids.ANNA))
        .satisfies(mailbox -> assertThat(mailbox.waiting()).isEqualTo(2));
    assertThat(Typist.texts(anna.shakeHands().asksForMail(60))).containsExactly("one", "two");
  }

  @Test
  void shouldTellWhatWasHandedOutAndIsNotAcknowledged() {
    write("one");
    write("two");
    anna.shakeHands().asksForMail(60);
    anna.acknowledges(2);
    line.heard(anna.at);
    assertThat(peek("")).containsExactly("1.1?0987654321?a.1??two");
    anna.shakeHands();
    assertThat(peek("")).containsExactly("1.1?0987654321?a.1??two");
  }

  @Test
  void shouldTellOfPartsAndLeaveReceiptsOut() {
    anna.shakeHands();
    line.type(anna.at, 1, anna.numbered("send", ";mb.0;r", bert.id + "/a receipt comes back"));
    line.pass(TestLine.SECONDS);
    bert.shakeHands();
    line.type(bert.at, 2, bert.numbered("send", ";ma.0;s1.2", anna.id + "/begins"));
    line.type(bert.at, 2, bert.numbered("send", ";ma.1;s2.2", anna.id + "/ends"));
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isEqualTo(3);
    anna.shakeHands();
    assertThat(peek(""))
        .containsExactly("1.2?0987654321?a.0?1.2?begins", "2.2?0987654321?a.1?2.2?ends");
  }

  @Test
  void shouldFindMessagesBehindMoreReceiptsThanOneSliceTakes() {
    anna.shakeHands();
    for (int n = 0; n < Peek.SLICE_RECORDS + 20; n++) {
      String id = ";mb." + Integer.toString(n, 36) + ";r";
      line.type(anna.at, 1, anna.numbered("send", id, bert.id + "/x"));
      line.pass(TestLine.MILLIS);
    }
    line.pass(2 * TestLine.SECONDS);
    write("behind them all");
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isGreaterThan(Peek.SLICE_RECORDS);
    anna.shakeHands();
    assertThat(peek("")).containsExactly("1.1?0987654321?a.0??behind them all");
  }

  @Test
  void shouldTellSoManyAtMost() {
    for (int n = 0; n < Peek.MESSAGES_MAX + 5; n++) {
      write("text");
    }
    anna.shakeHands();
    List<String> pages = new ArrayList<>();
    int acknowledged = 0;
    List<String> heard = new ArrayList<>(anna.types("get", "", "/peek?k3"));
    while (pages.size() < Peek.MESSAGES_MAX && acknowledged < 1_000) {
      for (String frame : heard) {
        if (frame.startsWith("get;") && frame.contains("/peek?k3?") && !pages.contains(frame)) {
          pages.add(frame);
        }
      }
      anna.acknowledges(pages.size());
      acknowledged++;
      line.pass(TestLine.SECONDS);
      heard = line.heard(anna.at);
    }
    assertThat(pages).hasSize(Peek.MESSAGES_MAX);
    assertThat(pages.get(Peek.MESSAGES_MAX - 1)).contains("peek?k3?100.100?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "x", "01", "1000", "1?"})
  void shouldDenyWhatIsNoNumberOfMessages(String rest) {
    anna.shakeHands();
    assertThat(peek("?" + rest)).containsExactly("!param?peek takes a number from 1 to 100");
  }

  @Test
  void shouldTellGuestsNothing() {
    new Owner(line, anna.id, 1, 9).shakeHands().creates(FIRST, "Anna");
    write("for Anna alone");
    anna.shakeHands();
    assertThat(peek("")).containsExactly("!login?this ID has an account; log in first");
  }

  @Test
  void shouldForgetWhatTheAccountsOwnerDidNotWant() {
    Owner owner = new Owner(line, anna.id, 1, 9).shakeHands();
    owner.creates(FIRST, "Anna");
    write("refused to its sender");
    line.relay(1).storeIsSlow = true;
    owner.typist.types("terminate", "", "/delete?zz?force");
    anna.shakeHands();
    assertThat(peek("")).containsExactly("1.1");
  }
}

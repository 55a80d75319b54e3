package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.stream.IntStream;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

/** How a client asks its home for mail, and what it does with what comes. */
class ClientMailTest {

  private static Message mailFor(MessageId id, String text) {
    return Message.plain(BEN, ANN, Payload.of(text)).withId(id);
  }

  @Test
  void shouldDeliverPushedMailInOrderWhileItListens() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    for (int n = 0; n < 200; n++) {
      rig.home.leaveMail(mailFor(new MessageId(9, n), "mail " + n));
    }
    rig.run(5 * SECOND);
    assertThat(rig.deliveredTexts())
        .containsExactlyElementsOf(
            IntStream.range(0, 200).mapToObj(n -> "mail " + n).toList());
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldRenewTheLeaseInTimeUntilToldToStop() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(35 * SECOND);
    assertThat(rig.home.requests).containsExactly(30, 30, 30, 30);
    rig.order(new ClientOrder.Listen(0));
    rig.run(100 * SECOND);
    assertThat(rig.home.requests).containsExactly(30, 30, 30, 30, 0);
  }

  @Test
  void shouldAskForItsLeaseAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(SECOND);
    rig.home.restart();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "after the restart"));
    rig.run(15 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("after the restart");
  }

  @Test
  void shouldDeliverWhatWaitsOnAFetchAndSayHowMuchItWas() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "one"));
    rig.home.leaveMail(mailFor(new MessageId(9, 1), "two"));
    rig.order(new ClientOrder.Fetch());
    rig.order(new ClientOrder.Fetch());
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("one", "two");
    assertThat(rig.reports)
        .endsWith(new ClientReport.Waiting(2), new ClientReport.Fetched(2))
        .hasSize(3);
  }

  @Test
  void shouldSayThatNothingWaits() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Fetch());
    rig.run(SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(0), new ClientReport.Fetched(0));
  }

  @Test
  void shouldEndAFetchWhoseMailDoesNotCome() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "stuck"));
    rig.isLost = frame -> frame instanceof Frame.Send;
    rig.order(new ClientOrder.Fetch());
    rig.run(MailRequests.FETCH_QUIET_NANOS_MAX + SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(1), new ClientReport.Fetched(0));
  }

  @Test
  void shouldFetchAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "late"));
    rig.home.restart();
    rig.order(new ClientOrder.Fetch());
    rig.run(2 * SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(1), new ClientReport.Fetched(1));
  }

  /** The home acknowledges a request, and dies before it gets its answer through. */
  private static void dieUnanswered(Rig rig, ClientOrder request) {
    rig.isLost = frame -> frame instanceof Frame.Get get && get.source().equals(Rig.RELAY);
    rig.order(request);
    rig.run(SECOND);
    assertThat(rig.home.requests).hasSize(1);
    rig.home.restart();
    rig.isLost = frame -> false;
  }

  @Test
  void shouldFetchAgainWhenTheHomeDiesBeforeItAnswers() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "kept"));
    dieUnanswered(rig, new ClientOrder.Fetch());
    rig.run(MailRequests.ANSWER_NANOS_MAX + SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Fetched(1));
  }

  @Test
  void shouldAskForItsLeaseAgainWhenTheHomeDiesBeforeItAnswers() {
    Rig rig = Rig.attached();
    dieUnanswered(rig, new ClientOrder.Listen(60));
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "after the restart"));
    rig.run(MailRequests.ANSWER_NANOS_MAX + SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("after the restart");
  }

  @Test
  void shouldNotDeliverTwiceWhatTheHomeSendsAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(SECOND);
    rig.isLost = frame -> frame instanceof Frame.Ack && frame.source().equals(ANN);
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "once"));
    rig.run(11 * SECOND);
    rig.home.restart();
    rig.isLost = frame -> false;
    rig.run(20 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("once");
    assertThat(rig.statistics().messagesDuplicate()).isEqualTo(1);
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldLeaveWithTheHomeWhatTheProgramHasNotAllowed() {
    Rig rig =
        new Rig(new ClientConfig(ANN, EPOCH, 1, ClientConfig.LINK), Session.FRAMES_MAX).attach();
    rig.order(new ClientOrder.Listen(30));
    for (int n = 0; n < 4; n++) {
      rig.home.leaveMail(mailFor(new MessageId(9, n), "mail " + n));
    }
    rig.run(15 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("mail 0");
    assertThat(rig.home.waiting(ANN)).isEqualTo(3);
    rig.order(new ClientOrder.Credit(2));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("mail 0", "mail 1", "mail 2");
    rig.order(new ClientOrder.Credit(5));
    rig.order(new ClientOrder.Hold());
    rig.home.leaveMail(mailFor(new MessageId(9, 4), "mail 4"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).endsWith("mail 3").hasSize(4);
    assertThat(rig.home.waiting(ANN)).isEqualTo(1);
  }
}

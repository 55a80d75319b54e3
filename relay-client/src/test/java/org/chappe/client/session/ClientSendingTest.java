package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.stream.LongStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a client sends, and what it makes of refusals. */
class ClientSendingTest {

  @Test
  void shouldSendWhatWasOrderedBeforeItHadAHome() {
    Rig rig = new Rig();
    rig.send(1, "early");
    rig.attach();
    assertThat(rig.takenTexts()).containsExactly("early");
    assertThat(rig.reports(ClientReport.Accepted.class))
        .containsExactly(new ClientReport.Accepted(1, new MessageId(EPOCH, 0)));
  }

  @Test
  void shouldNumberMessagesContiguouslyForEachDestination() {
    Rig rig = Rig.attached();
    rig.send(1, "a");
    rig.order(new ClientOrder.Send(2, ANN, Payload.of("b")));
    rig.send(3, "c");
    rig.run(SECOND);
    assertThat(rig.home.taken)
        .extracting(Message::id)
        .containsExactly(new MessageId(EPOCH, 0), new MessageId(EPOCH, 0), new MessageId(EPOCH, 1));
  }

  // ---- refusals ----

  @Test
  void shouldRefuseALongTextBeforeAnythingIsSent() {
    Rig rig = Rig.attached();
    int sentBefore = rig.sentByClient.size();
    rig.send(5, "x".repeat(1281));
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token, ClientReport.Refused::refusal)
        .containsExactly(tuple(5L, Refusal.SIZE));
    rig.run(SECOND);
    assertThat(rig.sentByClient).hasSize(sentBefore);
  }

  @Test
  void shouldRefuseAtOnceWhenTheOutboxIsFull() {
    Rig rig = new Rig();
    LongStream.rangeClosed(0, Outbox.MESSAGES_MAX).forEach(token -> rig.send(token, "t" + token));
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(
            Outbox.MESSAGES_MAX, Refusal.BUSY, "outbox full: 1024 messages wait for the relay"));
    assertThat(rig.statistics().outboxFull()).isEqualTo(1);
    rig.attach().run(20 * SECOND);
    assertThat(rig.home.taken).hasSize(Outbox.MESSAGES_MAX);
    rig.send(5_000, "room again");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(Outbox.MESSAGES_MAX + 1);
  }

  @Test
  void shouldSendTheRestWhenOneMessageIsRefusedForGood() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("bad", new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    rig.send(1, "one");
    rig.send(2, "bad");
    rig.send(3, "three");
    rig.run(5 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("one", "three");
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(2, Refusal.NOUSER, "nobody by that ID"));
    assertThat(rig.reports(ClientReport.Accepted.class))
        .containsExactly(
            new ClientReport.Accepted(1, new MessageId(EPOCH, 0)),
            new ClientReport.Accepted(3, new MessageId(EPOCH, 2)));
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "FULL", "QUOTA", "MINORITY"})
  void shouldKeepAMessageThatIsRefusedForNow(Refusal refusal) {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("later", new FakeHome.Reason(refusal, "not now"));
    rig.send(1, "later");
    rig.run(40 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class)).isEmpty();
    assertThat(rig.reports(ClientReport.Lost.class)).isEmpty();
    rig.home.refusedTexts.clear();
    rig.run(3 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
  }

  @Test
  void shouldGiveUpAMessageThatIsRefusedForNowForAMinute() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("never", new FakeHome.Reason(Refusal.QUOTA, "not now"));
    rig.send(1, "never");
    rig.send(2, "next");
    rig.run(Patience.NANOS_MAX - SECOND);
    assertThat(rig.reports(ClientReport.Refused.class)).isEmpty();
    rig.run(3 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(1L);
    assertThat(rig.takenTexts()).containsExactly("next");
  }
}

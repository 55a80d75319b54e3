package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;

/** What a program is told where a home refuses what another may have taken: an acknowledgement can be lost, and the text shown all the same. */
class RefusedElsewhereTest {

  private static final ClientId ME = new ClientId(1_111_111_111L);
  private static final ClientId BEN = new ClientId(2_222_222_222L);
  private static final RelayNumber FIRST = new RelayNumber(4);
  private static final RelayNumber SECOND = new RelayNumber(1);

  private final Rig.Heard heard = new Rig.Heard();
  private final Departures departures = new Departures(
      new Outbox(ME, new Numbering(Epochs.ALL, 100, new Journal(null))),
      new MailRequests(),
      OutboxRecords.NONE,
      new SentHistory(new Journal(null)));

  private Outgoing sent() {
    departures.send(new ClientOrder.Send(1, BEN, Payload.of("hello"), Stage.ACCEPTED, 60), heard);
    return Objects.requireNonNull(departures.outbox().poll());
  }

  @Test
  void shouldSayRefusedWhereNobodyElseHadIt() {
    Outgoing sent = sent();
    sent.whole().sendTo(FIRST);
    sent.whole().sendTo(FIRST);
    departures.onRefused(sent, FIRST, Refusal.NOUSER, "no such user", heard);
    assertThat(heard.reports)
        .containsExactly(new ClientReport.Refused(1, Refusal.NOUSER, "no such user"));
  }

  @Test
  void shouldNotSayRefusedWhereAnEarlierHomeMayHaveTakenIt() {
    Outgoing sent = sent();
    sent.whole().sendTo(FIRST);
    sent.whole().sendTo(SECOND);
    departures.onRefused(sent, SECOND, Refusal.MOVED, "attached elsewhere", heard);
    assertThat(heard.reports)
        .singleElement()
        .isInstanceOfSatisfying(ClientReport.Unknown.class, unknown -> {
          assertThat(unknown.token()).isEqualTo(1);
          assertThat(unknown.words())
              .isEqualTo(
                  "another relay may have taken it before this one said: attached elsewhere");
        });
  }

  @Test
  void shouldNotSayRefusedOfWhatWaitsToBeSentAgainWhereTheClientIsTurnedAway() {
    Outgoing sent = sent();
    sent.whole().sendTo(FIRST);
    departures.outbox().putBack(new ArrayDeque<>(List.of(sent)));
    departures.refuseAll(SECOND, Refusal.AUTH, "log in first", heard);
    assertThat(heard.reports).singleElement().isInstanceOf(ClientReport.Unknown.class);
  }
}

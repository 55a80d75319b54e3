package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.ANNA;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.messageFrom;

import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.junit.jupiter.api.Test;

/** The tables of a station at their real size. */
final class StationBoundsTest {

  private static final int FIRST_CLIENT = 1_000;

  private static final StationLimits LIMITS =
      StationLimits.DEFAULT.withSenderRate(SenderRate.PER_SECOND_MAX);

  private static ClientId client(long index) {
    return new ClientId(FIRST_CLIENT + index);
  }

  private static void fillMailboxes(StationRig rig) {
    for (int i = 0; i < Mailboxes.MAILBOXES_MAX; i++) {
      assertThat(rig.accept(messageFrom(ANNA, client(i), 0))).isEqualTo(Acceptance.NEW);
      if (i % 1_000 == 0) {
        rig.commit();
      }
    }
    rig.commit();
    assertThat(rig.station.mailboxes()).isEqualTo(Mailboxes.MAILBOXES_MAX);
  }

  @Test
  void shouldRefuseMailForOneClientTooMany() {
    StationRig rig = new StationRig(LIMITS);
    fillMailboxes(rig);

    assertThat(rig.accept(messageFrom(ANNA, BERT, 0))).isEqualTo(Acceptance.FULL);
    assertThat(rig.bring(messageFrom(ANNA, BERT, 0))).isEqualTo(Acceptance.FULL);
    assertThat(rig.station.refusedFull()).isEqualTo(2);
    assertThat(rig.accept(messageFrom(ANNA, client(5), 1))).isEqualTo(Acceptance.NEW);

    rig.commit();
    Message handed = rig.hand(client(7));
    rig.station.outgoing().delivered(rig.mailbox(client(7)), handed);
    assertThat(rig.accept(messageFrom(ANNA, BERT, 0))).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldNotMakeAMailboxTooManyToTellThatAMessageHasFailed() {
    StationRig rig = new StationRig(LIMITS.withMailbox(1, 2_000_000));
    fillMailboxes(rig);
    int n = 1;
    while (rig.bring(messageFrom(ANNA, client(0), n)) == Acceptance.NEW) {
      n++;
    }

    assertThat(rig.bring(messageFrom(BERT, client(0), 0))).isEqualTo(Acceptance.FULL);
    assertThat(rig.station.mailboxes()).isEqualTo(Mailboxes.MAILBOXES_MAX);
  }

  @Test
  void shouldHaveNoMoreCopiesUnderWayThanItMay() {
    StationRig rig = new StationRig(LIMITS);
    int owners = Outgoing.COPIES_MAX / Mailbox.WINDOW_MAX + 1;
    for (int owner = 0; owner < owners; owner++) {
      for (int n = 0; n < Mailbox.WINDOW_MAX; n++) {
        rig.accept(messageFrom(ANNA, client(owner), n));
      }
    }
    rig.commit();

    for (int owner = 0; owner < owners; owner++) {
      assertThat(handAway(rig, client(owner)))
          .isEqualTo(owner < owners - 1 ? Mailbox.WINDOW_MAX : Outgoing.COPIES_MIN);
    }
    assertThat(rig.station.outgoing().copies())
        .isEqualTo(Outgoing.COPIES_MAX + Outgoing.COPIES_MIN);

    rig.station.outgoing().stored(rig.mailbox(client(0)), stored(client(0), Outgoing.COPIES_MIN));
    assertThat(handAway(rig, client(owners - 1))).as("what has come free").isEqualTo(1);
  }

  private static int handAway(StationRig rig, ClientId owner) {
    Mailbox mailbox = rig.mailbox(owner);
    int handed = 0;
    while (mailbox.waiting() > 0 && rig.station.outgoing().mayHandAway(mailbox)) {
      Message next = Objects.requireNonNull(rig.station.outgoing().next(mailbox));
      rig.station.outgoing().handAway(mailbox, next);
      handed++;
    }
    return handed;
  }

  private static StoredNotice stored(ClientId owner, int last) {
    return new StoredNotice(owner, ANNA, 1, MailKind.MESSAGE, 7, 0, last);
  }
}

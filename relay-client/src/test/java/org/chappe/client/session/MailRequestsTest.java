package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

final class MailRequestsTest {

  private static final long LOST = MailRequests.ANSWER_NANOS_MAX;

  private final MailRequests mail = new MailRequests();
  private final Rig.Heard heard = new Rig.Heard();

  private void answer(long nowNanos, int count) {
    mail.onAnswer(nowNanos, Payload.of(Integer.toString(count)), heard);
  }

  private void askToFetch() {
    mail.fetch();
    assertThat(mail.isDue(0)).isTrue();
    mail.next(0);
    assertThat(mail.isDue(0)).isFalse();
  }

  @Test
  void shouldFetchAgainWhatIsNotAnsweredForLong() {
    askToFetch();
    assertThat(mail.nextDeadline(true)).isEqualTo(LOST);
    assertThat(mail.isDue(LOST - 1)).isFalse();
    assertThat(mail.isDue(LOST)).isTrue();
    mail.next(LOST);
    assertThat(mail.nextDeadline(true)).isEqualTo(2 * LOST);
  }

  @Test
  void shouldTakeALateAnswerForTheFetchAndNoneForItsRepetition() {
    askToFetch();
    mail.next(LOST);
    answer(LOST, 1);
    mail.onMail(LOST);
    mail.onShown();
    mail.endFetchIfComplete(true, heard);
    mail.fetch();
    mail.next(LOST);
    answer(LOST, 7);
    assertThat(heard.reports)
        .containsExactly(new ClientReport.Waiting(1), new ClientReport.Fetched(1));
    answer(LOST, 0);
    mail.endFetchIfComplete(true, heard);
    assertThat(heard.reports).endsWith(new ClientReport.Waiting(0), new ClientReport.Fetched(0));
  }

  @Test
  void shouldAskForALeaseAgainThatIsNotAnsweredForLong() {
    mail.listen(0, 60);
    mail.next(0);
    assertThat(mail.nextDeadline(true)).isEqualTo(LOST);
    assertThat(mail.next(LOST)).isEqualTo(60);
    answer(LOST, 0);
    assertThat(mail.nextDeadline(true)).isEqualTo(2 * LOST);
    answer(LOST, 0);
    assertThat(mail.nextDeadline(true))
        .isEqualTo(LOST + 60 * Rig.SECOND / MailRequests.RENEWALS_PER_LEASE);
  }

  @Test
  void shouldForgetInANewSessionWhatWasAskedInTheLast() {
    askToFetch();
    mail.attached(1);
    assertThat(mail.isDue(1)).isTrue();
    mail.next(1);
    answer(1, 3);
    assertThat(heard.reports).containsExactly(new ClientReport.Waiting(3));
  }

  @Test
  void shouldNotAskAgainWhileTheProgramHoldsUpTheAnswer() {
    mail.listen(0, 60);
    mail.next(0);
    askToFetch();
    mail.onDeadline(LOST, true);
    assertThat(mail.isDue(LOST)).isFalse();
    mail.onDeadline(2 * LOST, false);
    assertThat(mail.isDue(2 * LOST)).isTrue();
  }

  @Test
  void shouldIgnoreAnAnswerToNothing() {
    answer(0, 3);
    askToFetch();
    answer(0, 4);
    assertThat(heard.reports).containsExactly(new ClientReport.Waiting(4));
  }
}

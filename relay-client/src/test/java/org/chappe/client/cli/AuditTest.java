package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chappe.client.cli.ConverseEvent.Accepted;
import org.chappe.client.cli.ConverseEvent.End;
import org.chappe.client.cli.ConverseEvent.Refused;
import org.chappe.client.cli.ConverseEvent.Sent;
import org.chappe.client.cli.ConverseEvent.Shown;
import org.chappe.client.cli.ConverseEvent.Undelivered;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault that an audit looks for is planted and found. */
class AuditTest {

  private static final ClientId ANN = ClientId.parse(Program.ANN);
  private static final ClientId BEN = ClientId.parse(Program.BEN);
  private static final ClientId CYD = ClientId.parse("3333333333");

  private final Audit audit = new Audit();

  private void annSends(long k) {
    audit.logged(ANN, new Sent(BEN, k));
  }

  private void annSendsAccepted(long k) {
    annSends(k);
    audit.logged(ANN, new Accepted(BEN, "k3j." + k, k));
  }

  private static String text(long k) {
    return ANN + ":" + k;
  }

  @Test
  void shouldFindNothingWrongWhenAllCameOnce() {
    annSendsAccepted(1);
    annSendsAccepted(2);
    audit.logged(BEN, new Shown(ANN, 1, true));
    audit.received(BEN, ANN, text(2));
    audit.received(BEN, ANN, text(1));
    AuditResult result = audit.result();
    assertThat(result.isPerfect()).isTrue();
    assertThat(result.sent()).isEqualTo(2);
    assertThat(result.acknowledged()).isEqualTo(2);
    assertThat(result.delivered()).isEqualTo(2);
    assertThat(result.late()).isEqualTo(1);
    assertThat(result.evidence()).isEmpty();
  }

  @Test
  void shouldFindWhatIsLost() {
    annSendsAccepted(1);
    annSendsAccepted(2);
    audit.logged(BEN, new Shown(ANN, 2, false)); // showing is not enough
    audit.received(BEN, ANN, text(1));
    AuditResult result = audit.result();
    assertThat(result.isPerfect()).isFalse();
    assertThat(result.lost()).isEqualTo(1);
    assertThat(result.evidence())
        .containsExactly("lost: 1111111111:2 to 2222222222, accepted as k3j.2");
  }

  @Test
  void shouldFindWhatIsDoubled() {
    annSendsAccepted(1);
    annSends(2);
    audit.received(BEN, ANN, text(1));
    for (int i = 0; i < 3; i++) {
      audit.received(BEN, ANN, text(2));
    }
    AuditResult result = audit.result();
    assertThat(result.isPerfect()).isFalse();
    assertThat(result.doubled()).isEqualTo(2);
    assertThat(result.delivered()).isEqualTo(2);
    assertThat(result.evidence()).containsExactly("doubled: 2222222222 has 1111111111:2 3 times");
  }

  @Test
  void shouldFindWhatWasNotSentThere() {
    annSendsAccepted(1);
    audit.received(BEN, ANN, text(1));
    audit.received(CYD, ANN, text(1));
    audit.received(BEN, ANN, text(9));
    audit.received(BEN, CYD, text(1));
    audit.received(BEN, ANN, "no number");
    AuditResult result = audit.result();
    assertThat(result.isPerfect()).isFalse();
    assertThat(result.invented()).isEqualTo(4);
    assertThat(result.delivered()).isEqualTo(1);
    assertThat(result.evidence())
        .contains(
            "invented: 3333333333 has 1111111111:1, which was not sent to it",
            "invented: 2222222222 has \"no number\" from 1111111111");
  }

  @Test
  void shouldNotMissWhatWasNeverAcknowledged() {
    annSends(1);
    annSends(2);
    audit.received(BEN, ANN, text(2));
    assertThat(audit.result().isPerfect()).isTrue();
    assertThat(audit.result().acknowledged()).isZero();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void shouldNotMissWhatEndedAsItsSenderWasTold(End end) {
    annSendsAccepted(1);
    audit.logged(ANN, new Undelivered(end, BEN, "k3j.9"));
    assertThat(audit.awaited()).isEqualTo(1);
    audit.logged(ANN, new Undelivered(end, BEN, "k3j.1"));
    assertThat(audit.awaited()).isZero();
    AuditResult result = audit.result();
    assertThat(result.isPerfect()).isTrue();
    assertThat(result.ended()).isEqualTo(2);
  }

  @Test
  void shouldNotMissWhatWasRefused() {
    annSends(1);
    audit.logged(ANN, new Refused(BEN, 1));
    assertThat(audit.awaited()).isZero();
    assertThat(audit.result().isPerfect()).isTrue();
    assertThat(audit.result().refused()).isEqualTo(1);
  }

  @Test
  void shouldAwaitWhatWasAcceptedUntilItIsShownWhereItBelongs() {
    annSendsAccepted(1);
    annSends(2);
    audit.logged(CYD, new Shown(ANN, 1, false));
    assertThat(audit.awaited()).isEqualTo(1);
    audit.logged(BEN, new Shown(ANN, 1, false));
    assertThat(audit.awaited()).isZero();
  }

  @Test
  void shouldNotBelieveALogThatContradictsItself() {
    annSends(1);
    assertThatThrownBy(() -> annSends(1)).hasMessage("1111111111:1 was sent twice");
    assertThatThrownBy(() -> audit.logged(ANN, new Accepted(CYD, "k3j.0", 1)))
        .hasMessage("1111111111:1 was not sent to 3333333333 before");
  }

  @Test
  void shouldKeepSomeEvidenceAndCountAll() {
    for (int k = 1; k <= Audit.EVIDENCE_MAX + 5; k++) {
      annSendsAccepted(k);
    }
    AuditResult result = audit.result();
    assertThat(result.lost()).isEqualTo(Audit.EVIDENCE_MAX + 5);
    assertThat(result.evidence()).hasSize(Audit.EVIDENCE_MAX);
  }
}

package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.SECOND;

import org.chappe.client.FakeHome;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;

/** The program is told why its texts have to wait. */
class DeferralTest {

  private static final FakeHome.Reason FULL =
      new FakeHome.Reason(Refusal.QUOTA, "the mailbox is full");

  @Test
  void shouldTellOnceWhyATextIsTakenLater() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("later", FULL);
    rig.send(1, "now");
    rig.send(2, "later");
    rig.send(3, "behind it");
    rig.run(10 * SECOND);
    assertThat(rig.reports(ClientReport.Deferred.class))
        .containsExactly(new ClientReport.Deferred(Refusal.QUOTA, "the mailbox is full"));
    rig.home.refusedTexts.clear();
    rig.run(3 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("now", "later", "behind it");
    assertThat(rig.reports(ClientReport.Deferred.class)).hasSize(1);
  }

  @Test
  void shouldTellOfAnotherReason() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("later", FULL);
    rig.send(1, "later");
    rig.run(5 * SECOND);
    rig.home.refusedTexts.put("later", new FakeHome.Reason(Refusal.FULL, "the store is full"));
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Deferred.class))
        .extracting(ClientReport.Deferred::words)
        .containsExactly("the mailbox is full", "the store is full");
  }

  @Test
  void shouldTellOfTheNextThatHasToWait() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("first", FULL);
    rig.home.refusedTexts.put("second", FULL);
    rig.send(1, "first");
    rig.send(2, "second");
    rig.run(5 * SECOND);
    rig.home.refusedTexts.remove("first");
    rig.run(5 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("first");
    assertThat(rig.reports(ClientReport.Deferred.class)).hasSize(2);
  }

  @Test
  void shouldNotTellOfATextThatIsRefusedForGood() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("bad", new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    rig.send(1, "bad");
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Deferred.class)).isEmpty();
  }
}

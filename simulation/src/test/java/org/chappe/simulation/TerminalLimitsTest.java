package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person at the interactive client is told where there is no room, and where mail would be lost. */
@Timeout(300)
class TerminalLimitsTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final String PASSWORD = "meet me at five";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int STATION_MAX = 6;
  private static final int MAILBOX_MAX = 3;
  private static final StationLimits LITTLE = new StationLimits(
          STATION_MAX, StationLimits.DEFAULT.pairsMax())
      .withMailbox(MAILBOX_MAX, StationLimits.DEFAULT.mailboxBytesMax());

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(1, () -> RealLine.start(1, true, LITTLE));

  @Test
  void shouldSayWhyATextHasToWaitAndWhatDeletingWouldRefuse() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1)) {
      writeWhereThereIsNoRoom(anna);
      deleteAnAccountForWhichMailWaits(anna);
      anna.waitForLast(" >");
      anna.type("/quit\r");
      anna.waitFor("signed off");
      assertThat(anna.exitCode()).isZero();
    }
  }

  private void writeWhereThereIsNoRoom(PseudoTerminal anna) {
    town.send(DORA, 1, BERT, "one", "two", "three");
    town.send(DORA, 1, CORA, "four", "five", "six");
    anna.enter(
        "/send " + ANNA + " seven", "#1 waits: relay 1 takes it later: the relay's store is full");
    town.fetch(CORA, 1);
    anna.waitFor("● #1 delivered");
    anna.enter(
        "/send " + BERT + " eight",
        "#2 waits: relay 1 takes it later: the recipient's mailbox is full");
    town.fetch(BERT, 1);
    anna.waitFor("✓ #2 accepted by relay 1");
  }

  /** Mail that is just coming is there, and can't be shown before it is on the relay's disk. */
  private void deleteAnAccountForWhichMailWaits(PseudoTerminal anna) {
    anna.type("/account create\r");
    anna.choosePassword(PASSWORD);
    anna.waitFor("created, and logged in");
    HeldDisk disk = town.line().disk(1);
    try (RelayClient dora = town.connect(DORA, 1)) {
      disk.hold();
      CompletableFuture<Outcome> sent =
          dora.send(ClientId.parse(ANNA), "wait for me", SendOptions.until(Stage.DELIVERED));
      await().atMost(LIMIT).until(disk::isMailHeld);
      anna.enter(
          "/account delete",
          "1 messages wait; they would be refused to their senders; get them first, or use /account"
              + " delete force");
      int before = disk.waiting();
      anna.type("/account delete force\r");
      await().atMost(LIMIT).until(() -> disk.waiting() > before);
      disk.release();
      anna.waitFor("deleted");
      assertThat(sent.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.words()).startsWith("account deleted"));
    }
    assertThat(anna.printed()).doesNotContain("wait for me");
  }
}

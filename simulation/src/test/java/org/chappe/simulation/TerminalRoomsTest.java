package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts to all, who comes and leaves, groups and queues in the interactive client: two people at two relays in one sitting, as each process takes seconds. */
@Timeout(300)
class TerminalRoomsTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  @Test
  void shouldTellAllWatchAndUseRooms() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1)) {
      anna.enter("/watch", "say on or off: /watch on");
      anna.enter("/watch on", "you are told who comes and leaves");
      try (PseudoTerminal bert = town.attach(BERT, 2)) {
        anna.waitFor(BERT + " came");
        tellAll(anna, bert);
        talkInAGroup(anna, bert);
        useAQueue(anna, bert);
        bert.enter("/history", "oil the wheel (delivered)");
        assertThat(bert.lines()).noneMatch(line -> line.matches(".* to [0-9]{10}: /.*"));
        bert.type("3\r");
        assertThat(bert.exitCode()).isZero();
      }
      anna.waitFor(BERT + " left");
      anna.enter("/relay 2", "attached to relay 2 as " + ANNA);
      watchNoMore(anna);
      anna.type("/quit\r");
      assertThat(anna.exitCode()).isZero();
    }
  }

  private void tellAll(PseudoTerminal anna, PseudoTerminal bert) {
    anna.enter("/all", "say what to tell all: /all storm coming");
    anna.enter("/all storm coming", "✓ #1 accepted by relay 1");
    bert.waitFor(ANNA + " to all: storm coming");
    for (int i = 1; i <= 8; i++) {
      anna.type("/all gust " + i + "\r"); // five at once, then one a second
    }
    anna.waitFor("waits: relay 1 takes it later: you write too much to all; 1 a second is taken");
    writeToAllUnhindered();
    anna.waitFor("✓ #9 accepted by relay 1");
    bert.waitFor(ANNA + " to all: gust 8");
    bert.waitFor(DORA + " to all: calm 5");
    assertThat(anna.printed()).doesNotContain(ANNA + " to all: ");
  }

  /** Somebody else at the same relay isn't held back by what Anna writes. */
  private void writeToAllUnhindered() {
    List<ClientReport> deferred = new CopyOnWriteArrayList<>();
    RelayClientConfig config = town.line()
        .clientConfig(ClientId.parse(DORA), 1)
        .withObserver(report -> {
          if (report instanceof ClientReport.Deferred) {
            deferred.add(report);
          }
        });
    try (RelayClient dora = RelayClient.connect(config).join()) {
      for (int i = 1; i <= 5; i++) {
        assertThat(dora.send(ClientId.EVERYONE, "calm " + i)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join())
            .isInstanceOf(Outcome.Accepted.class);
      }
    }
    assertThat(deferred).isEmpty();
  }

  private void talkInAGroup(PseudoTerminal anna, PseudoTerminal bert) {
    anna.enter("/group", "say what to do: /group create|join|leave|members|list|destroy NAME");
    anna.enter("/group create crew", "#crew: founded, and joined; its ID is ");
    waitUntilBertMayKnow("#crew");
    bert.enter("/group create Crew", "the name #Crew is taken");
    bert.enter("/group join nobody", "there is no #nobody");
    bert.enter("/group join ???", "\"???\" is not");
    bert.enter("/send #crew is anybody there", "failed: not a member");
    bert.enter("/group join #crew", "#crew: joined; 2 members");
    bert.enter("/send #crew the fog lifts", "● #2 delivered");
    anna.waitFor("#crew " + BERT + ": the fog lifts");
    anna.enter("/send #crew //etc/hosts", "● #10 delivered");
    bert.waitFor("#crew " + ANNA + ": //etc/hosts");
    anna.type("/group members crew\r");
    await()
        .atMost(LIMIT)
        .until(() -> anna.lines().contains(BERT) && anna.lines().contains(ANNA));
    bert.enter("/group list cr*", "  #crew");
    bert.enter("/group destroy crew", "only who founded");
    bert.enter("/group leave crew", "#crew: left; 1 member");
    bert.enter("/group leave crew", "you are not a member");
    anna.enter("/group destroy crew", "#crew: is no more");
  }

  private void useAQueue(PseudoTerminal anna, PseudoTerminal bert) {
    anna.enter("/queue", "say what to do: /queue create|take|peek|size|destroy NAME");
    anna.enter("/queue create jobs", "queue:jobs: founded; its ID is ");
    waitUntilBertMayKnow("queue:jobs");
    bert.enter("/queue take jobs", "nothing waits in the queue");
    anna.enter("/send queue:jobs mend the lamp", "● #11 delivered");
    bert.enter("/queue size jobs", "queue:jobs: 1 waiting, 0 lent");
    bert.enter("/queue peek jobs", "queue:jobs " + ANNA + ": mend the lamp");
    bert.enter("/queue take jobs", "queue:jobs " + ANNA + ": mend the lamp");
    bert.enter("/send queue:jobs oil the wheel", "● #3 delivered");
    bert.enter("/queue destroy jobs", "only who founded");
    anna.enter("/queue destroy jobs", "1 items would be gone");
    anna.enter("/queue destroy jobs force", "it ends when nothing is left in it");
    anna.enter("/queue take jobs", "queue:jobs " + BERT + ": oil the wheel");
    anna.enter("/queue destroy jobs", "queue:jobs: is no more");
  }

  /** A room's name goes from relay to relay on its own way. */
  private void waitUntilBertMayKnow(String room) {
    try (RelayClient asking = town.connect(CORA, 2)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> asking
              .names()
              .find(room)
              .thenApply(found -> found.name().equals(room))
              .join());
    }
  }

  private void watchNoMore(PseudoTerminal anna) {
    town.send("7777777776", 1, ANNA, "here I am");
    anna.waitFor("7777777776 came"); // at this relay, too
    anna.enter("/watch off", "you are not told any more who comes and leaves");
    town.send("7777777777", 2, ANNA, "passing by");
    anna.waitFor("7777777777: passing by");
    town.send("7777777778", 2, ANNA, "a second later");
    anna.waitFor("7777777778: a second later");
    anna.enter("/watch on", "you are told who comes and leaves");
    town.send("7777777779", 2, ANNA, "late");
    anna.waitFor("7777777779 came"); // all that would have been told before has been
    assertThat(anna.printed()).doesNotContainPattern("777777777[78][^:]* came");
  }
}

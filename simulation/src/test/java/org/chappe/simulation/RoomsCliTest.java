package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups and queues with the commands of the real program, against real relays. */
@Timeout(300)
class RoomsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  private Run anna(String... words) {
    return commands.anna(words);
  }

  private Run bert(String... words) {
    return commands.bert(words);
  }

  /** Waits until Bert's relay has heard of a room that was founded at Anna's. */
  private void waitUntilBertKnows(String room) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(bert("list", room).out()).contains(room));
  }

  /** What Bert gets, until a text has come to his relay and to him. */
  private String getAsBert(String last, String... options) {
    StringBuilder got = new StringBuilder();
    String[] words = Stream.concat(Stream.of("get"), Stream.of(options)).toArray(String[]::new);
    await().atMost(LIMIT).until(() -> got.append(bert(words).out()).indexOf(last) >= 0);
    return got.toString();
  }

  private static void assertSays(Run run, String pattern) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).matches(pattern);
  }

  private static void assertEndsWith(Run run, int exitCode, String words) {
    assertThat(run.err()).contains(words);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void shouldTalkInAGroup() {
    assertSays(
        anna("group", "create", "crew"), "#crew: founded, and joined; its ID is [0-9]{10}\n");
    waitUntilBertKnows("#crew");
    assertEndsWith(bert("send", "--wait", "delivered", "#crew", "hello?"), 9, "not a member");
    assertSays(bert("group", "join", "#crew"), "#crew: joined; 2 members\n");
    assertSays(bert("group", "members", "crew"), BERT + "\n" + ANNA + "\n");
    assertSays(bert("send", "--wait", "delivered", "#crew", "the fog lifts"), "delivered\n");
    assertSays(anna("get"), "#crew " + BERT + ": the fog lifts\n");
    assertSays(anna("send", "--wait", "delivered", "#crew", "/etc/hosts"), "delivered\n");
    assertThat(getAsBert("/etc/hosts", "-o", "json"))
        .contains("\"room\":\"#crew\"", "\"from\":\"" + ANNA + "\"", "\"text\":\"/etc/hosts\"");
    assertSays(bert("group", "list"), "[0-9]{10}  #crew\n");
    assertSays(bert("list"), "");
    assertEndsWith(bert("send", "#crew", "x".repeat(150)), 7, "at most 149 bytes");
    assertEndsWith(bert("group", "join", "nobody"), 11, "there is no #nobody");
    assertEndsWith(bert("group", "create", "Crew"), 30, "the name #Crew is taken");
    assertEndsWith(bert("group", "destroy", "crew"), 7, "only who founded");
    assertSays(bert("group", "leave", "crew"), "#crew: left; 1 member\n");
    assertEndsWith(bert("group", "leave", "crew"), 40, "you are not a member");
    assertSays(anna("group", "destroy", "crew"), "#crew: is no more\n");
  }

  @Test
  void shouldHearAnAnswerBehindMailThatWaitsAndKeepThat() {
    assertSays(anna("group", "create", "crew"), "#crew: .*\n");
    waitUntilBertKnows("#crew");
    try (RelayClient writer = commands.connect(ANNA, 1)) {
      for (int i = 0; i < 60; i++) {
        assertThat(writer.send(ClientId.parse(BERT), "text " + i).join())
            .isInstanceOf(Outcome.Accepted.class);
      }
    }
    assertSays(bert("group", "join", "crew"), "#crew: joined; 2 members\n");
    assertThat(getAsBert("text 59").lines().filter(text -> text.startsWith(ANNA)))
        .hasSize(60)
        .endsWith(ANNA + ": text 59");
  }

  @Test
  void shouldGiveEachItemOfAQueueToOne() {
    assertSays(anna("queue", "create", "jobs"), "queue:jobs: founded; its ID is [0-9]{10}\n");
    waitUntilBertKnows("queue:jobs");
    assertEndsWith(bert("queue", "take", "jobs"), 41, "nothing waits in the queue");
    assertThat(anna("queue", "push", "jobs", "mend the lamp").exitCode()).isZero();
    assertThat(
            anna("send", "--wait", "delivered", "queue:jobs", "oil the wheel").exitCode())
        .isZero();
    assertSays(bert("queue", "peek", "queue:jobs"), ANNA + ": mend the lamp\n");
    assertSays(bert("queue", "take", "jobs"), ANNA + ": mend the lamp\n");
    assertSays(bert("queue", "size", "jobs"), "1 waiting, 0 lent\n");
    assertEndsWith(anna("queue", "destroy", "jobs"), 7, "1 items would be gone");
    assertThat(anna("queue", "take", "jobs", "-o", "json").out())
        .contains("\"type\":\"item\"", "\"room\":\"queue:jobs\"", "\"text\":\"oil the wheel\"");
    assertSays(bert("get"), "nothing waits\n");
    assertSays(anna("queue", "destroy", "jobs"), "queue:jobs: is no more\n");
  }

  @Test
  void shouldTellProgramsWhatBecameOfGroupsAndQueues() {
    assertTells(
        anna("group", "create", "crew", "-o", "json"),
        "[{]\"type\":\"group\",\"deed\":\"create\",\"room\":\"#crew\",\"id\":\"[0-9]{10}\",\"members\":1[}]");
    assertTells(
        anna("group", "leave", "crew", "-o", "json"),
        "[{]\"type\":\"group\",\"deed\":\"leave\",\"room\":\"#crew\",\"id\":\"[0-9]{10}\",\"members\":0[}]");
    assertThat(anna("group", "join", "crew").exitCode()).isZero();
    assertTells(
        anna("group", "members", "crew", "-o", "json"),
        "[{]\"type\":\"member\",\"room\":\"#crew\",\"id\":\"" + ANNA + "\"[}]");
    assertTells(
        anna("group", "list", "-o", "json"),
        "[{]\"type\":\"group\",\"room\":\"#crew\",\"id\":\"[0-9]{10}\"[}]");
    assertTells(
        anna("group", "destroy", "crew", "-o", "json"),
        "[{]\"type\":\"group\",\"deed\":\"destroy\",.*\"members\":0[}]");
    assertTells(
        anna("queue", "create", "jobs", "-o", "json"),
        "[{]\"type\":\"queue\",\"deed\":\"create\",\"room\":\"queue:jobs\",\"id\":\"[0-9]{10}\"[}]");
    assertTells(
        anna("queue", "push", "jobs", "mend the lamp", "-o", "json"),
        "[{]\"type\":\"outcome\",\"outcome\":\"accepted\",.*");
    assertTells(
        anna("queue", "peek", "jobs", "-o", "json"),
        "[{]\"type\":\"item\",\"room\":\"queue:jobs\",.*\"text\":\"mend the lamp\"[}]");
    assertTells(
        anna("queue", "size", "jobs", "-o", "json"),
        "[{]\"type\":\"queue\",\"room\":\"queue:jobs\",\"waiting\":1,\"lent\":0[}]");
    assertEndsWith(
        anna("queue", "destroy", "jobs", "--force"), 7, "it ends when nothing is left in it");
    assertTells(
        anna("queue", "take", "jobs", "-o", "json"),
        "[{]\"type\":\"item\",\"room\":\"queue:jobs\",.*\"text\":\"mend the lamp\".*[}]");
    assertTells(
        anna("queue", "destroy", "jobs", "-o", "json"),
        "[{]\"type\":\"queue\",\"deed\":\"destroy\",.*");
    assertEndsWith(anna("queue", "take", "jobs"), 11, "there is no queue:jobs");
  }

  @Test
  void shouldEndWhatAnAccountHasFoundedThoughItIsInUse() {
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    Commands.assertSays(anna("account", "create"), "created, and logged in");
    commands.environment().remove("CHAPPE_PASSWORD");
    assertSays(anna("queue", "create", "jobs"), "queue:jobs: .*\n");
    waitUntilBertKnows("queue:jobs");
    assertSays(bert("send", "--wait", "delivered", "queue:jobs", "mend the lamp"), "delivered\n");
    assertEndsWith(bert("queue", "destroy", "jobs", "--force"), 7, "only who founded");
    assertEndsWith(anna("queue", "destroy", "jobs"), 7, "1 items would be gone");
    Commands.assertSays(anna("queue", "destroy", "jobs", "--force"), "queue:jobs: is no more");
    Commands.assertEndsWith(anna("queue", "size", "jobs"), 11, "there is no queue:jobs");
    assertSays(anna("group", "create", "crew"), "#crew: .*\n");
    waitUntilBertKnows("#crew");
    assertThat(bert("group", "join", "crew", "-o", "json").out())
        .matches(
            "[{]\"type\":\"group\",\"deed\":\"join\",\"room\":\"#crew\",\"id\":\"[0-9]{10}\",\"members\":2[}]\n");
    Commands.assertSays(anna("group", "destroy", "crew"), "#crew: is no more");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            Commands.assertEndsWith(bert("send", "#crew", "hello?"), 11, "there is no #crew"));
    Commands.assertSays(bert("get"), "nothing waits");
  }

  @Test
  void shouldSayThatNothingWasHeardInTime() throws Exception {
    commands.restart(() -> RealLine.start(3, true));
    assertSays(bert("queue", "create", "jobs"), "queue:jobs: .*\n");
    for (int relay : List.of(1, 3)) {
      await()
          .atMost(LIMIT)
          .until(() -> cora(relay, "list", "queue:*").out().contains("queue:jobs"));
    }
    commands.line().stopRelay(2);
    HeldDisk disk = commands.line().disk(1);
    disk.hold();
    var founded = CompletableFuture.supplyAsync(() -> cora(1, "group", "create", "crew"));
    var pushed = CompletableFuture.supplyAsync(() -> anna("queue", "push", "jobs", "oil"));
    var asked =
        CompletableFuture.supplyAsync(() -> commands.runAs(BERT, 3, BERT, "queue", "size", "jobs"));
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    Run made = commands.runAs("5555555556", 1, Commands.NONE, "account", "create");
    String words = "the relay didn't answer in time; what was asked for may have been done";
    Commands.assertEndsWith(made, 12, words);
    Commands.assertEndsWith(founded.join(), 12, words);
    Commands.assertEndsWith(
        asked.join(), 12, "the room doesn't answer; the relay that keeps it may be down");
    Commands.assertEndsWith(
        pushed.join(),
        12,
        "not accepted within 20 s; the text is in the journal and goes on when this client runs"
            + " again");
    disk.release();
  }

  private Run cora(int relay, String... words) {
    return commands.runAs(Commands.NOBODY, relay, Commands.NONE, words);
  }

  private static void assertTells(Run run, String pattern) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).matches(pattern);
  }

  @Test
  void shouldWaitForAnItemAndLendItForAsLongAsItWasAskedFor() {
    assertSays(anna("queue", "create", "jobs"), "queue:jobs: .*\n");
    waitUntilBertKnows("queue:jobs");
    CompletableFuture<Run> taken = CompletableFuture.supplyAsync(
        () -> bert("queue", "take", "jobs", "--lease", "10", "--wait", "60"));
    assertThat(anna("queue", "push", "jobs", "mend the lamp").exitCode()).isZero();
    assertThat(taken.join()).isEqualTo(new Run(0, ANNA + ": mend the lamp\n", ""));
    assertEndsWith(bert("queue", "take", "jobs", "--wait", "1"), 41, "nothing waits in the queue");
    assertEndsWith(bert("queue", "take", "jobs", "--lease", "9"), 2, "10 to 3600 seconds");
  }

  @Test
  void shouldGiveEachItemToOneOfTwoWhoTakeAtOnce() {
    assertSays(anna("queue", "create", "jobs"), "queue:jobs: .*\n");
    waitUntilBertKnows("queue:jobs");
    List<String> items = List.of("1", "2", "3", "4", "5", "6", "7", "8");
    items.forEach(item -> assertThat(
            anna("send", "--wait", "delivered", "queue:jobs", item).exitCode())
        .isZero());
    CompletableFuture<List<String>> ofBert =
        CompletableFuture.supplyAsync(() -> takeAll(() -> bert("queue", "take", "jobs")));
    List<String> taken = takeAll(() -> anna("queue", "take", "jobs"));
    taken.addAll(ofBert.join());
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            items.stream().map(item -> ANNA + ": " + item + "\n").toList());
    assertSays(anna("queue", "size", "jobs"), "0 waiting, 0 lent\n");
  }

  /** What somebody gets who takes until nothing waits. */
  private static List<String> takeAll(Supplier<Run> take) {
    List<String> taken = new ArrayList<>();
    Run run = take.get();
    while (run.exitCode() == 0) {
      taken.add(run.out());
      run = take.get();
    }
    assertEndsWith(run, 41, "nothing waits in the queue");
    return taken;
  }
}

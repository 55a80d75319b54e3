package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.server.accounts.AccountSearch;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.RoomAccount;
import org.chappe.simulation.Commands.Run;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the real client shows of a list that its relay cuts short, and of mail that stays there, and how it says so. */
@Timeout(120)
class LongListTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";

  /** Bytes of ID, name and what divides them, where a name is as long as one may be. */
  private static final int ENTRY_BYTES = 60;

  private static final int TOLD = AccountSearch.BYTES_MAX / ENTRY_BYTES;
  private static final int ALL = TOLD + 4;
  private static final long FIRST_PERSON = 2_000_000_000L;
  private static final long FIRST_GROUP = 3_000_000_000L;

  /** With three digits behind it, as long as a name may be: 48 bytes. */
  private static final String PERSON = "\u00e9".repeat(16) + "a".repeat(13);

  private static final String GROUP = "#" + "\u00e9".repeat(16) + "a".repeat(12);

  private static final String MORE = "there are more than these; use a narrower pattern";

  @RegisterExtension
  private final TerminalLine town =
      new TerminalLine(1, () -> RealLine.startAgain(1, LongListTest::meet));

  /** A relay that knows many accounts and groups when it begins. */
  private static void meet(MemoryStore store) {
    CommitQueue commits = new CommitQueue();
    AccountTable table = new AccountTable(store, commits);
    Verifier verifier = Objects.requireNonNull(
        Verifier.read(
            "AQIDBAUGBwgJCgsMDQ4PEA.4096."
                + "Obi7X1r64h5CMZe3i2Y6nWC7c413_M8YYgZblshNZow.HpjuE_rjN3GNxxI7Y8va4C7K72Gd3rjvTcMBhhxK4-A"));
    for (int i = 0; i < ALL; i++) {
      table.create(new ClientId(FIRST_PERSON + i), name(PERSON, i), verifier);
      table.create(
          new ClientId(FIRST_GROUP + i),
          name(GROUP, i),
          RoomAccount.verifier(new ClientId(FIRST_PERSON)));
    }
    commits.flush(new Keeping(store));
  }

  private record Keeping(MemoryStore store) implements Effects {

    @Override
    public void commit(Batch batch) {
      store.commit(batch, () -> {});
    }

    @Override
    public void send(Endpoint to, Frame frame) {}

    @Override
    public void deliver(Delivery delivery) {}

    @Override
    public void report(Report report) {}
  }

  private static String name(String begin, int number) {
    return begin + String.format("%03d", number);
  }

  private static String person(int number) {
    return (FIRST_PERSON + number) + "  " + name(PERSON, number);
  }

  private static String personForPrograms(int number) {
    return "{\"type\":\"account\",\"id\":\"" + (FIRST_PERSON + number) + "\",\"name\":\""
        + name(PERSON, number) + "\"}";
  }

  private static String group(int number) {
    return (FIRST_GROUP + number) + "  " + name(GROUP, number);
  }

  private static String groupForPrograms(int number) {
    return "{\"type\":\"group\",\"room\":\"" + name(GROUP, number) + "\",\"id\":\""
        + (FIRST_GROUP + number) + "\"}";
  }

  private static void assertIsAll(Run run, int count, IntFunction<String> line) {
    assertThat(run).isEqualTo(new Run(0, lines(count, line), ""));
  }

  private static void assertIsTheBeginning(Run run, IntFunction<String> line) {
    assertThat(run).isEqualTo(new Run(1, lines(TOLD, line), "relay-client: " + MORE + "\n"));
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(number -> line.apply(number) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void shouldShowTheBeginningAndSayThatThereIsMore() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1)) {
      assertIsTheBeginning(town.run(BERT, 1, "list"), LongListTest::person);
      assertIsTheBeginning(
          town.run(BERT, 1, "list", "-o", "json"), LongListTest::personForPrograms);
      assertIsAll(town.run(BERT, 1, "list", "*00?"), 10, LongListTest::person);
      assertIsTheBeginning(town.run(BERT, 1, "group", "list"), LongListTest::group);
      assertIsTheBeginning(
          town.run(BERT, 1, "group", "list", "-o", "json"), LongListTest::groupForPrograms);
      assertIsAll(town.run(BERT, 1, "group", "list", "*00?"), 10, LongListTest::group);
      anna.waitForLast("ms >");
      anna.type("/list\r");
      anna.waitFor(MORE);
      anna.waitForLast("ms >");
      assertThat(anna.lines()).containsSequence(person(TOLD - 2), person(TOLD - 1), MORE);
      assertThat(anna.printed()).contains(person(0)).doesNotContain(person(TOLD));
      assertThat(anna.answer("/list *00?"))
          .containsExactlyElementsOf(lines(10, LongListTest::person).lines().toList());
    }
  }

  @Test
  void shouldShowTheFirstHundredMessagesWhereTheyStayAtTheRelay() {
    String[] texts =
        IntStream.rangeClosed(1, 101).mapToObj(number -> "text " + number).toArray(String[]::new);
    town.send(BERT, 1, ANNA, texts);
    IntFunction<String> line = number -> BERT + ": " + texts[number];
    assertIsAll(town.run(ANNA, 1, "get", "--peek"), 100, line);
    assertIsAll(town.run(ANNA, 1, "get"), 101, line);
  }
}

package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.MILLI;
import static org.chappe.client.session.Rig.SECOND;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that sends and dies again and again: each text that left it is in its history once. */
class SentCrashTest {

  private static final int ROUNDS = 120;
  private static final List<Stage> STAGES = List.of(Stage.values());

  private final MemoryStore store = new MemoryStore();
  private int texts;
  private int deaths;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldHaveEachTextInTheHistoryOnceWheneverItDies(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = live(Rig.keeping(store));
    rig.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    for (int round = 0; round < ROUNDS; round++) {
      send(random, rig);
      rig.commits = random.nextInt(3) == 0;
      rig.run(random.nextLong(400 * MILLI));
      assertOnce(seed);
      if (random.nextInt(8) == 0) {
        rig = live(die(random, rig));
        assertOnce(seed);
      }
    }
    rig.isLost = frame -> false;
    rig.commits = true;
    rig.run(60 * SECOND);
    assertThat(deaths).as("seed %d", seed).isPositive();
    assertSettled(seed, rig);
  }

  private void send(SplittableRandom random, Rig rig) {
    Stage until = STAGES.get(random.nextInt(STAGES.size()));
    String text = "note " + texts++ + (random.nextInt(4) == 0 ? "x".repeat(300) : "");
    rig.order(new ClientOrder.Send(texts, BEN, Payload.of(text), until, Message.UNLIMITED));
  }

  private static Rig live(Rig rig) {
    rig.order(new ClientOrder.Attach(Rig.RELAY, Rig.HOME));
    SplittableRandom loss = new SplittableRandom(rig.nowNanos);
    rig.isLost = frame -> frame instanceof Frame.Ack && loss.nextInt(4) == 0;
    return rig;
  }

  /** Of what was handed over, some more becomes durable, and the client never hears of it. */
  private Rig die(SplittableRandom random, Rig rig) {
    while (!rig.uncommitted.isEmpty() && random.nextBoolean()) {
      rig.writeNext();
    }
    deaths++;
    return rig.reborn();
  }

  private void assertOnce(long seed) {
    Set<String> told = new HashSet<>();
    for (SentText text : History.sent(store)) {
      assertThat(told.add(text.text().text()))
          .as("seed %d, twice: %s", seed, text)
          .isTrue();
    }
  }

  /** All that the home took stands there, with the state that its sender asked for, or a later one. */
  private void assertSettled(long seed, Rig rig) {
    Set<String> told =
        History.sent(store).stream().map(text -> text.text().text()).collect(Collectors.toSet());
    for (Message taken : rig.home.taken) {
      String words = taken.text().text();
      assertThat(told).as("seed %d: %s", seed, words).anyMatch(text -> text.contains(words));
    }
    assertThat(History.sent(store))
        .as("seed %d", seed)
        .extracting(SentText::state)
        .isSubsetOf(SentState.ACCEPTED, SentState.STORED, SentState.DELIVERED);
    assertThat(History.sent(store))
        .as("seed %d, in the order in which they were sent", seed)
        .extracting(text -> Integer.parseInt(text.text().text().replaceAll("[^0-9]+", "")))
        .isSorted();
  }
}

package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.MILLI;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that dies again and again, at any point between a message's arrival and its being marked as shown. */
class JournalCrashTest {

  private static final int SOURCES = 3;
  private static final int ROUNDS = 120;

  private final MemoryStore store = new MemoryStore();
  private final Map<Long, Message> shown = new HashMap<>();
  private final List<Message> written = new ArrayList<>();
  private final List<Message> onTheirWay = new ArrayList<>();
  private int deaths;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldShowEverythingOnceUnderOneNumberWheneverItDies(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = live(Rig.keeping(store));
    for (int round = 0; round < ROUNDS; round++) {
      write(random);
      leave(random, rig);
      rig.commits = random.nextInt(3) == 0;
      rig.run(random.nextLong(400 * MILLI));
      if (random.nextInt(8) == 0) {
        rig = live(die(random, rig));
      }
    }
    rig.isLost = frame -> false;
    rig.commits = true;
    onTheirWay.forEach(rig::leave);
    rig.run(60 * SECOND);
    note(rig);
    assertThat(deaths).as("seed %d", seed).isPositive();
    assertThat(rig.home.waiting(ANN)).as("seed %d, unacknowledged", seed).isZero();
    assertThat(shown.values())
        .as("seed %d, each under one number", seed)
        .containsExactlyInAnyOrderElementsOf(written);
    assertThat(JournalEntry.all(store)).hasSameSizeAs(written);
  }

  private void write(SplittableRandom random) {
    ClientId source = new ClientId(random.nextInt(SOURCES));
    long n = written.stream().filter(message -> message.source().equals(source)).count();
    Message message =
        Message.plain(source, ANN, Payload.of(source + " " + n)).withId(new MessageId(EPOCH, n));
    written.add(message);
    onTheirWay.add(message);
  }

  /** Mail comes in any order, some of it twice. */
  private void leave(SplittableRandom random, Rig rig) {
    while (!onTheirWay.isEmpty() && random.nextInt(3) > 0) {
      Message message = onTheirWay.remove(random.nextInt(onTheirWay.size()));
      rig.leave(message);
      if (random.nextInt(5) == 0) {
        rig.leave(message);
      }
    }
  }

  private static Rig live(Rig rig) {
    rig.order(new ClientOrder.Attach(Rig.RELAY, Rig.HOME));
    rig.order(new ClientOrder.Listen(60));
    SplittableRandom loss = new SplittableRandom(rig.nowNanos);
    rig.isLost = frame -> frame instanceof Frame.Ack && loss.nextInt(4) == 0;
    return rig;
  }

  /** Of what was handed over, some more becomes durable, and the client never hears of it. */
  private Rig die(SplittableRandom random, Rig rig) {
    while (!rig.uncommitted.isEmpty() && random.nextBoolean()) {
      rig.writeNext();
    }
    note(rig);
    deaths++;
    return rig.reborn();
  }

  /** What one life has shown: nothing twice, the same number always for the same, in order but for what was late. */
  private void note(Rig life) {
    Set<Long> numbers = new HashSet<>();
    Map<ClientId, Long> last = new HashMap<>();
    for (Delivery delivery : life.deliveries) {
      Message message = delivery.message();
      assertThat(numbers.add(delivery.number())).as("shown twice: %s", delivery).isTrue();
      assertThat(shown.getOrDefault(delivery.number(), message)).isEqualTo(message);
      shown.put(delivery.number(), message);
      if (!delivery.isLate()) {
        long n = Objects.requireNonNull(message.id()).n();
        Long before = last.put(message.source(), n);
        assertThat(before == null || before < n)
            .as("after %s: %s", before, message)
            .isTrue();
      }
    }
  }
}

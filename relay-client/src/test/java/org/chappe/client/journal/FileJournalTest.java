package org.chappe.client.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.chappe.client.journal.JournalProblem.Kind;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileJournalTest {

  private static final ClientId ANN = new ClientId(1_111_111_111L);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private long batches;

  private static StoreKey key(long number) {
    return new StoreKey(1, 0, number);
  }

  private Path file() {
    return directory.resolve("journal");
  }

  private FileJournal open() throws JournalProblem {
    batches = 0;
    return FileJournal.open(directory, ANN);
  }

  /** Commits one batch and waits until it is durable. */
  private void commit(Store journal, List<Batch.Change> changes) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(1);
    journal.commit(new Batch(++batches, changes), durable::countDown);
    assertThat(durable.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void put(Store journal, long number, String value) throws InterruptedException {
    commit(journal, List.of(new Batch.Change(key(number), Payload.of(value))));
  }

  private static Map<Long, String> content(Store journal) {
    Map<Long, String> content = new TreeMap<>();
    journal.scan(
        new StoreKey(0, 0, 0),
        Integer.MAX_VALUE,
        (key, value) -> content.put(key.minor(), value.text()));
    return content;
  }

  private Map<Long, String> reopened() throws JournalProblem {
    try (FileJournal journal = open()) {
      return content(journal);
    }
  }

  private JournalProblem problem() {
    JournalProblem problem =
        catchThrowableOfType(JournalProblem.class, () -> open().close());
    assertThat(problem).isNotNull();
    assertThat(problem.sentence()).doesNotContain("\n");
    return problem;
  }

  @Test
  void shouldFindEverythingAgainAfterItWasClosed() throws Exception {
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
      put(journal, 2, "two");
      commit(
          journal,
          List.of(new Batch.Change(key(1), null), new Batch.Change(key(3), Payload.of("three"))));
      assertThat(journal.get(key(1))).isNull();
      assertThat(content(journal)).isEqualTo(Map.of(2L, "two", 3L, "three"));
    }
    assertThat(reopened()).isEqualTo(Map.of(2L, "two", 3L, "three"));
    assertThat(content(FileJournal.read(directory, ANN))).isEqualTo(Map.of(2L, "two", 3L, "three"));
  }

  @Test
  void shouldShowABatchToReadersWhenItIsDurable() throws Exception {
    try (FileJournal journal = open()) {
      CountDownLatch seen = new CountDownLatch(1);
      journal.commit(new Batch(1, List.of(new Batch.Change(key(1), Payload.of("one")))), () -> {
        if (journal.get(key(1)) != null) {
          seen.countDown();
        }
      });
      assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldCutTheLastRecordWhereverItWasTorn() throws Exception {
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
    }
    int sound = (int) Files.size(file());
    try (FileJournal journal = open()) {
      put(journal, 2, "two");
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = sound; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(reopened()).as("torn after %d bytes", length).isEqualTo(Map.of(1L, "one"));
      assertThat(Files.size(file())).isEqualTo(sound);
    }
    try (FileJournal journal = open()) {
      put(journal, 3, "three");
    }
    assertThat(reopened()).isEqualTo(Map.of(1L, "one", 3L, "three"));
  }

  @Test
  void shouldCutALastRecordOfWhichAnyBitIsWrong() throws Exception {
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
    }
    int sound = (int) Files.size(file());
    try (FileJournal journal = open()) {
      put(journal, 2, "two");
    }
    byte[] whole = Files.readAllBytes(file());
    for (int offset = sound; offset < whole.length; offset++) {
      byte[] flipped = whole.clone();
      flipped[offset] ^= (byte) (1 << (offset % 8));
      Files.write(file(), flipped);
      assertThat(reopened()).as("flipped at %d", offset).isEqualTo(Map.of(1L, "one"));
    }
  }

  @Test
  void shouldRefuseDamageInTheMiddleAndSayWhere() throws Exception {
    int middle;
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
      middle = (int) Files.size(file());
      put(journal, 2, "two");
      put(journal, 3, "three");
    }
    byte[] whole = Files.readAllBytes(file());
    for (int offset = middle; offset < middle + 30; offset++) {
      byte[] flipped = whole.clone();
      flipped[offset] ^= 4;
      Files.write(file(), flipped);
      JournalProblem problem = problem();
      assertThat(problem.kind()).isEqualTo(Kind.DAMAGED);
      assertThat(problem.sentence()).contains(file() + " is damaged at offset " + middle);
    }
    assertThat(Files.readAllBytes(file())).as("untouched").hasSize(whole.length);
  }

  @Test
  void shouldRefuseADamagedHeaderAnotherClientAndANewerFormat() throws Exception {
    open().close();
    byte[] whole = Files.readAllBytes(file());
    byte[] flipped = whole.clone();
    flipped[3] ^= 1;
    Files.write(file(), flipped);
    assertThat(problem().sentence()).contains("damaged at offset 0");
    Files.write(file(), new byte[5]);
    assertThat(problem().kind()).isEqualTo(Kind.DAMAGED);

    Files.write(file(), whole);
    JournalProblem other = catchThrowableOfType(
        JournalProblem.class, () -> FileJournal.open(directory, new ClientId(5)));
    assertThat(other.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(other.sentence()).contains("belongs to client 1111111111, not 0000000005");

    ByteBuffer newer =
        ByteBuffer.allocate(JournalFormat.HEADER_BYTES).put(JournalFormat.header(ANN));
    newer.putInt(8, 2);
    CRC32C crc = new CRC32C();
    crc.update(newer.array(), 0, 20);
    newer.putInt(20, (int) crc.getValue());
    Files.write(file(), newer.array());
    assertThat(problem().kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(problem().sentence()).contains("has format 2; this program knows 1");
  }

  @Test
  void shouldBelongToOneClientAtATimeButBeReadableByOthers() throws Exception {
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
      assertThat(problem().kind()).isEqualTo(Kind.IN_USE);
      assertThat(content(FileJournal.read(directory, ANN))).isEqualTo(Map.of(1L, "one"));
    }
    assertThat(reopened()).isEqualTo(Map.of(1L, "one"));
  }

  @Test
  void shouldHoldNothingWhereThereIsNoJournal() throws Exception {
    assertThat(content(FileJournal.read(directory.resolve("none"), ANN))).isEmpty();
    assertThat(Files.exists(directory.resolve("none"))).isFalse();
  }

  @Test
  void shouldSayThatItCanNotBeWritten() throws Exception {
    Path blocked = Files.writeString(directory.resolve("blocked"), "a file, not a directory");
    JournalProblem problem =
        catchThrowableOfType(JournalProblem.class, () -> FileJournal.open(blocked, ANN));
    assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(problem.sentence()).contains(blocked.toString(), "or name another directory");
  }

  @Test
  void shouldReportNothingAsDurableAfterAFailure() throws Exception {
    try (FileJournal journal = FileJournal.open(directory, ANN, 1)) {
      put(journal, 1, "one");
      Path inTheWay = Files.createDirectory(directory.resolve("journal.new"));
      Files.writeString(inTheWay.resolve("file"), "");
      for (int n = 0; n < 20; n++) {
        journal.commit(
            new Batch(n + 2, List.of(new Batch.Change(key(1), Payload.of("again " + n)))),
            () -> {});
      }
      JournalProblem problem = journal.failed().get(30, TimeUnit.SECONDS);
      assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE);
      CountDownLatch durable = new CountDownLatch(1);
      journal.commit(new Batch(99, List.of()), durable::countDown);
      assertThat(durable.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void shouldSayThatItEndedWhenWhoeverWaitedForItFails() throws Exception {
    try (FileJournal journal = open()) {
      journal.commit(new Batch(1, List.of(new Batch.Change(key(1), Payload.of("one")))), () -> {
        throw new IllegalStateException("nobody listens");
      });
      JournalProblem problem = journal.failed().get(30, TimeUnit.SECONDS);
      assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE);
      assertThat(problem.sentence()).contains("nobody listens");
    }
  }

  @Test
  void shouldReplaceAFileThatIsMostlyDeadWhileItRuns() throws Exception {
    try (FileJournal journal = FileJournal.open(directory, ANN, 4_096)) {
      for (int n = 0; n < 400; n++) {
        put(journal, n % 10, "value " + n);
      }
      assertThat(Files.size(file())).isLessThan(5_000);
    }
    Map<Long, String> expected = new TreeMap<>();
    IntStream.range(390, 400).forEach(n -> expected.put(n % 10L, "value " + n));
    assertThat(reopened()).isEqualTo(expected);
    assertThat(Files.exists(directory.resolve("journal.new"))).isFalse();
  }

  @Test
  void shouldReplaceAFileThatIsMostlyDeadAtTheStart() throws Exception {
    String value = "x".repeat(1_000);
    try (FileJournal journal = open()) {
      for (int n = 0; n < 200; n++) {
        put(journal, 1, value + n);
      }
    }
    assertThat(Files.size(file())).isGreaterThan(FileJournal.COMPACTED_AT_START_BYTES_MIN);
    assertThat(reopened()).isEqualTo(Map.of(1L, value + 199));
    assertThat(Files.size(file())).isLessThan(2_000);
    try (FileJournal journal = open()) {
      put(journal, 2, "two");
    }
    assertThat(reopened()).containsKeys(1L, 2L);
  }

  @Test
  void shouldPassOverWhatAnUnfinishedReplacementLeft() throws Exception {
    try (FileJournal journal = open()) {
      put(journal, 1, "one");
    }
    Files.write(directory.resolve("journal.new"), new byte[] {1, 2, 3});
    assertThat(reopened()).isEqualTo(Map.of(1L, "one"));
    try (FileJournal journal = FileJournal.open(directory, ANN, 1)) {
      for (int n = 0; n < 10; n++) {
        put(journal, 1, "again " + n);
      }
    }
    assertThat(reopened()).isEqualTo(Map.of(1L, "again 9"));
  }

  @Test
  void shouldKeepManyBatchesThatWaitTogether() throws Exception {
    int count = 5_000;
    try (FileJournal journal = open()) {
      CountDownLatch durable = new CountDownLatch(count);
      for (int n = 0; n < count; n++) {
        journal.commit(
            new Batch(n + 1, List.of(new Batch.Change(key(n), Payload.of("value " + n)))),
            durable::countDown);
      }
      assertThat(durable.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(reopened()).hasSize(count).containsEntry(4_999L, "value 4999");
  }
}

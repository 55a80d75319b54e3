package org.chappe.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.chappe.server.store.StoreRig.RELAY;
import static org.chappe.server.store.StoreRig.commit;
import static org.chappe.server.store.StoreRig.crashCopy;
import static org.chappe.server.store.StoreRig.delete;
import static org.chappe.server.store.StoreRig.files;
import static org.chappe.server.store.StoreRig.flipBit;
import static org.chappe.server.store.StoreRig.mail;
import static org.chappe.server.store.StoreRig.put;
import static org.chappe.server.store.StoreRig.putMail;
import static org.chappe.server.store.StoreRig.truncate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chappe.node.StorageFailure;
import org.chappe.node.StoreKey;
import org.chappe.server.store.StoreProblem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crashes and bad disks do to the files, and what comes of it. */
@Timeout(120)
final class DamageTest {

  /** More than one block of the log. */
  private static final int MESSAGES = 300;

  @TempDir
  private Path parent;

  private Path crashed;

  /** A store that crashed; the mark is as old as the first message. */
  @BeforeEach
  void crash() throws Exception {
    Path live = parent.resolve("live");
    crashed = parent.resolve("crashed");
    Files.createDirectories(crashed);
    DiskStore store = DiskStore.open(live, RELAY);
    try (store) {
      putMail(store, 7, 0, MESSAGES);
      Path copy = crashCopy(live, crashed.resolve("data"));
      Files.deleteIfExists(copy.resolve("durable"));
      crashed = copy;
    }
  }

  private Path log() throws IOException {
    List<Path> logs = files(crashed, ".log");
    return logs.get(logs.size() - 1);
  }

  /** Where the log's content ends. */
  private long endOfLog() throws IOException, StoreProblem {
    return LogInspection.inspect(crashed.resolve("db"), 0).tornOffset();
  }

  private int reopen() throws StoreProblem {
    try (DiskStore store = DiskStore.open(crashed, RELAY)) {
      return StoreRig.count(store);
    }
  }

  private StoreProblem refusal() {
    StoreProblem problem = catchThrowableOfType(StoreProblem.class, this::reopen);
    assertThat(problem).isNotNull();
    assertThat(problem.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(problem.getMessage()).hasLineCount(1).contains("; put the directory back");
    assertThat(catchThrowableOfType(StoreProblem.class, () -> StoreInspector.check(crashed))
            .kind())
        .isEqualTo(Kind.DAMAGED);
    return problem;
  }

  @Test
  void shouldHaveAllAfterACrash() throws Exception {
    assertThat(reopen()).isEqualTo(MESSAGES);
    assertThat(reopen()).isEqualTo(MESSAGES);
  }

  @Test
  void shouldCutOffATornTail() throws Exception {
    long end = endOfLog();
    for (int cut = 1; cut < 250; cut += 31) {
      truncate(log(), end - cut);
      LogInspection.Summary found = LogInspection.inspect(crashed.resolve("db"), 0);
      assertThat(found.batches()).isEqualTo(MESSAGES - 1);
      assertThat(found.tornBytes()).isBetween(1L, 300L - cut);
    }
    assertThat(reopen()).isEqualTo(MESSAGES - 1);
    assertThat(reopen()).isEqualTo(MESSAGES - 1);
  }

  @Test
  void shouldCutOffATailWithAWrongBit() throws Exception {
    flipBit(log(), endOfLog() - 20);

    assertThat(StoreInspector.check(crashed).tornBytes()).isBetween(200L, 300L);
    assertThat(reopen()).isEqualTo(MESSAGES - 1);
  }

  @Test
  void shouldRefuseATornTailThatWasDurable() throws Exception {
    long all = LogInspection.inspect(crashed.resolve("db"), 0).lastSequence();
    try (DurableMark mark = DurableMark.open(crashed.resolve("durable"))) {
      mark.write(all);
    }
    assertThat(StoreInspector.check(crashed).messages()).isEqualTo(MESSAGES);
    truncate(log(), endOfLog() - 20);

    assertThat(refusal())
        .hasMessageContaining(log() + " at offset ")
        .hasMessageContaining("changes " + (all - 1) + " to " + all);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldRefuseAWrongBitInTheMiddle(long seed) throws Exception {
    long offset = new Random(seed).nextLong(endOfLog() - 1000);
    flipBit(log(), offset);

    assertThat(refusal().getMessage())
        .contains(log() + " at offset ", "is damaged, and sound records follow");
    assertThat(refusalOffset(refusal())).isBetween(offset - 400, offset);
  }

  private static long refusalOffset(StoreProblem problem) {
    return Long.parseLong(
        String.valueOf(problem.getMessage()).replaceAll("(?s).*? at offset ([0-9]+) .*", "$1"));
  }

  @Test
  void shouldRefuseALogWithAHole() throws Exception {
    byte[] bytes = Files.readAllBytes(log());
    Arrays.fill(bytes, 20_000, 60_000, (byte) 0);
    Files.write(log(), bytes);

    assertThat(refusalOffset(refusal())).isBetween(19_600L, 20_000L);
  }

  @Test
  void shouldRefuseAnEarlierLogThatWasCutShort() throws Exception {
    Path live = parent.resolve("two");
    DiskStore store = DiskStore.open(live, RELAY);
    try (store) {
      // a new log begins when a write buffer is full
      String large = "z".repeat(1 << 20);
      for (int n = 0; files(live, ".log").size() < 2; n++) {
        commit(store, put(mail(1, n), large), put(new StoreKey(2, 1, n), "r"));
      }
      putMail(store, 7, 0, 10);
      crashed = crashCopy(live, parent.resolve("two-crashed"));
    }
    Files.deleteIfExists(crashed.resolve("durable"));
    assertThat(LogInspection.inspect(crashed.resolve("db"), 0).tornBytes()).isZero();
    Path earlier = files(crashed, ".log").get(0);
    truncate(earlier, Files.size(earlier) / 2);

    assertThat(refusal().getMessage()).contains(earlier + " at offset ");
  }

  @Test
  void shouldRefuseTablesThatAreDamaged() throws Exception {
    reopen();
    Path table = files(crashed, ".sst").get(files(crashed, ".sst").size() - 1);
    flipBit(table, 2_000);

    assertThatThrownBy(() -> StoreInspector.check(crashed))
        .isInstanceOfSatisfying(
            StoreProblem.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContaining(table.getFileName().toString())
        .hasMessageContaining("offset");
  }

  @Test
  void shouldFailRatherThanGiveAnEmptyAnswerFromADamagedTable() throws Exception {
    reopen();
    Path table = files(crashed, ".sst").get(files(crashed, ".sst").size() - 1);
    flipBit(table, 2_000);

    try (DiskStore store = DiskStore.open(crashed, RELAY)) {
      assertThatThrownBy(() -> StoreRig.count(store))
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining(table.getFileName().toString());
      assertThatThrownBy(() -> {
            for (int n = 0; n < MESSAGES; n++) {
              assertThat(store.get(mail(7, n))).isNotNull();
            }
          })
          .isInstanceOf(StorageFailure.class);
    }
  }

  @Test
  void shouldRefuseWhenATableOrTheManifestIsMissing() throws Exception {
    reopen();
    Path current = crashed.resolve("db").resolve("CURRENT");
    byte[] kept = Files.readAllBytes(current);
    Files.delete(current);
    assertThat(refusal()).hasMessageContaining("CURRENT is missing");
    Files.write(current, kept);
    Path table = files(crashed, ".sst").get(0);
    Files.delete(table);
    assertThat(refusal()).hasMessageContaining(table.getFileName().toString());
  }

  @Test
  void shouldRefuseADirectoryWhoseDatabaseIsGone() throws Exception {
    reopen();
    StoreRig.deleteAll(crashed.resolve("db"));

    assertThat(refusal()).hasMessageContaining("were durable and are missing");
  }

  @Test
  void shouldNotMissWhatWasDeletedAgain() throws Exception {
    for (int round = 0; round < 4; round++) {
      try (DiskStore store = DiskStore.open(crashed, RELAY)) {
        commit(store, put(mail(9, round), "short-lived"));
        commit(store, delete(mail(9, round)));
      }
    }
    assertThat(reopen()).isEqualTo(MESSAGES);
  }

  @Test
  void shouldRecoverFromLogsThatAreWrittenOverAgain() throws Exception {
    Path live = parent.resolve("recycled");
    DiskStore store = DiskStore.open(live, RELAY);
    try (store) {
      String large = "z".repeat(4 << 20);
      for (int n = 0; n < 64; n++) {
        commit(store, put(new StoreKey(2, 1, n % 3), large));
      }
      putMail(store, 7, 0, 10);
      crashed = crashCopy(live, parent.resolve("recycled-crashed"));
    }
    Files.deleteIfExists(crashed.resolve("durable"));

    assertThat(Files.size(log()))
        .as("old records behind the end")
        .isGreaterThan(endOfLog() + (4 << 20));
    assertThat(StoreInspector.check(crashed).messages()).isEqualTo(10);
    long offset = endOfLog() - 1000;
    flipBit(log(), offset);
    assertThat(refusal().getMessage()).contains(log() + " at offset ");
    flipBit(log(), offset);
    assertThat(reopen()).isEqualTo(13);
  }
}

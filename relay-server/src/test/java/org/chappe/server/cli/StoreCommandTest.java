package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.server.store.DiskStore;
import org.chappe.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class StoreCommandTest {

  private static final RelayNumber RELAY = new RelayNumber(3);

  @TempDir
  private Path directory;

  private final FakeRelays relays = new FakeRelays();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path data() {
    return directory.resolve("relay-3");
  }

  private void fill() throws Exception {
    CountDownLatch durable = new CountDownLatch(1);
    try (DiskStore store = DiskStore.open(data(), RELAY)) {
      store.commit(
          new Batch(1, List.of(put(Store.MAIL_SPACE, 1), put(Store.MAIL_SPACE, 2), put(2, 1))),
          durable::countDown);
      durable.await();
    }
  }

  private static Batch.Change put(int space, long minor) {
    return new Batch.Change(new StoreKey(space, 7, minor), Payload.of("four"));
  }

  @Test
  void shouldSayWhatADataDirectoryHolds() throws Exception {
    fill();

    assertThat(execute("store", "stats", data().toString())).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString())
        .startsWith(data() + ": relay 3, format 1, created 20")
        .contains("messages    2\n", "bytes       8\n", "recipients  1\n", "records     1\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldSayThatADataDirectoryIsSound() throws Exception {
    fill();

    assertThat(execute("store", "check", data().toString())).isEqualTo(ExitCodes.DONE);
    assertThat(execute("store", "compact", data().toString())).isEqualTo(ExitCodes.DONE);
    assertThat(execute("store", "check", data().toString())).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString()).contains("no damage\n", " bytes on disk before, ");
  }

  @Test
  void shouldTellDamageByItsExitCode() throws Exception {
    fill();
    Files.delete(data().resolve("db").resolve("CURRENT"));
    for (String command : List.of("check", "stats", "compact")) {
      assertThat(execute("store", command, data().toString())).isEqualTo(ExitCodes.DATA_DAMAGED);
    }
    assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.contains("is missing; "));
  }

  @Test
  void shouldRefuseADirectoryThatIsInUse() throws Exception {
    try (DiskStore store = DiskStore.open(data(), RELAY)) {
      assertThat(store.isFull()).isFalse();
      assertThat(execute("store", "stats", data().toString())).isEqualTo(ExitCodes.DATA_LOCKED);
    }
    assertThat(execute("store", "stats", directory.toString())).isEqualTo(ExitCodes.DATA_UNUSABLE);
    assertThat(execute("store")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines()).hasSize(3);
  }

  @Test
  void shouldGiveEachRelayItsDirectory() {
    relays.end.completeExceptionally(new IllegalStateException("planted"));
    String two = Path.of("..", "topology", "two.yaml").toString();
    execute("run", "--topology", two, "--number", "2", "--data", "here");
    execute("run", "--topology", two, "--all", "--data", "there");
    execute("run", "--topology", two, "--number", "1", "--store", "memory");

    assertThat(relays.data)
        .containsExactly(
            Path.of("here"), Path.of("there", "relay-1"), Path.of("there", "relay-2"), null);
    assertThat(execute("run", "--topology", two, "--all", "--store", "tape"))
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void shouldKeepStateWhereTheSystemWantsIt() {
    Path home = Path.of("/home/anna");
    assertThat(DataOptions.stateDirectory(Map.of(), home))
        .isEqualTo(Path.of("/home/anna/.local/state/chappe"));
    assertThat(DataOptions.stateDirectory(Map.of("XDG_STATE_HOME", "/state"), home))
        .isEqualTo(Path.of("/state/chappe"));
    assertThat(DataOptions.stateDirectory(Map.of("XDG_STATE_HOME", "state"), home))
        .isEqualTo(Path.of("/home/anna/.local/state/chappe"));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = RelayServer.commandLine(relays);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}

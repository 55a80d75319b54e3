package org.chappe.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.chappe.server.store.StoreRig.RELAY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chappe.model.RelayNumber;
import org.chappe.server.store.StoreProblem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DataDirectoryTest {

  @TempDir
  private Path parent;

  private Path path;

  @BeforeEach
  void choose() {
    path = parent.resolve("deep").resolve("relay-3");
  }

  private StoreProblem refusal(RelayNumber relay) {
    return catchThrowableOfType(
        StoreProblem.class, () -> DataDirectory.open(path, relay).close());
  }

  private void assertRefused(Kind kind, String... words) {
    StoreProblem problem = refusal(RELAY);
    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.getMessage()).contains(words).contains(path.toString()).hasLineCount(1);
  }

  @Test
  void shouldMakeWhatIsNotThereAndKnowItAgain() throws Exception {
    String created;
    try (DataDirectory directory = DataDirectory.open(path, RELAY)) {
      created = directory.format().created();
    }
    try (DataDirectory directory = DataDirectory.open(path, RELAY)) {
      assertThat(directory.format()).isEqualTo(new StoreFormat(1, RELAY, created));
    }
    try (DataDirectory directory = DataDirectory.openExisting(path)) {
      assertThat(directory.format().relay()).isEqualTo(RELAY);
    }
  }

  @Test
  void shouldGoOnWhereAFirstStartWasBrokenOff() throws Exception {
    Files.createDirectories(path);
    Files.writeString(path.resolve("lock"), "1");
    Files.writeString(path.resolve("format.new"), "chap");

    assertThat(refusal(RELAY)).isNull();
  }

  @Test
  void shouldRefuseTheDirectoryOfAnotherRelay() throws Exception {
    DataDirectory.open(path, new RelayNumber(4)).close();
    assertRefused(Kind.OTHER_RELAY, "relay 4", "relay 3");
    assertThat(refusal(new RelayNumber(4))).isNull();
  }

  @Test
  void shouldRefuseANewerFormat() throws Exception {
    Files.createDirectories(path);
    Files.writeString(path.resolve("format"), "chappe-store 2\nsomething else\n");
    assertRefused(Kind.NEWER_FORMAT, "format 2");
  }

  @Test
  void shouldRefuseAFormatFileThatIsNone() throws Exception {
    Files.createDirectories(path);
    for (String text : List.of("", "chappe-store 1\n", "chappe-store 0\nrelay 3\n", "\0\0\0")) {
      Files.writeString(path.resolve("format"), text);
      assertRefused(Kind.DAMAGED, "format", "offset 0");
    }
  }

  @Test
  void shouldRefuseADirectoryThatHoldsSomethingElse() throws Exception {
    Files.createDirectories(path);
    Files.writeString(path.resolve("letters.txt"), "mine");
    assertRefused(Kind.UNUSABLE, "letters.txt");
  }

  @Test
  void shouldRefuseWhatIsNoDirectory() throws Exception {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "a file");
    assertRefused(Kind.UNUSABLE, "not a directory");
    path = path.resolve("below");
    assertRefused(Kind.UNUSABLE, "below");
  }

  @Test
  void shouldRefuseToLookIntoWhatIsNoDataDirectory() {
    StoreProblem problem =
        catchThrowableOfType(StoreProblem.class, () -> StoreInspector.contents(path));
    assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(path).doesNotExist();
  }

  @Test
  void shouldRefuseWhatThisProcessHasOpenAndKeepIt() throws Exception {
    try (DataDirectory held = DataDirectory.open(path, RELAY)) {
      assertRefused(Kind.LOCKED, "this very process");
      assertThat(otherProcess()).contains("process " + ProcessHandle.current().pid());
      assertThat(held.path()).isEqualTo(path);
    }
    assertThat(refusal(RELAY)).isNull();
    assertThat(otherProcess()).contains("opened");
  }

  /** What another process says when it opens the directory. */
  private String otherProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Opener.class.getName(),
            path.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Opens a directory and says how that went. */
  static final class Opener {

    private Opener() {}

    public static void main(String[] arguments) {
      try (DataDirectory directory = DataDirectory.open(Path.of(arguments[0]), RELAY)) {
        System.out.println("opened " + directory.path());
      } catch (StoreProblem e) {
        System.out.println(e.getMessage());
      }
    }
  }
}

package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.chappe.client.cli.Program.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ConverseCliTest {

  /** Options whose value is a file in the directory. */
  private static final Set<String> FILES = Set.of("--journal", "--log", "--until-file");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @RegisterExtension
  private final Program program = new Program();

  /** A client that converses on a thread of its own. */
  private final class Talker {
    private final CompletableFuture<Run> run = new CompletableFuture<>();
    private final CommandLine line =
        RelayClientCli.commandLine(Program.NOTHING_SET, Program.NO_SCREEN);

    Talker(String id, String peer) {
      String arguments =
          "converse --topology " + program.topology + " --relay 3 --id " + id + " --peers " + peer
              + " --rate 200 --journal journal-" + id + " --log " + id + ".log --until-file quiet";
      String[] all = arguments.split(" ", -1);
      for (int i = 0; i < all.length; i++) {
        boolean isFile = i > 0 && FILES.contains(all[i - 1]);
        all[i] = isFile ? directory.resolve(all[i]).toString() : all[i];
      }
      Thread thread = new Thread(() -> run.complete(Program.run(line, all)));
      thread.setDaemon(true);
      thread.start();
    }

    /** What SIGTERM does. */
    void end() {
      CommandLine converse = Objects.requireNonNull(line.getSubcommands().get("converse"));
      converse.<ConverseCommand>getCommand().stop();
      assertThat(run)
          .succeedsWithin(Duration.ofSeconds(20))
          .isEqualTo(new Run(ExitCodes.DONE, "", ""));
    }
  }

  private Path log(String id) {
    return directory.resolve(id + ".log");
  }

  private String loggedBy(String id) throws IOException {
    return Files.exists(log(id)) ? Files.readString(log(id)) : "";
  }

  @Test
  void shouldConverseAndStandTheAudit() throws IOException {
    Talker ann = new Talker(ANN, BEN);
    Talker ben = new Talker(BEN, ANN);
    Awaitility.await().until(() -> loggedBy(ANN).contains("shown " + BEN + " 20\n"));
    Awaitility.await().until(() -> loggedBy(BEN).contains("shown " + ANN + " 20\n"));
    Files.createFile(directory.resolve("quiet"));
    assertThat(Program.runBare("audit", "--await", "30", directory.toString()).exitCode())
        .isEqualTo(ExitCodes.DONE);
    ann.end();
    ben.end();
    saveReceived(ANN);
    saveReceived(BEN);
    Run audit = Program.runBare("audit", "-o", "json", directory.toString());
    assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCodes.DONE);
    AuditResult result = JsonMapper.shared().readValue(audit.out(), AuditResult.class);
    assertThat(result.acknowledged()).isEqualTo(result.sent()).isGreaterThanOrEqualTo(40);
    assertThat(result.delivered()).isEqualTo(result.sent());
  }

  private void saveReceived(String id) throws IOException {
    Run history = Program.runBare(
        "history",
        "-o",
        "json",
        "--id",
        id,
        "--journal",
        directory.resolve("journal-" + id).toString());
    assertThat(history.exitCode()).as(history.err()).isEqualTo(ExitCodes.DONE);
    Files.writeString(directory.resolve(id + ".received"), history.out());
  }

  @Test
  void shouldWaitForAHomeThatIsNotThere() throws IOException {
    program.stopRelay();
    Talker ann = new Talker(ANN, BEN);
    Awaitility.await().until(() -> Files.exists(log(ANN)));
    ann.end();
    assertThat(loggedBy(ANN)).isEmpty();
  }

  @Test
  void shouldSayWhatTheAuditFound() throws IOException {
    Files.writeString(log(ANN), "sent " + BEN + " 1\naccepted " + BEN + " k3j.0 1\n");
    Files.createFile(directory.resolve(ANN + ".received"));
    Files.createFile(log(BEN));
    Files.createFile(directory.resolve(BEN + ".received"));
    Run lost = Program.runBare("audit", directory.toString());
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(lost.out())
        .startsWith("lost: " + ANN + ":1 to " + BEN)
        .contains("lost                    1");
    Run awaited = Program.runBare("audit", "--await", "1", directory.toString());
    assertThat(awaited.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
  }

  @Test
  void shouldNotCountByAJournalThatIsCutShort() throws IOException {
    Files.createFile(log(ANN));
    Files.writeString(
        directory.resolve(ANN + ".received"),
        "{\"number\":2,\"source\":\"" + BEN + "\",\"text\":\"" + BEN + ":1\"}\n");
    Run refused = Program.runBare("audit", directory.toString());
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(refused.err()).contains("has dropped its oldest messages").hasLineCount(1);
  }
}

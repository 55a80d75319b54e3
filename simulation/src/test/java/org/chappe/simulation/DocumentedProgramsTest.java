package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show does what they say. */
@Timeout(120)
class DocumentedProgramsTest {

  private static final ClientId ANN = ClientId.parse("1234567890");

  private static final ClientId BEN = ClientId.parse("0987654321");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldCompileAndRunTheProgramOfTheApi() throws Exception {
    String program = Document.read("docs/API.md").code("import java.time.Duration;", "}");
    assertThat(program.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(20);
    Path source = Files.writeString(directory.resolve("NoteToSelf.java"), program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    assertThat(compiler.run(
            null, null, null, "-cp", classPath, "-d", directory.toString(), source.toString()))
        .isZero();
    try (RealLine line = RealLine.start(1, true)) {
      int port = line.clientConfig(ANN, 1).port();
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Process run = new ProcessBuilder(
              java,
              "-cp",
              directory + ":" + classPath,
              "NoteToSelf",
              "127.0.0.1",
              String.valueOf(port))
          .redirectErrorStream(true)
          .start();
      assertThat(output(run)).contains(ANN + ": meet at 5\n", "delivered\n");
      assertThat(run.waitFor()).isZero();
    }
  }

  @Test
  void shouldBranchOnTheExitCodeInTheScriptOfTheReadme() throws Exception {
    String script = Document.read("README.md").code("#!/bin/sh", "esac");
    assertThat(script.lines()).hasSizeLessThanOrEqualTo(10);
    try (RealLine line = RealLine.start(2, true)) {
      Path topology = ClientProcess.topology(line, 2, directory);
      try (RelayClient ben = RelayClient.connect(line.clientConfig(BEN, 2)).join()) {
        ben.listen();
        ben.messages().subscribe(new Taking());
        assertThat(tell(script, topology, BEN)).isEqualTo("they have it\n");
      }
      String soon = script.replace("--timeout 20", "--timeout 1");
      assertThat(tell(soon, topology, ClientId.parse("5555555555")))
          .isEqualTo("it is on its way, and waits for them for an hour\n");
      assertThat(
              tell(script.replace("--ttl 1h", "--ttl 1s"), topology, ClientId.parse("5555555555")))
          .isEqualTo("it can't be delivered\n");
      assertThat(tell(script, topology, ClientId.EVERYONE))
          .isEqualTo("not sent, as far as is known\n");
      line.drivers().forEach(driver -> driver.close());
      assertThat(tell(soon, topology, BEN)).startsWith("no relay answers");
    }
  }

  private String tell(String script, Path topology, ClientId to) throws Exception {
    Path file = Files.writeString(directory.resolve("tell"), script);
    ProcessBuilder builder = new ProcessBuilder(
            "sh", file.toString(), to.toString(), "the fog has lifted")
        .redirectError(directory.resolve("errors").toFile());
    ClientProcess.isolate(builder.environment(), directory);
    Path program = ClientProcess.onPath(directory);
    builder.environment().put("PATH", program.getParent() + ":" + System.getenv("PATH"));
    builder.environment().put("CHAPPE_TOPOLOGY", topology.toString());
    builder.environment().put("CHAPPE_ID", ANN.toString());
    builder.environment().put("CHAPPE_RELAY", "1");
    return output(builder.start());
  }
}

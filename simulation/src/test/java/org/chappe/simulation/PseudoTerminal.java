package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.utils.ScreenTerminal;

/**
 * The client, or another program, as a process of its own on a pseudo-terminal of the kernel, its controlling one, so that keys are signals where they
 * should be, also where whoever runs the tests ignores them. What it prints goes through a terminal emulator: tests see the screen as a person does.
 */
final class PseudoTerminal implements AutoCloseable {

  static final int COLUMNS = 110;

  private static final int ROWS = 40;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What moves the cursor or changes how characters look. */
  private static final Pattern CONTROLS = Pattern.compile("\u001b\\[[0-?]*[@-~]");

  private final JniNativePty pty;
  private final OutputStream keys;
  private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
  private final StringBuilder printed = new StringBuilder();
  private final Process process;

  private PseudoTerminal(JniNativePty pty, Process process) {
    this.pty = pty;
    this.process = process;
    this.keys = pty.getMasterOutput();
    Thread pump = new Thread(this::show, "terminal");
    pump.setDaemon(true);
    pump.start();
  }

  /**
   * Starts the client.
   *
   * @param type as in TERM
   * @param directory for everything that it keeps
   */
  static PseudoTerminal start(String type, Path directory, String... arguments) throws IOException {
    return start(type, directory, Map.of(), ClientProcess.command(arguments));
  }

  /**
   * Starts a program.
   *
   * @param more variables of its environment
   */
  static PseudoTerminal start(
      String type, Path directory, Map<String, String> more, List<String> program)
      throws IOException {
    JniNativePty pty = (JniNativePty) new JniTerminalProvider().open(null, Size.of(COLUMNS, ROWS));
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", "setsid", "--ctty", "--wait"));
    command.addAll(program);
    File tty = new File(pty.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(tty).redirectOutput(tty).redirectError(tty);
    ClientProcess.isolate(builder.environment(), directory);
    builder.environment().putAll(Map.of("TERM", type, "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(more);
    return new PseudoTerminal(pty, builder.start());
  }

  /** On a thread of its own, until the terminal is closed. */
  private void show() {
    try (Reader out = new InputStreamReader(pty.getMasterInput(), StandardCharsets.UTF_8)) {
      char[] chars = new char[1024];
      int count = out.read(chars);
      while (count >= 0) {
        String text = new String(chars, 0, count);
        synchronized (printed) {
          printed.append(text);
        }
        screen.write(text);
        type(screen.read()); // what a terminal answers when it is asked what it can do
        count = out.read(chars);
      }
    } catch (IOException | UncheckedIOException closed) {
      // the client is gone
    }
  }

  /** Presses keys. */
  void type(String text) {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines on the screen, without blanks at their ends. */
  List<String> lines() {
    long[] cells = new long[COLUMNS * ROWS];
    screen.dump(cells, new int[2]);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        int c = ScreenTerminal.cellCodePoint(cells[row * COLUMNS + column]);
        line.appendCodePoint(c == 0 ? ' ' : c);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** The last line in which there is something. */
  String lastLine() {
    return lines().stream().filter(line -> !line.isEmpty()).reduce("", (before, line) -> line);
  }

  /** Everything that was printed, as it was printed. */
  String printed() {
    synchronized (printed) {
      return printed.toString();
    }
  }

  /** Waits until a line of the screen holds the words. */
  void waitFor(String words) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(lines())
            .as("\"%s\" on the screen", words)
            .anyMatch(line -> line.contains(words)));
  }

  /** Waits until the last line ends so. */
  void waitForLast(String end) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(lastLine()).as(() -> String.join("\n", lines()).strip()).endsWith(end));
  }

  /** Has a command typed, and waits until the words are printed, though they may have been before, and are on the screen. */
  void enter(String command, String words) {
    int before = printed().length();
    type(command + "\r");
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(CONTROLS.matcher(printed().substring(before)).replaceAll(""))
                .contains(words));
    waitFor(words);
  }

  /** Types a password where the last line asks for one. */
  void typePassword(String prompt, String password) {
    waitForLast(prompt);
    type(password + "\r");
  }

  /** Types a new password, twice. */
  void choosePassword(String password) {
    typePassword("new password:", password);
    typePassword("once more:", password);
  }

  /** Has a command typed that wasn't typed before, and waits for the next prompt; what was shown between. */
  List<String> answer(String command) {
    type(command + "\r");
    List<String> shown = new ArrayList<>();
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
      List<String> lines = lines().stream().filter(line -> !line.isEmpty()).toList();
      int from = 0;
      while (from < lines.size() && !lines.get(from).endsWith(" > " + command)) {
        from++;
      }
      assertThat(lines).hasSizeGreaterThan(from + 1).last().asString().endsWith(" >");
      shown.clear();
      shown.addAll(lines.subList(from + 1, lines.size() - 1));
    });
    return shown;
  }

  /** Waits until the words are on the screen, or the client has ended without; whether they are. */
  boolean showsBeforeItEnds(String words) {
    Awaitility.await().atMost(LIMIT).until(() -> !process.isAlive() || shows(words));
    return shows(words);
  }

  private boolean shows(String words) {
    return lines().stream().anyMatch(line -> line.contains(words));
  }

  /** Waits until the client has ended; its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the client runs on:\n" + String.join("\n", lines()));
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join()); // nothing is written any more where it was kept
    pty.close();
  }
}

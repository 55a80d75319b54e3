package org.chappe.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** A terminal on which one thread asks while others may print: what is being typed stays whole. */
final class Screen implements AutoCloseable {

  /** Lines of commands that are remembered. */
  static final int LINES_MAX = 1_000;

  /** Of terminals that don't tell. */
  private static final Sized SIZE_UNTOLD = Size.of(80, 24);

  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final @Nullable PlainLines plain;
  private volatile @Nullable Thread waiting;
  private volatile boolean isReadingCommand;

  Screen(Terminal terminal) {
    this(terminal, false);
  }

  /** @param isPerson whether what is typed comes from a person, should the terminal be dumb */
  private Screen(Terminal terminal, boolean isPerson) {
    this.terminal = terminal;
    this.reader = (LineReaderImpl) LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(new TypedWords())
        .variable(LineReader.HISTORY_SIZE, LINES_MAX)
        .variable(LineReader.HISTORY_FILE_SIZE, LINES_MAX)
        .variable(LineReader.DISABLE_HISTORY, true)
        .variable(LineReader.DISABLE_COMPLETION, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
        .build();
    // Ctrl-C comes as a signal; the key that comes as well, sooner or later, would be a second one
    reader.getWidgets().put(LineReader.INTERRUPT, () -> true);
    this.plain = isDumb() ? new PlainLines(terminal, isPerson) : null;
  }

  /** The terminal that the program was started in; a simple one when its input or output is none. */
  static Screen ofSystem() throws IOException {
    Terminal terminal = TerminalBuilder.builder()
        .system(true)
        .dumb(true)
        // the library would ask the terminal how it counts, and take an answer that is late for
        // what is typed
        .graphemeCluster(false)
        .build();
    if (terminal.getSize().getColumns() <= 0
        && !terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.setSize(SIZE_UNTOLD); // a line can't be edited in no columns
    }
    return new Screen(terminal, isTyped());
  }

  private static boolean isTyped() {
    try {
      return TerminalProvider.load("jni").isSystemStream(SystemStream.Input);
    } catch (IOException unknown) {
      return false;
    }
  }

  /** How many characters a line has; 0 where that isn't known. */
  int columns() {
    return terminal.getSize().getColumns();
  }

  /** Whether the terminal can do no more than print characters one after the other. */
  boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** From now on Ctrl-C doesn't end the program, but what it waits for. */
  void takeInterrupts() {
    if (plain != null) {
      return; // whether something was typed can't be known there, so that it does end the program
    }
    terminal.handle(Terminal.Signal.INT, signal -> {
      Thread thread = waiting;
      if (thread != null) {
        thread.interrupt();
      }
    });
  }

  /** Has the lines of {@link #command} completed, and remembered in a file if one is given. */
  void prepare(Completer completer, @Nullable Path history) {
    reader.setCompleter(completer);
    if (history != null) {
      reader.setVariable(LineReader.HISTORY_FILE, history);
      reader.getHistory().attach(reader);
    }
  }

  /** Asks a question; null when there is no more input or the person presses Ctrl-C or Ctrl-D. */
  @Nullable String ask(String prompt) {
    if (plain != null) {
      return plain.ask(prompt);
    }
    try {
      return reader.readLine(asItStands(prompt)).strip();
    } catch (EndOfFileException | UserInterruptException ended) {
      return null;
    }
  }

  /** Asks for what nobody may see or read again; null as in {@link #ask}. */
  char @Nullable [] secret(String prompt) {
    if (plain != null) {
      return plain.secret(prompt);
    }
    try {
      return reader.readLine(asItStands(prompt), LineReaderImpl.NULL_MASK).toCharArray();
    } catch (EndOfFileException | UserInterruptException ended) {
      return null;
    }
  }

  /**
   * Reads a command, which is remembered and completed.
   *
   * @return empty when Ctrl-C was pressed in a line with something in it; null when there is no more input, or when Ctrl-C or
   *     Ctrl-D was pressed in an empty one
   */
  @Nullable String command(String prompt) {
    if (plain != null) {
      return plain.ask(prompt);
    }
    reader.setVariable(LineReader.DISABLE_HISTORY, false);
    reader.setVariable(LineReader.DISABLE_COMPLETION, false);
    isReadingCommand = true;
    try {
      return reader.readLine(asItStands(prompt)).strip();
    } catch (UserInterruptException interrupted) {
      return interrupted.getPartialLine().isBlank() ? null : "";
    } catch (EndOfFileException ended) {
      return null;
    } finally {
      isReadingCommand = false;
      reader.setVariable(LineReader.DISABLE_HISTORY, true);
      reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    }
  }

  /** Changes the prompt of the command that is being typed, if one is, and not of a question. From any thread. */
  void changePrompt(String prompt) {
    if (!isReadingCommand || !reader.isReading()) {
      return;
    }
    try {
      reader.setPrompt(asItStands(prompt));
      reader.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException justEnded) {
      // the next line has its own prompt
    }
  }

  /** The library would take a percent sign for the beginning of something of its own. */
  private static String asItStands(String prompt) {
    return prompt.replace("%", "%%");
  }

  /** Prints a line; above the one that is being typed, if one is. From any thread. */
  void print(String line) {
    print(new AttributedString(line));
  }

  /** Prints a line that looks like something. */
  void print(AttributedString line) {
    if (plain != null) {
      plain.print(line.toAnsi());
    } else {
      reader.printAbove(line);
    }
  }

  /**
   * Waits for something.
   *
   * @return null when it took longer, or the person pressed Ctrl-C
   * @throws ExecutionException if it failed
   */
  <T> @Nullable T await(CompletableFuture<T> future, long seconds) throws ExecutionException {
    waiting = Thread.currentThread();
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException stopped) {
      return null;
    } finally {
      waiting = null;
      var unused = Thread.interrupted();
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}

package org.chappe.client.cli;

import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** A terminal on which one thread asks while others may print: what is being typed stays whole. */
final class Screen implements AutoCloseable {

  private final Terminal terminal;
  private final LineReader reader;

  Screen(Terminal terminal) {
    this.terminal = terminal;
    this.reader = LineReaderBuilder.builder()
        .terminal(terminal)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .build();
  }

  /** The terminal that the program was started in; a simple one when its input or output is none. */
  static Screen ofSystem() throws IOException {
    return new Screen(TerminalBuilder.builder().system(true).dumb(true).build());
  }

  /** Asks for a line; null when there is no more input or the person presses Ctrl-C or Ctrl-D. */
  @Nullable String ask(String prompt) {
    try {
      return reader.readLine(prompt).strip();
    } catch (EndOfFileException | UserInterruptException ended) {
      return null;
    }
  }

  /** Prints a line; above the one that is being typed, if one is. From any thread. */
  void print(String line) {
    reader.printAbove(line);
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}

package org.chappe.client.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Lines in and lines out where nothing can be drawn: on a dumb terminal, which edits the line that is typed by itself, and in pipes, where
 * there are no prompts.
 */
final class PlainLines {

  private final NonBlockingReader in;
  private final PrintWriter out;
  private final boolean hasPrompts;
  private String asking = "";

  /** @param hasPrompts whether a person is asked, and not a pipe */
  PlainLines(Terminal terminal, boolean hasPrompts) {
    this.in = terminal.reader();
    this.out = terminal.writer();
    this.hasPrompts = hasPrompts;
  }

  /** Asks for a line; null when there is no more input. */
  @Nullable String ask(String prompt) {
    begin(hasPrompts ? prompt : "");
    try {
      return readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  /** Asks for a line that isn't shown, as far as that can be helped; null when there is no more input. */
  @SuppressWarnings("SystemConsoleNull") // it is null here where a stream is no terminal
  char @Nullable [] secret(String prompt) {
    Console console = hasPrompts ? System.console() : null;
    if (console == null) {
      String line = ask(prompt);
      return line == null ? null : line.toCharArray();
    }
    begin(prompt);
    try {
      return console.readPassword();
    } finally {
      end();
    }
  }

  /** Character by character: a reader in between would wait for more of them. */
  private @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      c = in.read();
    }
    return c < 0 && line.isEmpty() ? null : line.toString().strip();
  }

  private synchronized void begin(String prompt) {
    asking = prompt;
    out.print(prompt);
    out.flush();
  }

  private synchronized void end() {
    asking = "";
  }

  /** Prints a line; on a line of its own if one is being typed, and then asks again. From any thread. */
  synchronized void print(String line) {
    if (!asking.isEmpty()) {
      out.println();
    }
    out.println(line);
    out.print(asking);
    out.flush();
  }
}

package org.chappe.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chappe.client.cli.RelayClientCli;

/**
 * A program at whose prompt the client's commands are typed, so that not each of them costs the start of one. It is what a shell is to them: the
 * terminal, where they ask and read, is their own while they run. The prompt tells how many there were, and how the last one ended: {@code 2 [32]>}.
 */
final class CommandPrompt {

  private CommandPrompt() {}

  public static void main(String[] arguments) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int commands = 0;
    int exitCode = 0;
    while (true) {
      out.print(commands + " [" + exitCode + "]> ");
      out.flush();
      List<String> words = ShellWords.of(readLine());
      if (words.isEmpty()) {
        return;
      }
      exitCode = RelayClientCli.execute(System.getenv(), out, out, words.toArray(String[]::new));
      commands++;
    }
  }

  /** Byte by byte, so that what follows is left to the command. */
  private static String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = System.in.read();
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      c = System.in.read();
    }
    return line.toString();
  }
}

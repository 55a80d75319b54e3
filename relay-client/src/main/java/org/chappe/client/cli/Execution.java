package org.chappe.client.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command of the user's own that runs once for each message. What was written by others never becomes part of the command: it
 * is in the environment and on standard input.
 */
final class Execution {

  private static final String SHELL = "/bin/sh";

  private final String command;

  /** @param command as it would be typed at a shell */
  Execution(String command) {
    this.command = command;
  }

  /**
   * Runs the command and waits until it has ended; what it prints goes where this program's output goes.
   *
   * @return what went wrong, for people; empty when it ended with 0
   */
  String run(Mail mail) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(SHELL, "-c", command)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    describe(mail, builder.environment());
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(mail.text().getBytes(StandardCharsets.UTF_8));
      } catch (IOException notRead) {
        // a command needn't read its input
      }
      int exitCode = process.waitFor();
      return exitCode == 0 ? "" : "the command ended with " + exitCode;
    } catch (IOException e) {
      return "the command can't be run: " + e.getMessage();
    }
  }

  private static void describe(Mail mail, Map<String, String> environment) {
    environment.put("CHAPPE_SOURCE", mail.source());
    environment.put("CHAPPE_SOURCE_NAME", mail.fromName() == null ? "" : mail.fromName());
    environment.put("CHAPPE_ROOM", mail.room() == null ? "" : mail.room());
    environment.put("CHAPPE_FROM", mail.from() == null ? "" : mail.from());
    environment.put("CHAPPE_TO", mail.to() == null ? "" : mail.to());
    environment.put("CHAPPE_TEXT", mail.text());
    environment.put("CHAPPE_MESSAGE", mail.message() == null ? "" : mail.message());
    environment.put("CHAPPE_NUMBER", mail.number() == null ? "" : mail.number().toString());
    environment.put("CHAPPE_LATE", Boolean.TRUE.equals(mail.late()) ? "1" : "");
  }
}

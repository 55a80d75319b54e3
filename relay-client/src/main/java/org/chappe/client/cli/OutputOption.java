package org.chappe.client.cli;

import java.io.PrintWriter;
import org.chappe.client.Accounts;
import org.chappe.model.ClientId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For whom a command tells its results. */
final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json, one object a line; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  boolean isJson() {
    return format == OutputFormat.JSON;
  }

  /** Prints a result at once, in the form that was asked for. */
  void print(String text, Record json) {
    print(isJson() ? JsonLine.of(json) : text);
  }

  /** Prints a message. */
  void print(Mail mail) {
    print(mail.line(), mail);
  }

  /** Prints a line for people. */
  void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  /** Prints what went wrong: as a line on standard error, or as a result for programs. */
  void printProblem(String text, Record json) {
    if (isJson()) {
      print(text, json);
    } else {
      warn(text);
    }
  }

  /** Prints what became of a text, and returns how the program ends with that. */
  int tell(OutcomeWords words, ClientId destination) {
    SendResult result = SendResult.of(words, destination);
    if (words.isGood()) {
      print(words.line(), result);
    } else {
      printProblem(words.line(), result);
    }
    return words.exitCode();
  }

  /** How the program ends with a list, after a line that says so if there is more of it. */
  int endOf(Accounts.Listing listing) {
    if (listing.isAll()) {
      return ExitCodes.DONE;
    }
    warn("there are more than these; use a narrower pattern");
    return ExitCodes.INCOMPLETE;
  }

  /** Prints a line on standard error, for people in any case. */
  void warn(String text) {
    PrintWriter err = command.commandLine().getErr();
    err.println("relay-client: " + text);
    err.flush();
  }
}

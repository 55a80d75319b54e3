package org.chappe.server.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs in order to complete this program's commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that has your shell complete commands and options.",
      "In ~/.bashrc, or in ~/.zshrc with zsh: source <(relay-server completion bash)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** Shells that are known. The script is the same; it tells them apart by itself. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  @SuppressWarnings("unused") // picocli checks it; the script is the same
  private Shell shell = Shell.BASH;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    spec.commandLine().getOut().print(AutoComplete.bash(program.getCommandName(), program));
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }
}

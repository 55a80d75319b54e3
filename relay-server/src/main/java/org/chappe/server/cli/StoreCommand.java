package org.chappe.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.chappe.server.store.StoreContents;
import org.chappe.server.store.StoreInspector;
import org.chappe.server.store.StoreProblem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relay-server store check|stats|compact DIR}: the data directory of a relay that isn't running. */
@Command(
    name = "store",
    description = "Looks after the data directory of a relay that isn't running.",
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class)
final class StoreCommand implements Runnable {

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say what to do: check, stats or compact");
  }

  @Command(
      name = "check",
      description =
          "Reads all of it and compares all checksums, without changing anything. Exit code 10 when it is damaged.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "DIR") Path directory) throws UserError {
    try {
      StoreContents contents = StoreInspector.check(directory);
      print(directory, contents);
      out()
          .println(
              contents.tornBytes() == 0
                  ? "no damage"
                  : "no damage; " + contents.tornBytes()
                      + " bytes of a write that a crash broke off, which the next start cuts off");
      return ExitCodes.DONE;
    } catch (StoreProblem e) {
      throw StoredData.userError(e);
    }
  }

  @Command(
      name = "stats",
      description = "Says what is in it, without changing anything.",
      mixinStandardHelpOptions = true)
  int stats(@Parameters(paramLabel = "DIR") Path directory) throws UserError {
    try {
      print(directory, StoreInspector.contents(directory));
      return ExitCodes.DONE;
    } catch (StoreProblem e) {
      throw StoredData.userError(e);
    }
  }

  @Command(
      name = "compact",
      description = "Rewrites its files without what was deleted.",
      mixinStandardHelpOptions = true)
  int compact(@Parameters(paramLabel = "DIR") Path directory) throws UserError {
    try {
      StoreInspector.Compaction done = StoreInspector.compact(directory);
      out()
          .printf(
              "%s: %d bytes on disk before, %d after%n",
              directory, done.bytesBefore(), done.bytesAfter());
      return ExitCodes.DONE;
    } catch (StoreProblem e) {
      throw StoredData.userError(e);
    }
  }

  private void print(Path directory, StoreContents contents) {
    PrintWriter out = out();
    out.printf(
        "%s: relay %s, format %d, created %s%n",
        directory,
        contents.format().relay(),
        contents.format().version(),
        contents.format().created());
    out.printf("messages    %d%n", contents.messages());
    out.printf("bytes       %d%n", contents.messageBytes());
    out.printf("recipients  %d%n", contents.recipients());
    out.printf("records     %d%n", contents.records());
    out.printf("on disk     %d bytes%n", contents.bytesOnDisk());
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}

package org.chappe.server.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.chappe.server.admin.StatusDocument;
import org.chappe.server.cli.AdminClient.Reply;
import org.chappe.topology.HostPort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relay-server leave}: has a running relay hand over its mail and leave its line, and follows that. */
@Command(
    name = "leave",
    description = {
      "Has a running relay send its clients away, hand over its mail, leave the line and end.",
      "Follows that, and ends with 0 when it has left. Exit code 13 when it can't be asked or ended before; 15 when"
          + " it stays, as nobody takes its mail. Stopped by Ctrl-C it stops following; the relay goes on."
    },
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class)
final class LeaveCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 200;

  /** Answers in a row that may fail to come before it is given up. */
  private static final int MISSED_MAX = 20;

  @ArgGroup(multiplicity = "1")
  private @Nullable AdminTarget target;

  @Spec
  private @Nullable CommandSpec spec;

  private final AdminClient client = new AdminClient();
  private String told = "";

  @Override
  public Integer call() throws UserError, InterruptedException {
    AdminTarget chosen = Objects.requireNonNull(target);
    if (chosen.isLine()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "Say which relay is to leave, with --number");
    }
    HostPort at = chosen.one();
    StatusDocument before = ask(at);
    String problem = client.leave(at).join().problem();
    if (!problem.isEmpty()) {
      throw new UserError(ExitCodes.NOT_READY, "relay " + number(before) + ": " + problem);
    }
    follow(at, before);
    return ExitCodes.DONE;
  }

  private StatusDocument ask(HostPort at) throws UserError {
    Reply reply = client.status(at).join();
    StatusDocument status = reply.status();
    if (status == null) {
      throw new UserError(ExitCodes.NOT_READY, "no relay at " + at + ": " + reply.problem());
    }
    return status;
  }

  /** Until it has ended, or stays. The relay bounds that itself. */
  private void follow(HostPort at, StatusDocument before) throws UserError, InterruptedException {
    StatusDocument last = before;
    Reply reply = client.status(at).join();
    for (int missed = 0; !reply.isGone() && missed <= MISSED_MAX; missed++) {
      StatusDocument status = reply.status();
      if (status != null) {
        missed = 0;
        last = status;
        tell(last);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      reply = client.status(at).join();
    }
    if (!reply.isGone() || !(hasNothing(last) || othersSawItLeave(number(last)))) {
      String how = reply.isGone() ? "ended before it had left" : "doesn't answer any more";
      throw new UserError(
          ExitCodes.NOT_READY, "relay " + number(last) + " " + how + "; it had " + words(last));
    }
    say("relay " + number(last) + " has left the line");
  }

  private static boolean hasNothing(StatusDocument status) {
    return status.mail().messages() == 0 && status.clients().attached() == 0;
  }

  /** It may have handed over the last of it and ended after it was looked at. */
  private boolean othersSawItLeave(int number) throws UserError {
    for (HostPort other : Objects.requireNonNull(target).others()) {
      StatusDocument status = client.status(other).join().status();
      if (status != null
          && status.members().stream()
              .anyMatch(member -> member.number() == number && member.state().equals("left"))) {
        return true;
      }
    }
    return false;
  }

  private void tell(StatusDocument status) throws UserError {
    if (status.relay().departure().equals("stayed")) {
      throw new UserError(
          ExitCodes.STAYED,
          "relay " + number(status) + " stays: nobody takes its mail, " + words(status));
    }
    say("relay " + number(status) + ": " + words(status));
  }

  private static String words(StatusDocument status) {
    return status.clients().attached() + " clients, " + status.mail().messages() + " messages";
  }

  private static int number(StatusDocument status) {
    return status.relay().number();
  }

  /** Tells what is new. */
  private void say(String line) {
    if (!line.equals(told)) {
      told = line;
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }
}

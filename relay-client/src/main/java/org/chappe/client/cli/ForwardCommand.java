package org.chappe.client.cli;

import java.util.concurrent.Callable;
import org.chappe.transport.BareForwarder;
import org.chappe.transport.BindFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One of the processes that a line of relays is measured against. */
@Command(
    name = "forward",
    description = {
      "Passes each datagram from a port of 127.0.0.1 on to another address and does nothing else,",
      "until it is stopped: what bench --bare measures. scripts/bench runs a line of them."
    },
    mixinStandardHelpOptions = true)
final class ForwardCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      required = true,
      description = "where datagrams come in; 0 lets the system choose")
  private int listen;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      required = true,
      description = "where they are sent on to")
  private HostAndPort to = new HostAndPort("", 0);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws UserError {
    if (listen < 0 || listen > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "a port is 0 to 65535; " + listen + " is not");
    }
    try (BareForwarder forwarder = BareForwarder.start(listen, to.host(), to.port())) {
      spec.commandLine()
          .getOut()
          .println("forwards 127.0.0.1:" + forwarder.port() + " to " + to.host() + ":" + to.port());
      spec.commandLine().getOut().flush();
      forwarder.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (BindFailure e) {
      throw new UserError(ExitCodes.CANNOT_BIND, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException unknownHost) {
      throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(unknownHost.getMessage()));
    }
    return ExitCodes.DONE;
  }
}

package org.chappe.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.chappe.server.cli.AdminClient.Reply;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code relay-server status}: how running relays are, as they say themselves at their admin ports. */
@Command(
    name = "status",
    description = {
      "Says how running relays are: all of a topology file, a row each, or one and how it sees the others.",
      "Exit code 13 when one doesn't answer, has no admin address or isn't ready."
    },
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class)
final class StatusCommand implements Callable<Integer> {

  /** So many relays are asked at once. */
  private static final int ASKED_MAX = 32;

  @ArgGroup(multiplicity = "1")
  private @Nullable AdminTarget target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json, one object a line; text by default")
  private Format format = Format.text;

  @Spec
  private @Nullable CommandSpec spec;

  /** How it is told; the names are what is typed. */
  enum Format {
    text,
    json
  }

  /** What is said of a relay that doesn't. */
  record Unreachable(int number, String address, String unreachable) {}

  @Override
  public Integer call() throws UserError {
    AdminTarget chosen = Objects.requireNonNull(target);
    Topology line = chosen.line();
    return line == null ? one(chosen.one()) : all(line);
  }

  private int one(HostPort at) throws UserError {
    Reply reply = new AdminClient().status(at).join();
    if (reply.status() == null) {
      throw new UserError(ExitCodes.NOT_READY, "no relay at " + at + ": " + reply.problem());
    }
    if (format == Format.json) {
      out().println(reply.json());
    } else {
      StatusTable.ofOne(reply.status()).forEach(out()::println);
    }
    out().flush();
    return reply.status().relay().ready() ? ExitCodes.DONE : ExitCodes.NOT_READY;
  }

  private int all(Topology line) {
    List<Reply> replies = replies(line.relays());
    if (format == Format.json) {
      for (int i = 0; i < replies.size(); i++) {
        out().println(json(line.relays().get(i), replies.get(i)));
      }
    } else {
      StatusTable.ofAll(line, replies).forEach(out()::println);
    }
    out().flush();
    boolean ready = replies.stream()
        .map(Reply::status)
        .allMatch(status -> status != null && status.relay().ready());
    return ready ? ExitCodes.DONE : ExitCodes.NOT_READY;
  }

  private static List<Reply> replies(List<Relay> relays) {
    AdminClient client = new AdminClient();
    List<Reply> replies = new ArrayList<>();
    for (int from = 0; from < relays.size(); from += ASKED_MAX) {
      List<CompletableFuture<Reply>> asked = new ArrayList<>();
      for (Relay relay : relays.subList(from, Math.min(relays.size(), from + ASKED_MAX))) {
        asked.add(ask(client, relay));
      }
      asked.forEach(reply -> replies.add(reply.join()));
    }
    return replies;
  }

  private static CompletableFuture<Reply> ask(AdminClient client, Relay relay) {
    return relay.admin() == null
        ? CompletableFuture.completedFuture(Reply.failed("the file gives it no admin address"))
        : client.status(relay.admin());
  }

  private static String json(Relay relay, Reply reply) {
    return reply.status() != null
        ? reply.json()
        : JsonMapper.shared()
            .writeValueAsString(
                new Unreachable(relay.number().value(), relay.address(), reply.problem()));
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}

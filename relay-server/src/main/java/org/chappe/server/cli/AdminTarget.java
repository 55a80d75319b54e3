package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.RelayNumber;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which running relays a command is about. */
final class AdminTarget {

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "HOST:PORT",
      converter = AdminOptions.HostPortConverter.class,
      description = "The admin address of one relay")
  private @Nullable HostPort admin;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private @Nullable InFile inFile;

  /** Relays of a topology file. */
  private static final class InFile {

    @Option(
        names = "--topology",
        required = true,
        paramLabel = "FILE",
        description = "The topology file, which says where the admin ports are")
    private @Nullable Path file;

    @Option(
        names = "--number",
        paramLabel = "N",
        converter = RunCommand.NumberConverter.class,
        description = "One relay of the file; all of them without it")
    private @Nullable RelayNumber number;
  }

  /** Whether all relays of a file are meant. */
  boolean isLine() {
    return inFile != null && inFile.number == null;
  }

  /** The topology if all its relays are meant, or null if one is. */
  @Nullable Topology line() throws UserError {
    return isLine()
        ? TopologyFile.read(Objects.requireNonNull(Objects.requireNonNull(inFile).file))
        : null;
  }

  /**
   * The admin address of the one relay that is meant.
   *
   * @throws UserError if the file has no such relay, or that has no admin address
   */
  HostPort one() throws UserError {
    InFile file = inFile;
    if (file == null) {
      return Objects.requireNonNull(admin);
    }
    Path path = Objects.requireNonNull(file.file);
    RelayNumber number = Objects.requireNonNull(file.number);
    Relay relay = TopologyFile.relay(path, TopologyFile.read(path), number);
    HostPort at = relay.admin();
    if (at == null) {
      throw new UserError(
          ExitCodes.NOT_READY,
          path + " gives relay " + number + " no admin address; add \"admin: 127.0.0.1:800"
              + number.value() % 10 + "\" to it, or name the address with --admin");
    }
    return at;
  }

  /** The admin addresses of the other relays of the file; none if the relay was named by its address. */
  List<HostPort> others() throws UserError {
    InFile file = inFile;
    List<HostPort> others = new ArrayList<>();
    if (file != null) {
      for (Relay relay : TopologyFile.read(Objects.requireNonNull(file.file)).relays()) {
        HostPort at = relay.admin();
        if (at != null && !relay.number().equals(file.number)) {
          others.add(at);
        }
      }
    }
    return others;
  }
}

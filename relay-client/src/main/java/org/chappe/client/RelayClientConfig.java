package org.chappe.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.transport.DriverLoop;
import org.chappe.transport.ImpairmentSpec;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Whom to be and where to connect.
 *
 * @param id the client's ID. Two clients with one ID take the session from each other
 * @param relay the number of the home relay; null if it isn't known
 * @param host its host, a name or an address literal
 * @param port its port, 1 to 65535
 * @param connectTimeout how long {@link RelayClient#connect} waits for an answer, at least 1 ms
 * @param leaseSeconds how long each request to push mail is good for, 1 to 3600; it is renewed in time, and after a
 *     relay's restart mail flows again within a third of it
 * @param impairments faults on purpose, for rehearsals; none normally
 * @param observer hears everything that the session reports, such as that the relay doesn't answer any more. Called
 *     on the client's event loop: it must not block
 * @param loop the thread that the client shares with others and leaves running; null for one of its own
 * @param others further relays of the line, in order of preference, for when the home doesn't answer: the client then attaches to
 *     the first that does, and stays there; none for a client that has only one. Those whose host is unknown, or of another
 *     address family than the home, are left out
 * @param nearest whether to attach, at first, to the relay that answers soonest, be it the home or another
 * @param journal the directory in which the client writes down what it received, so that it comes once though the client is
 *     killed; made if it isn't there. No two clients may share one. Null to keep that in memory only
 * @param learns whether the client also goes to relays that its relay has told it of
 * @param credentials what it proves with that the ID is its own; null for nothing
 */
public record RelayClientConfig(
    ClientId id,
    @Nullable RelayNumber relay,
    String host,
    int port,
    Duration connectTimeout,
    int leaseSeconds,
    List<ImpairmentSpec> impairments,
    Consumer<ClientReport> observer,
    @Nullable DriverLoop loop,
    List<RelayAddress> others,
    boolean nearest,
    @Nullable Path journal,
    boolean learns,
    @Nullable Credentials credentials) {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  public static final int LEASE_SECONDS = 30;

  /** @throws IllegalArgumentException if a number is out of its range */
  public RelayClientConfig {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535; " + port + " is not");
    }
    if (connectTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("the time to connect is at least 1 ms");
    }
    if (leaseSeconds < 1 || leaseSeconds > WireLimits.WAIT_SECONDS_MAX) {
      throw new IllegalArgumentException("a lease is 1 to 3600 s; " + leaseSeconds + " is not");
    }
    impairments = List.copyOf(impairments);
    others = List.copyOf(others);
  }

  /** A client with the usual times, no impairments and no observer. */
  public static RelayClientConfig of(
      ClientId id, @Nullable RelayNumber relay, String host, int port) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        CONNECT_TIMEOUT,
        LEASE_SECONDS,
        List.of(),
        report -> {},
        null,
        List.of(),
        false,
        null,
        true,
        null);
  }

  /** The same for a relay of which only the address is known. */
  public static RelayClientConfig of(ClientId id, String host, int port) {
    return of(id, null, host, port);
  }

  public RelayClientConfig withConnectTimeout(Duration newConnectTimeout) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        newConnectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        others,
        nearest,
        journal,
        learns,
        credentials);
  }

  public RelayClientConfig withImpairments(List<ImpairmentSpec> newImpairments) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        newImpairments,
        observer,
        loop,
        others,
        nearest,
        journal,
        learns,
        credentials);
  }

  public RelayClientConfig withObserver(Consumer<ClientReport> newObserver) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        newObserver,
        loop,
        others,
        nearest,
        journal,
        learns,
        credentials);
  }

  public RelayClientConfig withLoop(DriverLoop newLoop) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        newLoop,
        others,
        nearest,
        journal,
        learns,
        credentials);
  }

  public RelayClientConfig withOthers(List<RelayAddress> newOthers) {
    return withLine(newOthers, nearest);
  }

  public RelayClientConfig withNearest() {
    return withLine(others, true);
  }

  private RelayClientConfig withLine(List<RelayAddress> newOthers, boolean newNearest) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        newOthers,
        newNearest,
        journal,
        learns,
        credentials);
  }

  public RelayClientConfig withJournal(Path newJournal) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        others,
        nearest,
        newJournal,
        learns,
        credentials);
  }

  /** The same for a client that stays with the relays that are named here. */
  public RelayClientConfig withoutLearning() {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        others,
        nearest,
        journal,
        false,
        credentials);
  }

  /** The same for a client that logs in; nothing else is said before. */
  public RelayClientConfig withCredentials(@Nullable Credentials newCredentials) {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        others,
        nearest,
        journal,
        learns,
        newCredentials);
  }

  /** The same for a client that writes nothing down. */
  public RelayClientConfig withoutJournal() {
    return new RelayClientConfig(
        id,
        relay,
        host,
        port,
        connectTimeout,
        leaseSeconds,
        impairments,
        observer,
        loop,
        others,
        nearest,
        null,
        learns,
        credentials);
  }
}

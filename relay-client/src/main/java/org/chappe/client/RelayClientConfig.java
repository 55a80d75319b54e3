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
 * @param id the client's ID. Two clients with one ID take the session from each other, unless they are {@linkplain Devices devices}
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
 * @param waitsForLogin whether a client that has to log in, and can't, stays attached and only asks questions until it does, instead of
 *     ending; without credentials it begins so, and {@link Accounts#enter} has it say everything
 * @param device which device of the ID's owner the client is, where the account has devices; null for none
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
    @Nullable Credentials credentials,
    boolean waitsForLogin,
    @Nullable Device device) {

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
    if (device != null && !device.name().owner().equals(id)) {
      throw new IllegalArgumentException(
          "a device of " + device.name().owner() + " is none of " + id);
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
        null,
        false,
        null);
  }

  /** The same for a relay of which only the address is known. */
  public static RelayClientConfig of(ClientId id, String host, int port) {
    return of(id, null, host, port);
  }

  /** The same with another value of something; what is put in takes the place of what there was. */
  private RelayClientConfig with(Consumer<ClientDraft> change) {
    ClientDraft draft = new ClientDraft(this);
    change.accept(draft);
    return draft.config();
  }

  public RelayClientConfig withConnectTimeout(Duration connectTimeout) {
    return with(draft -> draft.connectTimeout = connectTimeout);
  }

  public RelayClientConfig withImpairments(List<ImpairmentSpec> impairments) {
    return with(draft -> draft.impairments = impairments);
  }

  public RelayClientConfig withObserver(Consumer<ClientReport> observer) {
    return with(draft -> draft.observer = observer);
  }

  public RelayClientConfig withLoop(DriverLoop loop) {
    return with(draft -> draft.loop = loop);
  }

  public RelayClientConfig withOthers(List<RelayAddress> others) {
    return with(draft -> draft.others = others);
  }

  public RelayClientConfig withNearest() {
    return with(draft -> draft.nearest = true);
  }

  public RelayClientConfig withJournal(Path journal) {
    return with(draft -> draft.journal = journal);
  }

  /** The same for a client that writes nothing down. */
  public RelayClientConfig withoutJournal() {
    return with(draft -> draft.journal = null);
  }

  /** The same for a client that stays with the relays that are named here. */
  public RelayClientConfig withoutLearning() {
    return with(draft -> draft.learns = false);
  }

  /** The same for a client that logs in; nothing else is said before. */
  public RelayClientConfig withCredentials(@Nullable Credentials credentials) {
    return with(draft -> draft.credentials = credentials);
  }

  /** The same for a client that waits where it would have to log in, instead of ending. */
  public RelayClientConfig waitingForLogin() {
    return with(draft -> draft.waitsForLogin = true);
  }

  /**
   * The same for a device of the ID's owner, which logs in by itself. It should keep a journal: without one it must not write within a second of its last
   * life, as its numbers would come again.
   *
   * @throws IllegalArgumentException if it is somebody else's
   */
  public RelayClientConfig withDevice(Device device) {
    return with(draft -> {
      draft.device = device;
      draft.credentials = device.credentials();
    });
  }
}

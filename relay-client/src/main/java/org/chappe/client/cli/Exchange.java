package org.chappe.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.session.ClientStatistics;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;

/**
 * Clients at all relays of a set of pairs, in one process, that write to each other; each message is followed from end
 * to end.
 */
final class Exchange implements AutoCloseable {

  /** Messages that each sender has unaccepted at most; the rest waits, so that no outbox overflows. */
  static final int UNACCEPTED_MAX = 256;

  /** How long to look out for doubles once everything has come. */
  private static final Duration LINGER = Duration.ofMillis(500);

  private static final long GOODBYE_SECONDS = 5;
  private static final long RUNS = 100_000;
  private static final long RELAYS = 10_000;
  private static final long WRITERS = 9;
  private static final long NEIGHBOURS = 8;

  /** One client of the exchange: the writer of a relay, or its neighbour, to whom the writer of the same relay writes. */
  private record Member(RelayNumber relay, long role) {}

  private final List<RelayPair> pairs;
  private final ExchangeLedger ledger;
  private final int messages;
  private final long run;
  private final Map<Member, RelayClient> clients = new HashMap<>();
  private final Map<Member, Semaphore> permits = new HashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** @param run a number that no other exchange of the last day had */
  Exchange(List<RelayPair> pairs, int messages, long run) {
    this.pairs = pairs;
    this.messages = messages;
    this.run = run;
    this.ledger = new ExchangeLedger(pairs.size(), messages, run);
  }

  /** How to reach a relay as a client. */
  interface Connector {
    CompletableFuture<RelayClient> connect(ClientId id, RelayNumber relay) throws UserError;
  }

  /** Attaches all clients and has them listen. */
  void connect(Connector connector) throws UserError {
    Map<Member, CompletableFuture<RelayClient>> connecting = new HashMap<>();
    for (RelayPair pair : pairs) {
      for (Member member : List.of(writer(pair), reader(pair))) {
        if (!connecting.containsKey(member)) {
          connecting.put(member, connector.connect(idOf(member), member.relay()));
        }
      }
    }
    for (Map.Entry<Member, CompletableFuture<RelayClient>> each : connecting.entrySet()) {
      try {
        clients.put(each.getKey(), each.getValue().join());
      } catch (CompletionException e) {
        throw ClientOptions.userError(e);
      }
    }
    for (Map.Entry<Member, RelayClient> each : clients.entrySet()) {
      permits.put(each.getKey(), new Semaphore(UNACCEPTED_MAX));
      each.getValue().messages().subscribe(new Reader());
      each.getValue().listen();
    }
  }

  private static Member writer(RelayPair pair) {
    return new Member(pair.from(), WRITERS);
  }

  private static Member reader(RelayPair pair) {
    return new Member(pair.to(), pair.from().equals(pair.to()) ? NEIGHBOURS : WRITERS);
  }

  /** Ten digits: the role, five that change from run to run, the relay. */
  private ClientId idOf(Member member) {
    return new ClientId(
        (member.role() * RUNS + run % RUNS) * RELAYS + member.relay().value());
  }

  /** Sends all messages, the pairs taking turns, and waits for them. */
  ExchangeResult run(Duration timeout) throws InterruptedException {
    long beganNanos = System.nanoTime();
    long endNanos = beganNanos + timeout.toNanos();
    for (int message = 0; message < messages && System.nanoTime() < endNanos; message++) {
      send(message, endNanos);
    }
    ledger.await(endNanos - System.nanoTime());
    TimeUnit.NANOSECONDS.sleep(LINGER.toNanos());
    return ledger.result(
        clients.size(), accepted.get(), refused.get(), retransmitted(), beganNanos);
  }

  private void send(int message, long endNanos) throws InterruptedException {
    RelayPair pair = pairs.get(ledger.pairOf(message));
    Semaphore permit = Objects.requireNonNull(permits.get(writer(pair)));
    if (!permit.tryAcquire(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return;
    }
    RelayClient client = Objects.requireNonNull(clients.get(writer(pair)));
    var unused = client
        .send(idOf(reader(pair)), ledger.send(message, System.nanoTime()))
        .whenComplete((outcome, failure) -> {
          permit.release();
          if (outcome instanceof Outcome.Accepted) {
            accepted.incrementAndGet();
          } else if (outcome instanceof Outcome.Refused) {
            refused.incrementAndGet();
          }
        });
  }

  private long retransmitted() {
    return clients.values().stream()
        .map(RelayClient::statistics)
        .map(CompletableFuture::join)
        .mapToLong(ClientStatistics::framesRetransmitted)
        .sum();
  }

  /** Signs all clients off, as far as that is quickly done, and closes them. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
    for (RelayClient client : clients.values()) {
      goodbyes.add(client.terminate().exceptionally(failure -> null));
    }
    CompletableFuture.allOf(goodbyes.toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
        .join();
    clients.values().forEach(RelayClient::close);
  }

  /** Notes everything that comes. */
  private final class Reader implements Flow.Subscriber<Delivery> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Delivery delivery) {
      ledger.arrived(delivery.message().text().text(), System.nanoTime());
    }

    @Override
    public void onError(Throwable reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public void onComplete() {}
  }
}

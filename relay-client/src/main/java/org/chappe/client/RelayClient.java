package org.chappe.client;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.chappe.client.journal.FileJournal;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.ClientStatistics;
import org.chappe.client.session.Credentials;
import org.chappe.client.session.Home;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.NodeDriver;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A client of the network, with a socket and, unless told otherwise, a thread of its own. All methods may be called from any thread.
 *
 * <pre>{@code
 * try (RelayClient client = RelayClient.connect(config).join()) {
 *   Outcome outcome = client.send(ClientId.parse("0987654321"), "meet at 5").join();
 *   client.listen();
 *   Delivery delivery = client.receive(Duration.ofSeconds(30));
 * }
 * }</pre>
 *
 * <p><b>Sending.</b> A message that is {@link Outcome.Accepted} is in the care of the relay and reaches its recipient
 * once. Lost datagrams are repeated and a relay's restart is survived without an end: a future stays open for as long as
 * the relay doesn't answer, so that whoever wants to wait no longer uses {@link CompletableFuture#orTimeout}; the message
 * may then still be sent. Messages to one recipient keep their order.
 *
 * <p><b>Receiving.</b> Mail goes to the one subscriber of {@link #messages}, or to {@link #receive}; it comes once,
 * and only as much as was asked for; the rest stays with the relay. With a {@link RelayClientConfig#journal} a message is
 * handed out when it is on disk, and the relay is told only then; what a client that was killed had not handed out, the
 * next one hands out first. What it handed out in its last moments may come again, with the same {@link
 * Delivery#number}. Without a journal the next client may get the last messages again, and can't tell.
 *
 * <p><b>Where.</b> A client that knows {@linkplain RelayClientConfig#others others} than its relay, or has {@linkplain
 * RelayClientConfig#learns learned} of them from its relay, goes to one of them when its relay is lost, and stays there; {@link #relay} tells where it is. What wasn't accepted is sent there under the same numbers.
 *
 * <p>Futures complete and subscribers are called on the client's event loop: they must not block there.
 */
public final class RelayClient implements AutoCloseable {

  private final RelayClientConfig config;
  private final Pending pending;
  private final MessageStream stream;
  private final MessageQueue queue = new MessageQueue();
  private final Rooms rooms = new Rooms(this, this::order);
  private final @Nullable FileJournal journal;
  private final NodeDriver driver;

  RelayClient(RelayClientConfig config, List<Home> homes, @Nullable FileJournal journal)
      throws BindFailure {
    this.config = config;
    this.pending = new Pending(config.credentials() != null, config.waitsForLogin());
    this.journal = journal;
    stream = new MessageStream(this::order);
    driver = NodeDriver.start(
        ClientSetup.driver(config, homes),
        local -> new ClientNode(ClientSetup.node(config), journal, new SecureRandom()),
        journal == null ? Committer.MEMORY : journal::commit,
        new ReportListener(stream, pending, rooms, config.observer()));
    var unused = driver.terminated().whenComplete((ended, bug) -> {
      if (bug != null) {
        end(bug);
      }
    });
    if (journal != null) {
      var unusedToo = journal.failed().thenAccept(this::onJournalFailed);
    }
  }

  /** On the journal's thread. Nothing is acknowledged any more. */
  private void onJournalFailed(JournalProblem problem) {
    end(new ClientFailure.NoJournal(problem));
    driver.close();
  }

  /**
   * Opens the journal and a socket, and shakes hands with the relay, or with another that is known when it doesn't answer within
   * a second. Reads the journal and looks hosts up on the calling thread, which may take a moment.
   *
   * @return completes when there is a session; exceptionally with {@link ClientFailure.Unreachable} when none came in
   *     time or the host is unknown, {@link ClientFailure.Rejected}, {@link ClientFailure.Denied} when it can't log in, {@link ClientFailure.NoSocket}, or {@link
   *     ClientFailure.NoJournal}. Once connected, the client finds its relay, or another that is known, by itself whenever it is lost
   */
  public static CompletableFuture<RelayClient> connect(RelayClientConfig config) {
    return Opening.connect(config);
  }

  /** Shakes hands with one of these relays. */
  CompletableFuture<RelayClient> attach(List<Home> homes) {
    order(new ClientOrder.Attach(homes, config.nearest(), config.learns()));
    return pending
        .attached()
        .copy()
        .completeOnTimeout(null, config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(report -> {
          if (report == null) {
            throw new ClientFailure.Unreachable(ClientSetup.nobodyAnswers(config, homes.size()));
          }
          return this;
        })
        .whenComplete((client, failure) -> {
          if (failure != null) {
            close();
          }
        });
  }

  public ClientId id() {
    return config.id();
  }

  /** The relay that the client is attached to, or was last. It changes when that one is lost and another one known. */
  public RelayNumber relay() {
    ClientReport.Attached last = pending.lastAttached();
    RelayNumber named = config.relay();
    RelayNumber at = last != null && last.relay() instanceof RelayNumber number ? number : named;
    if (at == null) {
      throw new IllegalStateException("the client isn't attached yet");
    }
    return at;
  }

  /** The round trip to the relay that the last handshake measured. */
  public Duration roundTrip() {
    ClientReport.Attached last = pending.lastAttached();
    return Duration.ofNanos((last == null ? pending.attached().join() : last).rttNanos());
  }

  /** Sends a text and waits until the relay has accepted it. */
  public CompletableFuture<Outcome> send(ClientId destination, String text) {
    return send(destination, text, SendOptions.DEFAULT);
  }

  /**
   * Sends a text. A long one goes in parts and is one text for the recipient. One for {@link ClientId#EVERYONE}, which are all who are attached but this client, must be
   * one part, and only its being accepted can be waited for.
   *
   * <p>Receipts come as mail. While any is awaited, the client asks the relay for mail, even if it doesn't {@link #listen}; a receipt
   * behind a message that no subscriber has asked for is seen only once that is asked for.
   *
   * @param text without control characters but tab and line end; at most 8 parts of 160 characters and 160 bytes of UTF-8
   *     each, which are cut between characters
   * @return completes with the stage asked for, or with {@link Outcome.Expired}, {@link Outcome.Failed}, {@link
   *     Outcome.Unknown} or {@link Outcome.Refused} when it can't be reached; a text that can't be sent, a full outbox and too many awaited receipts are refused at once. Exceptionally with {@link ClientFailure.Closed} when the client is closed
   *     first: then the message may have been sent or not. What ends badly only after the stage asked for is told to the {@link
   *     RelayClientConfig#observer} as {@link ClientReport.Undelivered}
   */
  public CompletableFuture<Outcome> send(ClientId destination, String text, SendOptions options) {
    Pending.Sending sending = pending.open(options);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      pending.finish(
          sending.token(),
          new Outcome.Refused(Refusal.PARSE, "text holds half of a surrogate pair"));
      return sending.outcome();
    }
    if (!driver.command(options.order(sending.token(), destination, Payload.of(text)))) {
      pending.finish(sending.token(), new Outcome.Refused(Refusal.BUSY, "too many orders at once"));
    }
    return sending.outcome();
  }

  /**
   * Incoming mail as a stream, for one subscriber in a client's life. Alone it brings nothing: {@link #listen} or {@link
   * #fetch} ask the relay for it. After a subscriber cancels, what it had requested and was on the way may still come.
   */
  public Flow.Publisher<Delivery> messages() {
    return stream;
  }

  /** Has mail pushed from now on as it comes, until the client is closed. */
  public void listen() {
    order(new ClientOrder.Listen(config.leaseSeconds()));
  }

  /**
   * Gets what waits at the relay now.
   *
   * @return completes with the number of messages once they were all handed to the subscriber, or when no more came for
   *     5 seconds; exceptionally with {@link ClientFailure.Closed}. A second call before that gives the same future
   */
  public CompletableFuture<Long> fetch() {
    return pending.fetch(() -> order(new ClientOrder.Fetch()));
  }

  /**
   * The next message, in the order of arrival. The first call subscribes to {@link #messages}, so that nobody else can.
   * No more messages are taken from the relay than calls wait for one; one that comes just too late for its call is kept
   * for the next, which may follow {@link #close}.
   *
   * @return null when none came in time, or the client is closed and no message is left
   * @throws IllegalStateException if {@link #messages} has another subscriber
   */
  public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
    queue.subscribeOnce(stream);
    return queue.poll(timeout);
  }

  /**
   * Asks the relay something. One question is asked after the other.
   *
   * @param rest what the word wants to know, as {@code docs/PROTOCOL.md} says; at most {@link Question#REST_BYTES_MAX} bytes
   * @return completes with the answer, or with {@link Reply.None} after 10 seconds: then what was asked for may have been done.
   *     Exceptionally with {@link ClientFailure.Closed}
   * @throws IllegalArgumentException if the rest is too long
   */
  public CompletableFuture<Reply> ask(QuestionWord word, String rest) {
    var unused = new Question(word, 0, rest);
    Pending.Asking asking = pending.ask();
    if (!driver.command(new ClientOrder.Ask(asking.id(), word, rest))) {
      pending.reply(asking.id(), new Reply.Denied(Denial.BUSY, "too many orders at once"));
    }
    return asking.reply();
  }

  /** Whom names stand for. */
  public Names names() {
    return new Names(this);
  }

  /** What waits for this client at its relay. */
  public Mailbox mailbox() {
    return new Mailbox(this);
  }

  /** What can be done with groups and queues. */
  public Rooms rooms() {
    return rooms;
  }

  /** What can be done about the account of this client's ID. */
  public Accounts accounts() {
    return new Accounts(this, this::order);
  }

  /** What can be done about the devices of this client's account. */
  public Devices devices() {
    return new Devices(this);
  }

  /** Which device of its ID's owner this client is; null for none. */
  public @Nullable Device device() {
    return config.device();
  }

  /** Proves to the relay, here and wherever the client goes, that the ID is its own. */
  CompletableFuture<ClientReport.LoggedIn> logIn(Credentials credentials) {
    return pending.login(() -> order(new ClientOrder.LogIn(credentials)));
  }

  /** What this client has seen so far; exceptionally with {@link ClientFailure.Closed}. */
  public CompletableFuture<ClientStatistics> statistics() {
    return pending.survey(() -> order(new ClientOrder.Survey()));
  }

  /**
   * Signs off: once all messages are on their way, every relay forgets where this client is; mail for it waits until
   * the ID appears again. Nothing can be sent after that; close the client then.
   *
   * @return completes when the relay has confirmed it; exceptionally with {@link ClientFailure.Closed}
   */
  public CompletableFuture<Void> terminate() {
    order(new ClientOrder.Terminate());
    return pending.terminated().copy();
  }

  /**
   * The end of this client, be it that the relay has turned it away: nothing can be done with it any more but to {@link #close} it, which hands out what was held back.
   *
   * @return the same each time, so that it may be asked often; completes with what unfinished futures fail with then: {@link ClientFailure.Closed} after {@link #terminate} or {@link #close}, {@link
   *     ClientFailure.Rejected} or {@link ClientFailure.Denied} where the relay doesn't want the client any more, or {@link ClientFailure.NoJournal}
   */
  public CompletableFuture<Throwable> ended() {
    return pending.ended();
  }

  /**
   * Leaves without telling anyone, and releases the socket, the journal and its own thread. Unfinished futures complete exceptionally with {@link
   * ClientFailure.Closed}. May be called repeatedly.
   */
  @Override
  public void close() {
    driver.command(new ClientOrder.Leave());
    driver.close();
    if (journal != null) {
      journal.close();
    }
    end(new ClientFailure.Closed("the client was closed"));
  }

  private void end(Throwable reason) {
    pending.fail(reason);
    stream.end();
  }

  /** An order that must not get lost; there are far fewer of them than fit. */
  private void order(ClientOrder order) {
    if (!driver.command(order) && !pending.isOver()) {
      throw new IllegalStateException("too many orders at once");
    }
  }
}

package org.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.ImpairmentSpec;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The embeddable client over real sockets, with a home in this process. */
@Timeout(60)
class RelayClientTest {

  private static final ClientId ANN = new ClientId(1_111_111_111L);
  private static final ClientId BEN = new ClientId(2_222_222_222L);
  private static final RelayNumber RELAY = new RelayNumber(3);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeHome home = new FakeHome(RELAY);
  private NodeDriver driver;

  RelayClientTest() throws BindFailure {
    driver = start(0);
  }

  private NodeDriver start(int port) throws BindFailure {
    return NodeDriver.start(
        DriverConfig.of("home", "127.0.0.1", port),
        local -> home,
        Committer.MEMORY,
        NodeListener.SILENT);
  }

  @BeforeEach
  void leaveOldMail() {
    home.leaveMail(Message.plain(BEN, ANN, Payload.of("old")).withId(new MessageId(5, 0)));
  }

  @AfterEach
  void closeHome() {
    driver.close();
  }

  private RelayClientConfig config(ClientId id) {
    return RelayClientConfig.of(id, RELAY, "127.0.0.1", driver.local().port());
  }

  private RelayClient connect(ClientId id) {
    return RelayClient.connect(config(id)).join();
  }

  @Test
  void shouldCarryTextsFromOneClientToAnother() throws InterruptedException {
    try (RelayClient ann = connect(ANN);
        RelayClient ben = connect(BEN)) {
      ben.listen();
      Outcome outcome = ann.send(BEN, "meet at 5 / bring rope").join();
      assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
      Message message = Objects.requireNonNull(ben.receive(LONG)).message();
      assertThat(message.text().text()).isEqualTo("meet at 5 / bring rope");
      assertThat(message.source()).isEqualTo(ANN);
      assertThat(ann.roundTrip()).isPositive();
    }
  }

  @Test
  void shouldFetchWhatWaitsAndNotMore() throws InterruptedException {
    try (RelayClient ann = connect(ANN)) {
      assertThat(ann.receive(Duration.ZERO)).isNull();
      assertThat(ann.fetch().join()).isEqualTo(1);
      Message old = Objects.requireNonNull(ann.receive(LONG)).message();
      assertThat(old.text().text()).isEqualTo("old");
      assertThat(ann.fetch().join()).isZero();
    }
  }

  @Test
  void shouldHandOutEachMessageOnceAndInOrderUnderLoss() {
    ImpairmentSpec spec = ImpairmentSpec.parse("loss=0.3,dup=0.1,reorder=0.1,seed=5");
    RelayClientConfig lossy = config(BEN).withImpairments(List.of(spec));
    Mail mail = new Mail(Long.MAX_VALUE);
    try (RelayClient ann = connect(ANN);
        RelayClient ben = RelayClient.connect(lossy.withConnectTimeout(LONG)).join()) {
      ben.messages().subscribe(mail);
      ben.listen();
      List<String> texts = IntStream.range(0, 300).mapToObj(n -> "text " + n).toList();
      List<CompletableFuture<Outcome>> outcomes =
          texts.stream().map(text -> ann.send(BEN, text)).toList();
      Awaitility.await().atMost(LONG).until(() -> mail.texts.size() >= texts.size());
      assertThat(mail.texts).containsExactlyElementsOf(texts);
      assertThat(outcomes)
          .allSatisfy(future -> assertThat(future.join()).isInstanceOf(Outcome.Accepted.class));
      assertThat(ben.statistics().join().messagesDelivered()).isEqualTo(300);
    }
    assertThat(mail.completed).isDone();
  }

  @Test
  void shouldLeaveWithTheRelayWhatTheSubscriberDoesNotAskFor() {
    Mail mail = new Mail(2);
    try (RelayClient ann = connect(ANN)) {
      ann.messages().subscribe(mail);
      ann.listen();
      IntStream.range(0, 5).forEach(n -> ann.send(ANN, "text " + n).join());
      Awaitility.await().atMost(LONG).until(() -> mail.texts.size() == 2);
      assertThat(ann.statistics().join().messagesDelivered()).isEqualTo(2);
    }
    try (RelayClient again = connect(ANN)) {
      Mail rest = new Mail(100);
      again.messages().subscribe(rest);
      assertThat(again.fetch().join()).isEqualTo(4);
      assertThat(rest.texts).containsExactly("text 1", "text 2", "text 3", "text 4");
    }
  }

  @Test
  void shouldRefuseASecondSubscriber() {
    try (RelayClient ann = connect(ANN)) {
      ann.messages().subscribe(new Mail(1));
      assertThatThrownBy(() -> ann.receive(Duration.ZERO))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("mail goes to one subscriber only");
    }
  }

  @Test
  void shouldTellWhyATextIsRefused() {
    try (RelayClient ann = connect(ANN)) {
      assertThat(ann.send(BEN, "x".repeat(1281)).join())
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.words()).startsWith("text is 1281 characters and"));
      assertThat(ann.send(BEN, "half \uD83D").join())
          .isEqualTo(new Outcome.Refused(Refusal.PARSE, "text holds half of a surrogate pair"));
    }
  }

  @Test
  void shouldCompleteWithTheStageAskedForAndTellTheProgress() {
    home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    Queue<Outcome> progress = new ConcurrentLinkedQueue<>();
    try (RelayClient ben = connect(BEN)) {
      Outcome delivered = ben.send(
              ANN, "hello", SendOptions.until(Stage.DELIVERED).withProgress(progress::add))
          .join();
      MessageId id = ((Outcome.Delivered) delivered).id();
      assertThat(progress)
          .containsExactly(
              new Outcome.Accepted(id), new Outcome.Stored(id), new Outcome.Delivered(id));
      assertThat(ben.send(ANN, "again", SendOptions.until(Stage.STORED)).join())
          .isEqualTo(new Outcome.Stored(new MessageId(id.epoch(), 1)));
    }
  }

  @Test
  void shouldCompleteWithTheBadEndOfAMessage() {
    try (RelayClient ben = connect(BEN)) {
      home.receipts.add(Receipt.EXPIRED);
      assertThat(ben.send(ANN, "late", SendOptions.until(Stage.STORED)).join())
          .isInstanceOf(Outcome.Expired.class);
      home.receipts.set(0, Receipt.FAILED);
      assertThat(ben.send(ANN, "lost", SendOptions.until(Stage.DELIVERED)).join())
          .isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void shouldTellTheObserverWhatIsNotDeliveredAfterAll() {
    Queue<ClientReport> reports = new ConcurrentLinkedQueue<>();
    home.receipts.addAll(List.of(Receipt.STORED, Receipt.FAILED));
    try (RelayClient ben =
        RelayClient.connect(config(BEN).withObserver(reports::add)).join()) {
      assertThat(ben.send(ANN, "x", SendOptions.until(Stage.STORED)).join())
          .isInstanceOf(Outcome.Stored.class);
      Awaitility.await()
          .atMost(LONG)
          .until(() -> reports.stream().anyMatch(ClientReport.Undelivered.class::isInstance));
    }
  }

  @Test
  void shouldCarryALongTextAsOneMessage() throws InterruptedException {
    String text = "\u20ac uro ".repeat(155);
    home.receipts.add(Receipt.DELIVERED);
    try (RelayClient ann = connect(ANN);
        RelayClient ben = connect(BEN)) {
      ann.listen();
      assertThat(ben.send(ANN, text, SendOptions.until(Stage.DELIVERED)).join())
          .isInstanceOf(Outcome.Delivered.class);
      assertThat(Objects.requireNonNull(ann.receive(LONG)).message().text().text())
          .isEqualTo("old");
      Message message = Objects.requireNonNull(ann.receive(LONG)).message();
      assertThat(message.text().text()).isEqualTo(text);
      assertThat(home.taken).hasSize(8);
      assertThat(ann.receive(Duration.ZERO)).isNull();
    }
  }

  @Test
  void shouldFindItsRelayAgainAfterARestart() throws BindFailure {
    try (RelayClient ann = connect(ANN)) {
      int port = driver.local().port();
      driver.close();
      CompletableFuture<Outcome> outcome = ann.send(BEN, "across the restart");
      home.restart();
      driver = start(port);
      assertThat(outcome.join()).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void shouldFailWhenNobodyAnswers() {
    driver.close();
    RelayClientConfig config = config(ANN).withConnectTimeout(Duration.ofMillis(300));
    assertThatThrownBy(() -> RelayClient.connect(config).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ClientFailure.Unreachable.class)
        .hasRootCauseMessage("relay 3 at 127.0.0.1:" + config.port() + " doesn't answer");
  }

  @Test
  void shouldFailWhenTheRelayDoesNotWantIt() {
    home.handshakeRefusal = new FakeHome.Reason(Refusal.TAKEN, "the ID belongs to another");
    assertThatThrownBy(() -> connect(ANN))
        .hasCauseInstanceOf(ClientFailure.Rejected.class)
        .hasRootCauseMessage("the ID belongs to another");
  }

  @Test
  void shouldKeepNothingForEachTimeItIsAskedWhetherItHasEnded() {
    try (RelayClient ann = connect(ANN)) {
      assertThat(ann.ended()).isSameAs(ann.ended());
      assertThat(ann.ended().getNumberOfDependents()).isZero();
    }
  }

  @Test
  void shouldSayWhyItHasComeToAnEnd() {
    try (RelayClient ann = connect(ANN)) {
      assertThat(ann.ended()).isNotDone();
      home.refusedTexts.put("", new FakeHome.Reason(Refusal.TAKEN, "the ID belongs to another"));
      ann.listen();
      assertThat(ann.ended().orTimeout(20, TimeUnit.SECONDS).join())
          .isInstanceOf(ClientFailure.Rejected.class)
          .hasMessage("the ID belongs to another");
    }
  }

  @Test
  void shouldFailWhatIsUnfinishedOnCloseAndCloseTwiceWithoutHarm() {
    home.refusedTexts.put("stuck", new FakeHome.Reason(Refusal.BUSY, "later"));
    RelayClient ann = connect(ANN);
    CompletableFuture<Outcome> stuck = ann.send(BEN, "stuck");
    ann.close();
    ann.close();
    assertThatThrownBy(stuck::join).hasCauseInstanceOf(ClientFailure.Closed.class);
    assertThatThrownBy(() -> ann.send(BEN, "late").join())
        .hasCauseInstanceOf(ClientFailure.Closed.class);
    assertThatThrownBy(() -> ann.fetch().join()).hasCauseInstanceOf(ClientFailure.Closed.class);
  }

  @Test
  void shouldSignOff() {
    try (RelayClient ann = connect(ANN)) {
      ann.terminate().join();
      assertThat(home.terminated).containsExactly(ANN);
      assertThatThrownBy(() -> ann.send(BEN, "late").join())
          .hasCauseInstanceOf(ClientFailure.Closed.class);
    }
  }

  /** A subscriber that asks once for so many messages. */
  private static final class Mail implements Flow.Subscriber<Delivery> {
    final Queue<String> texts = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final long demand;

    Mail(long demand) {
      this.demand = demand;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(demand);
    }

    @Override
    public void onNext(Delivery delivery) {
      texts.add(delivery.message().text().text());
    }

    @Override
    public void onError(Throwable reason) {
      completed.completeExceptionally(reason);
    }

    @Override
    public void onComplete() {
      completed.complete(null);
    }
  }
}

package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same nodes on real UDP sockets. */
class RealSocketsTest {

  private static final ClientId FIRST = ClientId.parse("1234567890");

  private static final ClientId LAST = ClientId.parse("0987654321");

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final class Heard implements NodeListener {
    final Queue<String> texts = new ConcurrentLinkedQueue<>();
    final Queue<Effects.Report> reports = new ConcurrentLinkedQueue<>();

    @Override
    public void delivered(Delivery delivery) {
      Message message = delivery.message();
      texts.add(message.source() + ": " + message.text());
    }

    @Override
    public void reported(Effects.Report report) {
      reports.add(report);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCarryALetterFromOneToFiveAndBack(boolean nativeTransport) throws Exception {
    Heard atFirst = new Heard();
    Heard atLast = new Heard();
    try (RealLine line = RealLine.start(5, nativeTransport)) {
      NodeDriver first = line.addClient(FIRST, 1, atFirst);
      NodeDriver last = line.addClient(LAST, 5, atLast);
      first.command(new ClientOrder.Send(7, LAST, Payload.of("meet at 5 / bring rope")));
      await().atMost(LIMIT).until(() -> !atLast.texts.isEmpty());
      last.command(new ClientOrder.Send(8, FIRST, Payload.of("coming")));
      await().atMost(LIMIT).until(() -> !atFirst.texts.isEmpty());
      await().atMost(LIMIT).until(() -> accepted(atFirst) && accepted(atLast));
      assertThat(line.drivers()).noneMatch(driver -> driver.terminated().isDone());
    }
    assertThat(atLast.texts).containsExactly(FIRST + ": meet at 5 / bring rope");
    assertThat(atFirst.texts).containsExactly(LAST + ": coming");
  }

  @Test
  void shouldServeProgramsAtBothEnds() throws Exception {
    try (RealLine line = RealLine.start(5, true);
        RelayClient first = connect(line, FIRST, 1);
        RelayClient last = connect(line, LAST, 5)) {
      last.listen();
      assertThat(outcome(first.send(LAST, "there"))).isInstanceOf(Outcome.Accepted.class);
      assertThat(received(last)).isEqualTo(FIRST + ": there");
      assertThat(outcome(last.send(FIRST, "and back"))).isInstanceOf(Outcome.Accepted.class);
      first.listen();
      assertThat(received(first)).isEqualTo(LAST + ": and back");
      Outcome tooLong = outcome(first.send(LAST, "x".repeat(1281)));
      assertThat(tooLong)
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refusal.SIZE));
    }
  }

  @Test
  void shouldKeepMailForAProgramThatSignedOffUntilItReturnsElsewhere() throws Exception {
    try (RealLine line = RealLine.start(5, true);
        RelayClient first = connect(line, FIRST, 1)) {
      try (RelayClient last = connect(line, LAST, 5)) {
        last.listen();
        assertThat(outcome(first.send(LAST, "zero"))).isInstanceOf(Outcome.Accepted.class);
        // so that every relay has heard of its first home before it signs off
        assertThat(received(last)).isEqualTo(FIRST + ": zero");
        last.terminate().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(outcome(first.send(LAST, "one"))).isInstanceOf(Outcome.Accepted.class);
      assertThat(outcome(first.send(LAST, "two"))).isInstanceOf(Outcome.Accepted.class);
      try (RelayClient back = connect(line, LAST, 4)) {
        back.listen();
        assertThat(received(back)).isEqualTo(FIRST + ": one");
        assertThat(received(back)).isEqualTo(FIRST + ": two");
      }
    }
  }

  private static RelayClient connect(RealLine line, ClientId id, int home) throws Exception {
    return RelayClient.connect(line.clientConfig(id, home))
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Outcome outcome(CompletableFuture<Outcome> future) throws Exception {
    return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static String received(RelayClient client) throws InterruptedException {
    Delivery delivery = client.receive(LIMIT);
    return delivery == null
        ? "nothing"
        : delivery.message().source() + ": " + delivery.message().text();
  }

  private static boolean accepted(Heard heard) {
    return heard.reports.stream().anyMatch(ClientReport.Accepted.class::isInstance);
  }
}

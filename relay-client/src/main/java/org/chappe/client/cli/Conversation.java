package org.chappe.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.node.Delivery;

/** A client that sends numbered texts to its peers in turn, listens all the time, and logs it. */
final class Conversation implements Flow.Subscriber<Delivery> {

  /** Texts unaccepted at most; while the home is away no more are sent. */
  static final int UNACCEPTED_MAX = 256;

  private static final double NANOS_PER_SECOND = 1e9;

  private final ClientId id;
  private final List<ClientId> peers;
  private final ConverseLog log;
  private final Semaphore permits = new Semaphore(UNACCEPTED_MAX);

  /** @param peers at least one */
  Conversation(ClientId id, List<ClientId> peers, ConverseLog log) {
    this.id = id;
    this.peers = List.copyOf(peers);
    this.log = log;
  }

  /**
   * Sends until a file is there, and listens until it is stopped.
   *
   * @param rate texts a second; what falls behind while the home is away is not made up for
   * @return whether it was stopped; false when the client came to an end by itself
   */
  boolean run(RelayClient client, double rate, Path untilFile, CountDownLatch stopped)
      throws InterruptedException {
    client.messages().subscribe(this);
    client.listen();
    long periodNanos = Math.max(1, Math.round(NANOS_PER_SECOND / rate));
    long dueNanos = System.nanoTime();
    while (!stopped.await(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      if (client.ended().isDone()) {
        return false;
      }
      if (!Files.exists(untilFile) && permits.tryAcquire()) {
        send(client);
      }
      dueNanos = Math.max(dueNanos + periodNanos, System.nanoTime());
    }
    return true;
  }

  private void send(RelayClient client) {
    ClientId destination = peers.get((int) (log.nextK() % peers.size()));
    long k = log.reserve(destination);
    Progress progress = new Progress(destination, k);
    var unused = client
        .send(
            destination,
            new NumberedText(id, k).toString(),
            SendOptions.until(Stage.DELIVERED).withProgress(progress::on))
        .whenComplete((outcome, closed) -> progress.free());
  }

  /** Logs the bad end of a text whose progress nobody follows any more. */
  static void observe(ClientReport report, ConverseLog log) {
    if (report instanceof ClientReport.Undelivered it) {
      ConverseEvent.End end =
          it.reason() == Receipt.EXPIRED ? ConverseEvent.End.EXPIRED : ConverseEvent.End.FAILED;
      log.append(new ConverseEvent.Undelivered(end, it.destination(), it.id().toString()));
    }
  }

  /** How far one text has come. On one thread at a time. */
  private final class Progress {
    private final ClientId destination;
    private final long k;
    private boolean isAccepted;
    private boolean isFree;

    Progress(ClientId destination, long k) {
      this.destination = destination;
      this.k = k;
    }

    void on(Outcome outcome) {
      if (outcome instanceof Outcome.Accepted it) {
        accepted(it.id());
      } else if (outcome instanceof Outcome.Stored it) {
        accepted(it.id());
      } else if (outcome instanceof Outcome.Delivered it) {
        accepted(it.id());
      } else if (outcome instanceof Outcome.Expired it) {
        ended(ConverseEvent.End.EXPIRED, it.id());
      } else if (outcome instanceof Outcome.Failed it) {
        ended(ConverseEvent.End.FAILED, it.id());
      } else if (outcome instanceof Outcome.Unknown it) {
        accepted(it.id());
      } else {
        log.append(new ConverseEvent.Refused(destination, k));
        free();
      }
    }

    /** The recipient's receipt may be here before the relay's answer. */
    private void accepted(MessageId messageId) {
      if (!isAccepted) {
        isAccepted = true;
        log.append(new ConverseEvent.Accepted(destination, messageId.toString(), k));
        free();
      }
    }

    private void ended(ConverseEvent.End end, MessageId messageId) {
      accepted(messageId);
      log.append(new ConverseEvent.Undelivered(end, destination, messageId.toString()));
    }

    /** Makes room for another text, once. */
    void free() {
      if (!isFree) {
        isFree = true;
        permits.release();
      }
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  /** Logs a numbered text of its own source; whatever else comes is found in the journal. */
  @Override
  public void onNext(Delivery delivery) {
    Message message = delivery.message();
    NumberedText text = NumberedText.parse(message.text().text());
    if (text != null && text.source().equals(message.source())) {
      log.append(new ConverseEvent.Shown(text.source(), text.k(), delivery.isLate()));
    }
  }

  @Override
  public void onError(Throwable reason) {
    throw new IllegalStateException(reason);
  }

  @Override
  public void onComplete() {}
}

package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.chappe.link.Link;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Question;
import org.chappe.node.RelayList;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the home hands out, in order and as far as the program allows.
 *
 * <pre>{@code
 *  in the link's window -> taken -> durable, so settled -> ready -> shown
 *                                                  \-> held back -/
 * }</pre>
 *
 * <p>A message is settled in the link only once the journal has it, and shown only after that, in its sender's order. What
 * comes again is settled once the batch that knows of it is durable. What isn't allowed yet stays in the link's window,
 * so that the home keeps it.
 */
final class Deliveries {

  /** Who hears what the home tells of other things than mail. */
  interface Told {
    void hear(long nowNanos, Payload payload, Effects effects);
  }

  /** A frame that was taken, and what is new in it. */
  private record Taken(Link link, Frame frame, @Nullable Arrival arrival) {}

  private final ClientId recipient;
  private final Journal journal;
  private final MailRequests mail;
  private final Receipts receipts;
  private final Told told;
  private final Inbox inbox;
  private final Received received;
  private final HoldBack holdBack = new HoldBack(this::ready);
  private final LongTexts longTexts = new LongTexts(this::dropped);
  private final OwnTexts ownTexts;
  private final Queue<Taken> durable = new ArrayDeque<>();
  private final Queue<Ready> ready = new ArrayDeque<>();
  private final RoomAnswers answers;
  private final List<Long> droppedNumbers = new ArrayList<>();
  private long creditMessages;
  private int committing;
  private long delivered;

  /**
   * Reads what is in the journal.
   *
   * @param bornMillis when the journal began, in milliseconds since 1970
   * @param told hears what the home tells of other things than mail
   */
  Deliveries(
      ClientConfig config,
      Journal journal,
      long bornMillis,
      MailRequests mail,
      Receipts receipts,
      SentHistory sent,
      Told told) {
    this.recipient = config.id();
    this.creditMessages = config.creditMessages();
    this.journal = journal;
    this.mail = mail;
    this.receipts = receipts;
    this.told = told;
    this.inbox = new Inbox(journal, bornMillis);
    this.received = new Received(journal);
    this.ownTexts = new OwnTexts(config, inbox, sent);
    this.answers = new RoomAnswers(journal.isKept(), mail);
  }

  /** Allows that many messages more. */
  void allow(long messages) {
    creditMessages += Math.min(messages, ClientConfig.UNLIMITED - creditMessages);
  }

  /** Allows nothing any more but what is on its way to the program: the home may be told already that it came. */
  void hold() {
    creditMessages = Math.min(creditMessages, ready.size() + committing);
  }

  /** The client goes: what is held back and in no journal is shown now or never. */
  void leave(long nowNanos, Effects effects) {
    if (!journal.isKept()) {
      holdBack.giveUpAll();
    }
    proceed(nowNanos, effects);
  }

  /** Whether the program allows no message more than are on their way to it. What is held back doesn't count. */
  boolean isHeldUp() {
    return creditMessages <= ready.size() + committing;
  }

  // ---- after a restart ----

  /** Brings back what the journal holds and nobody was shown; to be called once, first of all. */
  void begin(long nowNanos) {
    inbox.unshown(received.unshown()).forEach(arrival -> holdBack.arrived(nowNanos, arrival));
  }

  // ---- from the home ----

  /**
   * Takes frames as far as they stand in line and the program allows.
   *
   * @param millis the wall clock's time
   */
  void takeInOrder(long millis, Link link) {
    Frame next = link.peek();
    while (next != null && !(isHeldUp() && isMessage(next) && !answers.mayTakeAhead())) {
      link.take();
      take(millis, link, next);
      next = link.peek();
    }
  }

  private static boolean isMessage(Frame frame) {
    return frame instanceof Frame.Send send
        && OwnTexts.isMail(send.message())
        && !RoomAnswers.isOne(send.message());
  }

  private void take(long millis, Link link, Frame frame) {
    Arrival arrival = null;
    if (frame instanceof Frame.Send send && isForClient(send)) {
      Message message = ownTexts.read(send.message());
      arrival = inbox.isNew(message) ? taken(millis, message) : null;
    }
    Taken taken = new Taken(link, frame, arrival);
    journal.afterwards(() -> durable.add(taken));
  }

  private boolean isForClient(Frame.Send send) {
    return send.destination().equals(recipient) && !send.message().receipt().isForRelays();
  }

  private @Nullable Arrival taken(long millis, Message message) {
    if (OwnTexts.isMail(message)) {
      return takenMessage(millis, message);
    }
    if (inbox.isOutweighed(message)) {
      receipts.onOutweighed();
      return null;
    }
    return takenReceipt(millis, message);
  }

  private Arrival takenReceipt(long millis, Message receipt) {
    if (!receipts.onTaken(receipt)) {
      ownTexts.onReceipt(receipt);
    }
    return new Arrival(Delivery.UNKEPT, millis, receipt, null);
  }

  private Arrival takenMessage(long millis, Message message) {
    if (RoomAnswers.isOne(message)) {
      return new Arrival(Delivery.UNKEPT, millis, message, inbox.trackOf(message));
    }
    committing++;
    long number = received.add(message, millis);
    return new Arrival(number, millis, message, inbox.trackOf(message));
  }

  // ---- the journal ----

  /** When there is something to write down, or to give up waiting for. */
  long nextDeadline() {
    return Math.min(received.nextDeadline(), holdBack.nextDeadline());
  }

  /** Completes the batch that is gathered. */
  void save(long nowNanos) {
    inbox.save();
    if (journal.isDue() || received.nextDeadline() <= nowNanos) {
      received.save();
    }
  }

  /** Writes down at once what was shown. */
  void saveAll() {
    inbox.save();
    received.save();
  }

  // ---- to the program ----

  /** Settles what has become durable, and shows what is to be shown. */
  void proceed(long nowNanos, Effects effects) {
    for (Taken taken = durable.poll(); taken != null; taken = durable.poll()) {
      taken.link.settle(taken.frame.stamp().number());
      onDurable(nowNanos, taken, effects);
    }
    holdBack.onDeadline(nowNanos);
    answers.tell(effects);
    showReady(nowNanos, effects);
    mail.endFetchIfComplete(ready.isEmpty() && holdBack.held() == 0, effects);
  }

  private void onDurable(long nowNanos, Taken taken, Effects effects) {
    Arrival arrival = taken.arrival;
    if (taken.frame instanceof Frame.Get get && isTold(get.payload())) {
      told.hear(nowNanos, get.payload(), effects);
    } else if (taken.frame instanceof Frame.Get get) {
      mail.onAnswer(nowNanos, get.payload(), effects);
    } else if (taken.frame instanceof Frame.Send) {
      mail.onMail(nowNanos);
    }
    if (arrival != null && !OwnTexts.isMail(arrival.message())) {
      receipts.onDurable(effects);
    } else if (arrival != null) {
      committing -= RoomAnswers.isOne(arrival.message()) ? 0 : 1;
      holdBack.arrived(nowNanos, arrival);
    }
  }

  private static boolean isTold(Payload payload) {
    return RelayList.isMeant(payload) || Question.isMeant(payload);
  }

  /** A part of a long text isn't shown before the others are there. */
  private void ready(Arrival arrival, boolean isLate) {
    if (RoomAnswers.isOne(arrival.message())) {
      answers.add(arrival.message());
      return;
    }
    LongTexts.Whole whole = longTexts.add(arrival);
    if (whole != null) {
      ownTexts.complete(arrival.millis(), whole);
      Ready text = new Ready(whole.text(), isLate, whole.numbers());
      if (!answers.takes(text)) {
        ready.add(text);
      }
    }
  }

  /** A part of a text that never became whole needn't be kept. */
  private void dropped(long number) {
    droppedNumbers.add(number);
  }

  private void showReady(long nowNanos, Effects effects) {
    droppedNumbers.forEach(number -> received.shown(nowNanos, number));
    droppedNumbers.clear();
    while (creditMessages > 0 && !ready.isEmpty()) {
      Ready next = ready.remove();
      if (creditMessages != ClientConfig.UNLIMITED) {
        creditMessages--;
      }
      delivered++;
      mail.onShown();
      next.numbers().forEach(number -> received.shown(nowNanos, number));
      effects.deliver(new Delivery(next.numbers().get(0), next.text(), next.isLate()));
    }
  }

  long delivered() {
    return delivered;
  }

  /** The program waits for what rooms answer, and for items of some queues, or doesn't any more. */
  void awaitAnswers(ClientOrder.AwaitAnswers order) {
    answers.await(order);
    ready.removeIf(answers::takes);
  }

  /** An item that was told has found somebody, or not. */
  void claim(long nowNanos, ClientOrder.Claim claim) {
    Delivery item = claim.item();
    if (claim.isTaken()) {
      received.shown(nowNanos, item.number());
    } else {
      ready.add(new Ready(item.message(), item.isLate(), List.of(item.number())));
    }
  }

  Inbox inbox() {
    return inbox;
  }

  HoldBack holdBack() {
    return holdBack;
  }

  LongTexts longTexts() {
    return longTexts;
  }

  Received received() {
    return received;
  }
}

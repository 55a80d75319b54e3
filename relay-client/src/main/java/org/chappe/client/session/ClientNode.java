package org.chappe.client.session;

import java.util.random.RandomGenerator;
import org.chappe.link.Link;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Presence;
import org.chappe.node.RelayList;
import org.chappe.node.StoreKey;
import org.chappe.node.Verdict;
import org.chappe.store.Store;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * A client: one ID, what it is to send, and what it is sent.
 *
 * <p>{@link Attachment} has the session with the home, and finds another home when it is lost.
 *
 * <p>What the home hands out goes into the journal, is then acknowledged, and then shown, in the order in which its sender
 * numbered it ({@link HoldBack}). What was in the journal and not shown when the client ended is shown first. Receipts among it are never
 * shown: they become reports.
 */
public final class ClientNode implements Node {

  private static final long AT_ONCE = 0;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ClientConfig config;
  private final MailRequests mail = new MailRequests();
  private final Departures departures;
  private final Inquiries inquiries;
  private final Journal journal;
  private final Deliveries deliveries;
  private final Attachment attachment;
  private boolean begun;
  private long beganNanos;

  /**
   * @param store the client's journal, read here and written through {@link Effects#commit}; null to keep nothing
   * @param random for nonces
   */
  public ClientNode(ClientConfig config, @Nullable Store store, RandomGenerator random) {
    this(config, store, random, Session.FRAMES_MAX);
  }

  ClientNode(
      ClientConfig config, @Nullable Store store, RandomGenerator random, long sessionFramesMax) {
    this.config = config;
    this.journal = new Journal(store);
    this.inquiries = new Inquiries(new Login(config, random), new Questions(random));
    Numbering numbering = new Numbering(Epochs.of(config), config.epoch(), journal);
    SentHistory sent = new SentHistory(journal);
    this.departures = new Departures(
        new Outbox(config.id(), numbering),
        mail,
        store == null ? OutboxRecords.NONE : new JournaledOutbox(journal),
        sent);
    departures.advance(config.epoch());
    journal.each(JournalSpaces.OUTBOX, (key, value) -> departures.resume(key.minor(), value));
    journal.each(JournalSpaces.ENDS, (key, value) -> departures.resumeEnd(key.minor(), value));
    this.deliveries = new Deliveries(config, journal, born(), mail, departures, sent, this::told);
    this.attachment =
        new Attachment(config, sessionFramesMax, journal, random, mail, departures, inquiries);
  }

  /** The home has told of something else than mail. */
  private void told(long nowNanos, Payload what, Effects effects) {
    if (RelayList.isMeant(what)) {
      attachment.onRelays(what);
    } else if (Presence.isMeant(what)) {
      Presence read = Presence.read(what);
      Presence others = read == null ? null : read.without(config.person());
      if (others != null) {
        effects.report(new ClientReport.Watched(others));
      }
    } else {
      attachment.onAnswer(nowNanos, what, effects);
    }
  }

  /** When the journal began: now, if it says nothing. */
  private long born() {
    StoreKey key = new StoreKey(JournalSpaces.STATE, 0, JournalSpaces.BORN);
    Payload born = journal.get(key);
    if (born != null) {
      return Long.parseLong(born.text(), Character.MAX_RADIX);
    }
    journal.put(key, Payload.of(Long.toString(config.epoch(), Character.MAX_RADIX)));
    return config.epoch();
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (!begun) {
      begin(nowNanos, effects);
    }
    departures.advance(millis(nowNanos));
    Verdict verdict;
    if (input instanceof Input.FrameArrived arrived) {
      verdict = onDatagram(nowNanos, arrived, effects);
    } else if (input instanceof Input.Command command) {
      verdict = onOrder(nowNanos, (ClientOrder) command.order(), effects);
    } else if (input instanceof Input.DeadlineReached) {
      verdict = onDeadline(nowNanos, effects);
    } else {
      journal.committed(((Input.Committed) input).batch());
      proceed(nowNanos, effects);
      verdict = Verdict.COMMITTED;
    }
    attachment.fill(nowNanos);
    return verdict;
  }

  /** What the journal brings back is shown, or held back, as if it had just come. */
  private void begin(long nowNanos, Effects effects) {
    begun = true;
    beganNanos = nowNanos;
    departures.begin(effects);
    deliveries.begin(nowNanos);
    deliveries.proceed(nowNanos, effects);
  }

  /** A wall clock that was read once, when the client was made, and can't jump. */
  private long millis(long nowNanos) {
    return config.epoch() + (nowNanos - beganNanos) / NANOS_PER_MILLI;
  }

  @Override
  public long nextDeadline() {
    if (journal.isDue()) {
      return AT_ONCE;
    }
    long earliest =
        Math.min(attachment.nextDeadline(deliveries.isHeldUp()), deliveries.nextDeadline());
    earliest = Math.min(earliest, inquiries.questionDeadline());
    long giveUpMillis = departures.nextDeadlineMillis();
    return giveUpMillis == NEVER ? earliest : Math.min(earliest, nanos(giveUpMillis));
  }

  /** When the clock that {@link #millis} reads comes to a time. */
  private long nanos(long millis) {
    return begun ? beganNanos + (millis - config.epoch()) * NANOS_PER_MILLI : AT_ONCE;
  }

  // ---- orders ----

  private Verdict onOrder(long nowNanos, ClientOrder order, Effects effects) {
    if (order instanceof ClientOrder.Send send) {
      departures.send(send, effects);
    } else if (order instanceof ClientOrder.Credit credit) {
      onCredit(nowNanos, credit, effects);
    } else if (order instanceof ClientOrder.Hold) {
      deliveries.hold();
    } else if (order instanceof ClientOrder.Attach attach) {
      attachment.attach(nowNanos, attach);
    } else if (order instanceof ClientOrder.Listen listen) {
      mail.listen(nowNanos, listen.leaseSeconds());
    } else if (order instanceof ClientOrder.Fetch) {
      mail.fetch();
    } else if (order instanceof ClientOrder.Terminate) {
      departures.terminate();
    } else if (order instanceof ClientOrder.Leave) {
      leave(nowNanos, effects);
    } else if (order instanceof ClientOrder.Ask ask) {
      inquiries.ask(nowNanos, ask, effects);
    } else if (order instanceof ClientOrder.LogIn logIn) {
      inquiries.use(logIn.credentials());
    } else if (order instanceof ClientOrder.ForgetLogin) {
      inquiries.forgetLogin();
    } else if (order instanceof ClientOrder.Enter) {
      inquiries.use(null);
    } else if (order instanceof ClientOrder.AwaitAnswers await) {
      deliveries.awaitAnswers(await);
    } else if (order instanceof ClientOrder.Claim claim) {
      deliveries.claim(nowNanos, claim);
      proceed(nowNanos, effects);
    } else if (order instanceof ClientOrder.Survey) {
      effects.report(new ClientReport.Surveyed(statistics()));
    }
    return Verdict.COMMANDED;
  }

  private void onCredit(long nowNanos, ClientOrder.Credit credit, Effects effects) {
    deliveries.allow(credit.messages());
    proceed(nowNanos, effects);
  }

  /** Shows what may be shown, which may make room for more. */
  private void proceed(long nowNanos, Effects effects) {
    deliveries.proceed(nowNanos, effects);
    takeInOrder(nowNanos, effects);
  }

  private void takeInOrder(long nowNanos, Effects effects) {
    Link link = attachment.link();
    if (link != null) {
      deliveries.takeInOrder(millis(nowNanos), link);
      if (deliveries.isHeldUp()) {
        hearAnswersBehind(nowNanos, link, effects);
      }
    }
  }

  /** A program may want to know something before it takes the mail that came before the answer. */
  private void hearAnswersBehind(long nowNanos, Link link, Effects effects) {
    Frame answer = link.firstBehind(frame -> inquiries.awaits(frame.payload()));
    while (answer != null) {
      attachment.onAnswer(nowNanos, answer.payload(), effects);
      answer = link.firstBehind(frame -> inquiries.awaits(frame.payload()));
    }
  }

  private Verdict onDatagram(long nowNanos, Input.FrameArrived arrived, Effects effects) {
    if (arrived.decoded() instanceof Malformed) {
      return Verdict.MALFORMED;
    }
    Frame frame = (Frame) arrived.decoded();
    Verdict verdict = attachment.onFrame(nowNanos, arrived.from(), frame, effects);
    takeInOrder(nowNanos, effects);
    return verdict;
  }

  private Verdict onDeadline(long nowNanos, Effects effects) {
    deliveries.save(nowNanos);
    departures.giveUpWaiting(effects);
    inquiries.onDeadline(nowNanos, effects);
    journal.flush(effects);
    attachment.checkMail(nowNanos, deliveries.isHeldUp());
    proceed(nowNanos, effects);
    attachment.pump(nowNanos, effects);
    return Verdict.DEADLINE;
  }

  /**
   * Writes down what was shown, and acknowledges for the last time, so that the home doesn't keep what is in the journal.
   */
  private void leave(long nowNanos, Effects effects) {
    deliveries.saveAll();
    journal.flush(effects);
    deliveries.leave(nowNanos, effects);
    attachment.leave(nowNanos, effects);
  }

  private ClientStatistics statistics() {
    return attachment
        .tally()
        .statistics(attachment.statistics(), attachment.handshakes(), deliveries, departures);
  }
}

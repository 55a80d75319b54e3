package org.chappe.client.session;

import java.util.random.RandomGenerator;
import org.chappe.link.Initiator.Progress;
import org.chappe.link.Link;
import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.node.Verdict;
import org.chappe.store.Store;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A client: one ID, at most one home at a time, and its way to it.
 *
 * <pre>
 *  state     event                                          next state
 *  DETACHED  order Attach                                   SHAKING
 *  SHAKING   session established                            ATTACHED
 *            refused for now (busy, full, quota, minority)  SHAKING, again in a second
 *            refused for good (any other reason)            DETACHED, all sends refused
 *  ATTACHED  the home knows no such session, or is silent   SHAKING
 *            a message is refused for good                  SHAKING, without that message
 *            numbers run out                                SHAKING
 *            the client is refused (auth, taken, moved)     DETACHED, all sends refused
 *            terminate acknowledged                         DETACHED
 *  any       order Leave                                    DETACHED
 *            order Attach                                   SHAKING
 * </pre>
 *
 * <p>Two handshakes begin at least a tenth of a second apart. What was not acknowledged goes into the next session in its
 * old order and with its old message numbers, so that the home knows again what it has taken.
 *
 * <p>What the home hands out goes into the journal, is then acknowledged, and then shown, in the order in which its sender
 * numbered it ({@link HoldBack}). What was in the journal and not shown when the client ended is shown first. Receipts among it are never
 * shown: they become reports.
 */
public final class ClientNode implements Node {

  private enum State {
    DETACHED,
    SHAKING,
    ATTACHED
  }

  private static final long AT_ONCE = 0;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ClientConfig config;
  private final long sessionFramesMax;
  private final Patience patience = new Patience();
  private final Handshakes handshakes;
  private final MailRequests mail = new MailRequests();
  private final Departures departures;
  private final Journal journal;
  private final Deliveries deliveries;
  private final Tally tally = new Tally();

  private State state = State.DETACHED;
  private ClientOrder.@Nullable Attach home;
  private @Nullable Session session;
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
    this.sessionFramesMax = sessionFramesMax;
    this.handshakes = new Handshakes(config.id(), random);
    this.journal = new Journal(store);
    Numbering numbering = new Numbering(config.epoch(), journal);
    this.departures = new Departures(
        new Outbox(config.id(), numbering),
        mail,
        store == null ? OutboxRecords.NONE : new JournaledOutbox(journal));
    journal.each(JournalSpaces.OUTBOX, (key, value) -> departures.resume(key.minor(), value));
    journal.each(JournalSpaces.ENDS, (key, value) -> departures.resumeEnd(key.minor(), value));
    this.deliveries = new Deliveries(config, journal, born(), mail, departures);
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
    Verdict verdict;
    if (input instanceof Input.FrameArrived arrived) {
      verdict = onDatagram(nowNanos, arrived.from(), arrived.decoded(), effects);
    } else if (input instanceof Input.Command command) {
      verdict = onOrder(nowNanos, (ClientOrder) command.order(), effects);
    } else if (input instanceof Input.DeadlineReached) {
      verdict = onDeadline(nowNanos, effects);
    } else {
      journal.committed(((Input.Committed) input).batch());
      proceed(nowNanos, effects);
      verdict = Verdict.COMMITTED;
    }
    fillSession(nowNanos);
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
    return journal.isDue() ? AT_ONCE : Math.min(sessionDeadline(), deliveries.nextDeadline());
  }

  private long sessionDeadline() {
    return switch (state) {
      case DETACHED -> NEVER;
      case SHAKING -> handshakes.nextDeadline();
      case ATTACHED -> session == null ? NEVER : attachedDeadline(session);
    };
  }

  private long attachedDeadline(Session current) {
    return Math.min(current.nextDeadline(), mail.nextDeadline(current.hasRoom()));
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
      home = attach;
      reopen(nowNanos);
    } else if (order instanceof ClientOrder.Listen listen) {
      mail.listen(nowNanos, listen.leaseSeconds());
    } else if (order instanceof ClientOrder.Fetch) {
      mail.fetch();
    } else if (order instanceof ClientOrder.Terminate) {
      departures.terminate();
    } else if (order instanceof ClientOrder.Leave) {
      leave(nowNanos, effects);
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
    takeInOrder(nowNanos);
  }

  private void takeInOrder(long nowNanos) {
    if (session != null) {
      deliveries.takeInOrder(millis(nowNanos), session.link());
    }
  }

  // ---- frames ----

  private Verdict onDatagram(long nowNanos, Endpoint from, Decoded decoded, Effects effects) {
    if (decoded instanceof Malformed) {
      return Verdict.MALFORMED;
    }
    if (home == null || state == State.DETACHED) {
      return Verdict.UNEXPECTED;
    }
    if (!home.endpoint().equals(from)) {
      return Verdict.FORGED;
    }
    Frame frame = (Frame) decoded;
    if (session != null && session.owns(frame.stamp())) {
      return frame instanceof Frame.Ack ack
          ? onAck(nowNanos, session, ack, effects)
          : onNumbered(nowNanos, session, frame);
    }
    return frame instanceof Frame.Ack ack
        ? onHandshakeAnswer(nowNanos, home, ack, effects)
        : Verdict.UNEXPECTED;
  }

  private Verdict onNumbered(long nowNanos, Session current, Frame frame) {
    Verdict verdict = current.receive(nowNanos, frame);
    takeInOrder(nowNanos);
    return verdict;
  }

  private Verdict onAck(long nowNanos, Session current, Frame.Ack ack, Effects effects) {
    Verdict verdict =
        current.onAck(nowNanos, ack, message -> departures.onAccepted(message, effects));
    concludeIfEnded(nowNanos, current, effects);
    return verdict;
  }

  // ---- handshake ----

  private Verdict onHandshakeAnswer(
      long nowNanos, ClientOrder.Attach asked, Frame.Ack ack, Effects effects) {
    Progress progress = handshakes.onAck(nowNanos, ack);
    if (progress == null || progress instanceof Progress.Ignored) {
      return Verdict.UNEXPECTED;
    }
    if (progress instanceof Progress.Established established) {
      attach(nowNanos, asked, established, effects);
    } else if (progress instanceof Progress.Refused refused) {
      onHandshakeRefused(nowNanos, refused, effects);
    }
    return Verdict.ACCEPTED;
  }

  private void attach(
      long nowNanos, ClientOrder.Attach asked, Progress.Established established, Effects effects) {
    LinkName name = new LinkName(config.id(), established.responder(), established.session());
    Link link = new Link(config.link(), name, asked.endpoint(), established.rttNanos(), nowNanos);
    session = new Session(link, patience, sessionFramesMax);
    handshakes.stop();
    state = State.ATTACHED;
    tally.sessions++;
    mail.attached(nowNanos);
    effects.report(new ClientReport.Attached(established.responder(), established.rttNanos()));
  }

  private void onHandshakeRefused(long nowNanos, Progress.Refused refused, Effects effects) {
    switch (refused.refusal()) {
      case BUSY, FULL, QUOTA, MINORITY, WHO -> handshakes.planRetry(nowNanos);
      case AUTH, TAKEN, MOVED, PARSE, SIZE, PARAM, VER, NOUSER ->
        reject(refused.refusal(), refused.words(), effects);
    }
  }

  // ---- time ----

  private Verdict onDeadline(long nowNanos, Effects effects) {
    deliveries.save(nowNanos);
    journal.flush(effects);
    if (session != null) {
      mail.onDeadline(nowNanos, deliveries.isHeldUp());
    }
    proceed(nowNanos, effects);
    if (state == State.SHAKING && home != null) {
      handshakes.pump(nowNanos, home, effects);
    } else if (session != null) {
      onSessionDeadline(nowNanos, session, effects);
    }
    return Verdict.DEADLINE;
  }

  private void onSessionDeadline(long nowNanos, Session current, Effects effects) {
    fillSession(nowNanos);
    if (session != current) {
      return;
    }
    current.pump(nowNanos, effects);
    concludeIfEnded(nowNanos, current, effects);
  }

  // ---- sessions ----

  private void fillSession(long nowNanos) {
    if (session != null && session.isRefusedForNow() && mail.isDue(nowNanos)) {
      // Behind the refused message the request would wait, and fetching is what makes room.
      reopen(nowNanos);
    } else if (session != null) {
      departures.fill(nowNanos, session);
    }
  }

  private void concludeIfEnded(long nowNanos, Session current, Effects effects) {
    SessionEnd end = current.end();
    if (end instanceof SessionEnd.Lost) {
      effects.report(new ClientReport.Lost());
      reopen(nowNanos);
    } else if (end instanceof SessionEnd.WornOut) {
      reopen(nowNanos);
    } else if (end instanceof SessionEnd.MessageRefused refused) {
      departures.onRefused(refused.message(), refused.refusal(), refused.words(), effects);
      reopen(nowNanos);
    } else if (end instanceof SessionEnd.Rejected rejected) {
      reject(rejected.refusal(), rejected.words(), effects);
    } else if (end instanceof SessionEnd.Terminated) {
      detach();
      effects.report(new ClientReport.Terminated());
    }
  }

  /** This client isn't wanted as it is: asking again can't help. */
  private void reject(Refusal refusal, String words, Effects effects) {
    detach();
    effects.report(new ClientReport.Rejected(refusal, words));
    departures.refuseAll(refusal, words, effects);
  }

  private void reopen(long nowNanos) {
    endSession();
    handshakes.plan(nowNanos);
    state = State.SHAKING;
  }

  /**
   * Writes down what was shown, and acknowledges for the last time, so that the home doesn't keep what is in the journal.
   */
  private void leave(long nowNanos, Effects effects) {
    deliveries.saveAll();
    journal.flush(effects);
    deliveries.leave(nowNanos, effects);
    if (session != null) {
      session.link().pump(nowNanos, effects);
    }
    detach();
  }

  private void detach() {
    endSession();
    handshakes.stop();
    departures.forgetGoodbye();
    state = State.DETACHED;
  }

  private void endSession() {
    if (session != null) {
      departures.takeBack(session);
      tally.add(session.link().statistics());
      session = null;
    }
  }

  private ClientStatistics statistics() {
    return tally.statistics(
        session == null ? null : session.link().statistics(), deliveries, departures);
  }
}

package org.chappe.client.session;

import java.util.random.RandomGenerator;
import org.chappe.link.Initiator;
import org.chappe.link.Link;
import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
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
 * <p>Two handshakes begin at least a tenth of a second apart. What was not acknowledged goes
 * into the next session in its old order and with its old message numbers, so that the home knows again what it has
 * taken. Messages are delivered once each, in the order in which the home hands them out, and settled at once.
 */
public final class ClientNode implements Node {

  /** A handshake that was refused for now is tried again after so long. */
  static final long HANDSHAKE_RETRY_NANOS = 1_000_000_000L;

  private static final String OVERDUE_WORDS =
      "the relay was too busy or too full for it for a minute; given up";

  private enum State {
    DETACHED,
    SHAKING,
    ATTACHED
  }

  private final ClientConfig config;
  private final long sessionFramesMax;
  private final Patience patience = new Patience();
  private ClientReport.@Nullable Rejected ending;
  private final Handshakes handshakes;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final MailRequests mail = new MailRequests();
  private final Tally tally = new Tally();

  private State state = State.DETACHED;
  private ClientOrder.@Nullable Attach home;
  private @Nullable Session session;
  private boolean terminating;

  /** @param random for nonces */
  public ClientNode(ClientConfig config, RandomGenerator random) {
    this(config, random, Session.FRAMES_MAX);
  }

  ClientNode(ClientConfig config, RandomGenerator random, long sessionFramesMax) {
    this.config = config;
    this.sessionFramesMax = sessionFramesMax;
    this.handshakes = new Handshakes(config.id(), random);
    this.outbox = new Outbox(config.id(), config.epoch());
    this.deliveries = new Deliveries(config.id(), config.creditMessages(), mail);
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    Verdict verdict;
    if (input instanceof Input.FrameArrived arrived) {
      verdict = onDatagram(nowNanos, arrived.from(), arrived.decoded(), effects);
    } else if (input instanceof Input.Command command) {
      verdict = onOrder(nowNanos, (ClientOrder) command.order(), effects);
    } else if (input instanceof Input.DeadlineReached) {
      verdict = onDeadline(nowNanos, effects);
    } else {
      throw new IllegalStateException("a client commits nothing");
    }
    fillSession(nowNanos);
    return verdict;
  }

  @Override
  public long nextDeadline() {
    return switch (state) {
      case DETACHED -> NEVER;
      case SHAKING -> handshakes.nextDeadline();
      case ATTACHED -> session == null ? NEVER : attachedDeadline(session);
    };
  }

  private long attachedDeadline(Session current) {
    boolean mayRequest = current.hasRoom() && !current.isTerminateCarried();
    long requestNanos = mayRequest ? mail.requestDeadline() : NEVER;
    long mailNanos = Math.min(requestNanos, mail.quietDeadline());
    long linkNanos = Math.min(current.link().nextDeadline(), current.giveUpDeadline());
    return Math.min(linkNanos, mailNanos);
  }

  // ---- orders ----

  private Verdict onOrder(long nowNanos, ClientOrder order, Effects effects) {
    if (order instanceof ClientOrder.Send send) {
      onSend(send, effects);
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
      terminating = true;
    } else if (order instanceof ClientOrder.Leave) {
      leave(nowNanos, effects);
    } else if (order instanceof ClientOrder.Survey) {
      effects.report(new ClientReport.Surveyed(statistics()));
    }
    return Verdict.COMMANDED;
  }

  private void onSend(ClientOrder.Send send, Effects effects) {
    TextRule.Breach breach = TextRule.check(send.text());
    if (breach != null) {
      refuse(send.token(), breach.refusal(), breach.words(), effects);
    } else if (terminating) {
      refuse(send.token(), Refusal.WHO, "this client is signing off", effects);
    } else if (!outbox.add(send.token(), send.destination(), send.text())) {
      refuse(
          send.token(),
          Refusal.BUSY,
          "outbox full: " + Outbox.MESSAGES_MAX + " messages wait for the relay",
          effects);
    }
  }

  private void onCredit(long nowNanos, ClientOrder.Credit credit, Effects effects) {
    deliveries.allow(credit.messages());
    if (session != null) {
      deliveries.takeInOrder(nowNanos, session.link(), effects);
    }
  }

  private void refuse(long token, Refusal refusal, String words, Effects effects) {
    tally.refused++;
    effects.report(new ClientReport.Refused(token, refusal, words));
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
          : onNumbered(nowNanos, session, frame, effects);
    }
    return frame instanceof Frame.Ack ack
        ? onHandshakeAnswer(nowNanos, home, ack, effects)
        : Verdict.UNEXPECTED;
  }

  private Verdict onNumbered(long nowNanos, Session current, Frame frame, Effects effects) {
    Verdict verdict = current.receive(nowNanos, frame);
    deliveries.takeInOrder(nowNanos, current.link(), effects);
    return verdict;
  }

  // ---- acknowledgements ----

  private Verdict onAck(long nowNanos, Session current, Frame.Ack ack, Effects effects) {
    if (ack.refusal() != null) {
      return onRefusal(nowNanos, current, ack, ack.refusal(), effects);
    }
    Verdict verdict = current.acknowledge(nowNanos, ack, send -> onAccepted(send, effects));
    if (current.isTerminateAcknowledged()) {
      detach();
      effects.report(new ClientReport.Terminated());
    } else if (ending != null) {
      rejectIfEnded(current, effects);
    } else if (current.isWornOut()) {
      reopen(nowNanos);
    }
    return verdict;
  }

  private void onAccepted(Outgoing outgoing, Effects effects) {
    outbox.done();
    tally.accepted++;
    effects.report(new ClientReport.Accepted(outgoing.token(), outgoing.id()));
  }

  private Verdict onRefusal(
      long nowNanos, Session current, Frame.Ack ack, Refusal refusal, Effects effects) {
    Outgoing refused = current.carriedAt(ack.stamp().number());
    if (refused == null && refusal != Refusal.WHO) {
      return Verdict.UNEXPECTED;
    }
    switch (refusal) {
      case WHO -> onUnknownSession(nowNanos, effects);
      case BUSY, FULL, QUOTA, MINORITY ->
        current.onRefusedForNow(nowNanos, ack.stamp().number());
      case AUTH, TAKEN, MOVED -> {
        current.endAt(ack.stamp().number());
        ending = new ClientReport.Rejected(refusal, ack.payload().text());
        rejectIfEnded(current, effects);
      }
      case PARSE, SIZE, PARAM, VER, NOUSER ->
        onRefusedForGood(nowNanos, current, refused, refusal, ack.payload().text(), effects);
    }
    return Verdict.ACCEPTED;
  }

  private void onRefusedForGood(
      long nowNanos,
      Session current,
      @Nullable Outgoing refused,
      Refusal refusal,
      String words,
      Effects effects) {
    if (refused == null || !refused.isSend()) {
      reject(refusal, words, effects);
      return;
    }
    current.abandon(refused);
    outbox.done();
    refuse(refused.token(), refusal, words, effects);
    reopen(nowNanos);
  }

  private void onUnknownSession(long nowNanos, Effects effects) {
    if (ending == null) {
      lose(nowNanos, effects);
    } else {
      reject(ending.refusal(), ending.words(), effects);
    }
  }

  /** Waits until it is known which messages the home took before it took no more. */
  private void rejectIfEnded(Session current, Effects effects) {
    if (ending != null && (current.isEnded() || current.isSilent())) {
      reject(ending.refusal(), ending.words(), effects);
    }
  }

  /** This client isn't wanted as it is: asking again can't help. */
  private void reject(Refusal refusal, String words, Effects effects) {
    detach();
    effects.report(new ClientReport.Rejected(refusal, words));
    for (Outgoing send = outbox.poll(); send != null; send = outbox.poll()) {
      outbox.done();
      refuse(send.token(), refusal, words, effects);
    }
  }

  // ---- handshake ----

  private Verdict onHandshakeAnswer(
      long nowNanos, ClientOrder.Attach asked, Frame.Ack ack, Effects effects) {
    Initiator.Progress progress = handshakes.onAck(nowNanos, ack);
    if (progress == null || progress instanceof Initiator.Progress.Ignored) {
      return Verdict.UNEXPECTED;
    }
    if (progress instanceof Initiator.Progress.Established established) {
      attach(nowNanos, asked, established, effects);
    } else if (progress instanceof Initiator.Progress.Refused refused) {
      onHandshakeRefused(nowNanos, refused, effects);
    }
    return Verdict.ACCEPTED;
  }

  private void attach(
      long nowNanos,
      ClientOrder.Attach asked,
      Initiator.Progress.Established established,
      Effects effects) {
    LinkName name = new LinkName(config.id(), established.responder(), established.session());
    Link link = new Link(config.link(), name, asked.endpoint(), established.rttNanos(), nowNanos);
    session = new Session(link, patience, sessionFramesMax);
    ending = null;
    handshakes.stop();
    state = State.ATTACHED;
    tally.sessions++;
    mail.attached(nowNanos);
    effects.report(new ClientReport.Attached(established.responder(), established.rttNanos()));
  }

  private void onHandshakeRefused(
      long nowNanos, Initiator.Progress.Refused refused, Effects effects) {
    switch (refused.refusal()) {
      case BUSY, FULL, QUOTA, MINORITY, WHO -> handshakes.plan(nowNanos + HANDSHAKE_RETRY_NANOS);
      case AUTH, TAKEN, MOVED, PARSE, SIZE, PARAM, VER, NOUSER ->
        reject(refused.refusal(), refused.words(), effects);
    }
  }

  // ---- time ----

  private Verdict onDeadline(long nowNanos, Effects effects) {
    if (state == State.SHAKING && home != null) {
      handshakes.pump(nowNanos, home, effects);
    } else if (session != null) {
      onSessionDeadline(nowNanos, session, effects);
    }
    return Verdict.DEADLINE;
  }

  private void onSessionDeadline(long nowNanos, Session current, Effects effects) {
    mail.onDeadline(nowNanos, deliveries.isHeldUp(), effects);
    fillSession(nowNanos);
    if (session != current) {
      return;
    }
    current.link().pump(nowNanos, effects);
    Outgoing overdue = current.overdue(nowNanos);
    if (ending != null) {
      rejectIfEnded(current, effects);
    } else if (current.isSilent()) {
      lose(nowNanos, effects);
    } else if (overdue != null) {
      onRefusedForGood(nowNanos, current, overdue, Refusal.BUSY, OVERDUE_WORDS, effects);
    }
  }

  // ---- sessions ----

  /** Hands the session what it has room for: requests for mail first, then messages, at the end the goodbye. */
  private void fillSession(long nowNanos) {
    if (session == null) {
      return;
    }
    if (session.isRefusedForNow() && mail.isDue(nowNanos)) {
      reopen(nowNanos); // behind the refused message the request would wait, and fetching is what
      // makes room
      return;
    }
    while (session.hasRoom()) {
      Outgoing next = nextOutgoing(nowNanos, session);
      if (next == null) {
        return;
      }
      session.offer(next);
    }
  }

  private @Nullable Outgoing nextOutgoing(long nowNanos, Session current) {
    if (current.isTerminateCarried()) {
      return null;
    }
    LinkName name = current.link().name();
    if (mail.isDue(nowNanos)) {
      return Outgoing.request(new Frame.Get(
          Stamp.unnumbered(), name.local(), name.remote(), mail.next(nowNanos), Payload.EMPTY, ""));
    }
    Outgoing send = outbox.poll();
    return send != null || !terminating
        ? send
        : Outgoing.request(new Frame.Terminate(
            Stamp.unnumbered(), name.local(), name.remote(), Payload.EMPTY, ""));
  }

  private void lose(long nowNanos, Effects effects) {
    effects.report(new ClientReport.Lost());
    reopen(nowNanos);
  }

  private void reopen(long nowNanos) {
    endSession();
    handshakes.plan(nowNanos);
    state = State.SHAKING;
  }

  /** Acknowledges for the last time, so that the home doesn't keep what was delivered. */
  private void leave(long nowNanos, Effects effects) {
    if (session != null) {
      session.link().pump(nowNanos, effects);
    }
    detach();
  }

  private void detach() {
    endSession();
    handshakes.stop();
    terminating = false;
    state = State.DETACHED;
  }

  private void endSession() {
    if (session == null) {
      return;
    }
    outbox.putBack(session.unacknowledgedSends());
    tally.add(session.link().statistics());
    session = null;
  }

  private ClientStatistics statistics() {
    return tally.statistics(
        session == null ? null : session.link().statistics(), deliveries, outbox);
  }
}

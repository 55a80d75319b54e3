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
 *  state      event                                        next state
 *  DETACHED   order Attach                                 PAUSED, due at once
 *  PAUSED     due                                          SHAKING
 *  SHAKING    session established                          ATTACHED
 *             refused for now (busy, full, quota, ...)     PAUSED, due in a second
 *             refused for good (auth, taken, moved, ...)   DETACHED, all sends refused
 *  ATTACHED   the home knows no such session, or is silent PAUSED, due at once
 *             a message is refused for good                PAUSED, due at once, without that message
 *             numbers run out                              PAUSED, due at once
 *             the client is refused for good               DETACHED, all sends refused
 *             terminate acknowledged                       DETACHED
 *  any        order Leave                                  DETACHED
 *             order Attach                                 PAUSED, due at once
 * </pre>
 *
 * <p>"At once" is at least {@link #HANDSHAKE_GAP_NANOS_MIN} after the last handshake. What was not acknowledged goes
 * into the next session in its old order and with its old message numbers, so that the home knows again what it has
 * taken. Messages are delivered once each, in the order in which the home hands them out, and settled at once.
 */
public final class ClientNode implements Node {

  /** Two handshakes begin at least so far apart. */
  static final long HANDSHAKE_GAP_NANOS_MIN = 100_000_000L;

  /** A handshake that was refused for now is tried again after so long. */
  static final long HANDSHAKE_RETRY_NANOS = 1_000_000_000L;

  /** After so many unanswered attempts the program is told. */
  static final int ATTEMPTS_UNTIL_TOLD = 4;

  /**
   * A message that the home keeps refusing for now, and nothing before it, is given up after so long. The home may have
   * taken it in the very last moment: this one refusal is not certain.
   */
  static final long TRANSIENT_NANOS_MAX = 60_000_000_000L;

  private enum State {
    DETACHED,
    PAUSED,
    SHAKING,
    ATTACHED
  }

  private final ClientConfig config;
  private final RandomGenerator random;
  private final long sessionFramesMax;
  private final Outbox outbox;
  private final Inbox inbox = new Inbox();
  private final MailRequests mail = new MailRequests();
  private final Tally tally = new Tally();

  private State state = State.DETACHED;
  private ClientOrder.@Nullable Attach home;
  private @Nullable Initiator initiator;
  private @Nullable Session session;
  private long shakeDueNanos;
  private long lastShakeNanos = -HANDSHAKE_GAP_NANOS_MIN;
  private boolean unreachableTold;
  private boolean terminating;
  private boolean terminateCarried;
  private boolean terminateAcknowledged;
  private long creditMessages;
  private long refusedNumber;
  private long refusedSinceNanos = NEVER;

  /** @param random for nonces */
  public ClientNode(ClientConfig config, RandomGenerator random) {
    this(config, random, Session.FRAMES_MAX);
  }

  ClientNode(ClientConfig config, RandomGenerator random, long sessionFramesMax) {
    this.config = config;
    this.random = random;
    this.sessionFramesMax = sessionFramesMax;
    this.outbox = new Outbox(config.id(), config.epoch());
    this.creditMessages = config.creditMessages();
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
      case PAUSED -> shakeDueNanos;
      case SHAKING -> initiator == null ? NEVER : initiator.nextDeadline();
      case ATTACHED -> session == null ? NEVER : attachedDeadline(session);
    };
  }

  private long attachedDeadline(Session current) {
    long giveUpNanos = refusedSinceNanos == NEVER ? NEVER : refusedSinceNanos + TRANSIENT_NANOS_MAX;
    long requestNanos = current.hasRoom() && !terminateCarried ? mail.requestDeadline() : NEVER;
    long mailNanos = Math.min(requestNanos, mail.quietDeadline());
    return Math.min(current.link().nextDeadline(), Math.min(mailNanos, giveUpNanos));
  }

  // ---- orders ----

  private Verdict onOrder(long nowNanos, ClientOrder order, Effects effects) {
    if (order instanceof ClientOrder.Send send) {
      onSend(send, effects);
    } else if (order instanceof ClientOrder.Credit credit) {
      creditMessages += Math.min(credit.messages(), ClientConfig.UNLIMITED - creditMessages);
      deliverInOrder(nowNanos, effects);
    } else if (order instanceof ClientOrder.Attach attach) {
      home = attach;
      endSession();
      shakeAt(nowNanos);
    } else if (order instanceof ClientOrder.Listen listen) {
      mail.listen(nowNanos, listen.leaseSeconds());
    } else if (order instanceof ClientOrder.Fetch) {
      mail.fetch();
    } else if (order instanceof ClientOrder.Terminate) {
      terminating = true;
    } else if (order instanceof ClientOrder.Leave) {
      detach();
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
    return initiator != null && frame instanceof Frame.Ack ack
        ? onHandshakeAnswer(nowNanos, home, initiator, ack, effects)
        : Verdict.UNEXPECTED;
  }

  private Verdict onNumbered(long nowNanos, Session current, Frame frame, Effects effects) {
    Verdict verdict = current.receive(nowNanos, frame);
    deliverInOrder(nowNanos, effects);
    return verdict;
  }

  /** Takes frames as far as they stand in line and the program allows. */
  private void deliverInOrder(long nowNanos, Effects effects) {
    if (session == null) {
      return;
    }
    Link link = session.link();
    Frame next = link.peek();
    while (next != null && (creditMessages > 0 || !(next instanceof Frame.Send))) {
      Frame taken = next;
      link.take();
      onInOrder(nowNanos, taken, effects);
      link.settle(taken.stamp().number());
      next = link.peek();
    }
  }

  private void onInOrder(long nowNanos, Frame frame, Effects effects) {
    if (frame instanceof Frame.Get get) {
      mail.onAnswer(nowNanos, get.payload(), effects);
    } else if (frame instanceof Frame.Send send && send.destination().equals(config.id())) {
      boolean isNew = inbox.isNew(send.message());
      if (isNew) {
        spendCredit();
        tally.delivered++;
        effects.deliver(send.message());
      }
      mail.onMail(nowNanos, isNew, effects);
    }
  }

  private void spendCredit() {
    if (creditMessages != ClientConfig.UNLIMITED) {
      creditMessages--;
    }
  }

  // ---- acknowledgements ----

  private Verdict onAck(long nowNanos, Session current, Frame.Ack ack, Effects effects) {
    if (ack.refusal() != null) {
      return onRefusal(nowNanos, current, ack, ack.refusal(), effects);
    }
    long before = current.acknowledged();
    Verdict verdict =
        current.acknowledge(nowNanos, ack, outgoing -> onAcknowledged(outgoing, effects));
    if (current.acknowledged() > before) {
      refusedSinceNanos = NEVER;
    }
    if (terminateAcknowledged) {
      detach();
      effects.report(new ClientReport.Terminated());
    } else if (current.isWornOut()) {
      reopen(nowNanos);
    }
    return verdict;
  }

  private void onAcknowledged(Outgoing outgoing, Effects effects) {
    if (outgoing.frame() instanceof Frame.Send send && send.message().id() != null) {
      outbox.done();
      tally.accepted++;
      effects.report(new ClientReport.Accepted(outgoing.token(), send.message().id()));
    } else if (outgoing.frame() instanceof Frame.Terminate) {
      terminateAcknowledged = true;
    }
  }

  private Verdict onRefusal(
      long nowNanos, Session current, Frame.Ack ack, Refusal refusal, Effects effects) {
    Outgoing refused = current.carriedAt(ack.stamp().number());
    if (refused == null && refusal != Refusal.WHO) {
      return Verdict.UNEXPECTED;
    }
    switch (refusal) {
      case WHO -> lose(nowNanos, effects);
      case BUSY, FULL, QUOTA, MINORITY ->
        onRefusedForNow(nowNanos, current, ack.stamp().number());
      case AUTH, TAKEN, MOVED -> reject(refusal, ack.payload().text(), effects);
      case PARSE, SIZE, PARAM, VER, NOUSER ->
        onRefusedForGood(nowNanos, current, refused, refusal, ack.payload().text(), effects);
    }
    return Verdict.ACCEPTED;
  }

  private void onRefusedForNow(long nowNanos, Session current, long number) {
    current.onSignOfLife();
    if (refusedSinceNanos == NEVER) {
      refusedSinceNanos = nowNanos;
      refusedNumber = number;
    }
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
      long nowNanos, ClientOrder.Attach asked, Initiator shaking, Frame.Ack ack, Effects effects) {
    Initiator.Progress progress = shaking.onAck(nowNanos, ack);
    if (progress instanceof Initiator.Progress.Established established) {
      attach(nowNanos, asked, established, effects);
    } else if (progress instanceof Initiator.Progress.Refused refused) {
      onHandshakeRefused(nowNanos, refused, effects);
    } else if (progress instanceof Initiator.Progress.Ignored) {
      return Verdict.UNEXPECTED;
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
    session = new Session(link, sessionFramesMax);
    initiator = null;
    state = State.ATTACHED;
    unreachableTold = false;
    tally.sessions++;
    mail.attached(nowNanos);
    effects.report(new ClientReport.Attached(established.responder(), established.rttNanos()));
  }

  private void onHandshakeRefused(
      long nowNanos, Initiator.Progress.Refused refused, Effects effects) {
    switch (refused.refusal()) {
      case BUSY, FULL, QUOTA, MINORITY, WHO -> shakeAt(nowNanos + HANDSHAKE_RETRY_NANOS);
      case AUTH, TAKEN, MOVED, PARSE, SIZE, PARAM, VER, NOUSER ->
        reject(refused.refusal(), refused.words(), effects);
    }
  }

  private void shakeAt(long dueNanos) {
    initiator = null;
    state = State.PAUSED;
    shakeDueNanos = Math.max(dueNanos, lastShakeNanos + HANDSHAKE_GAP_NANOS_MIN);
  }

  private void shake(long nowNanos, ClientOrder.Attach asked) {
    long nonce = random.nextLong() & Stamp.TOKEN_MAX;
    initiator =
        new Initiator(config.id(), asked.relay(), asked.endpoint(), Payload.EMPTY, nonce, nowNanos);
    state = State.SHAKING;
    lastShakeNanos = nowNanos;
  }

  // ---- time ----

  private Verdict onDeadline(long nowNanos, Effects effects) {
    if (state == State.PAUSED && shakeDueNanos <= nowNanos && home != null) {
      shake(nowNanos, home);
    }
    if (initiator != null) {
      initiator.pump(nowNanos, effects);
      tellIfUnreachable(initiator.attempts(), effects);
    } else if (session != null) {
      onSessionDeadline(nowNanos, session, effects);
    }
    return Verdict.DEADLINE;
  }

  private void tellIfUnreachable(int attempts, Effects effects) {
    if (attempts >= ATTEMPTS_UNTIL_TOLD && !unreachableTold) {
      unreachableTold = true;
      effects.report(new ClientReport.Unreachable(attempts));
    }
  }

  private void onSessionDeadline(long nowNanos, Session current, Effects effects) {
    mail.onDeadline(nowNanos, creditMessages == 0, effects);
    fillSession(nowNanos);
    current.link().pump(nowNanos, effects);
    if (current.isSilent()) {
      lose(nowNanos, effects);
    } else if (refusedSinceNanos != NEVER && nowNanos - refusedSinceNanos >= TRANSIENT_NANOS_MAX) {
      String words = "the relay was too busy or too full for it for a minute; given up";
      onRefusedForGood(
          nowNanos, current, current.carriedAt(refusedNumber), Refusal.BUSY, words, effects);
    }
  }

  // ---- sessions ----

  /** Hands the session what it has room for: requests for mail first, then messages, at the end the goodbye. */
  private void fillSession(long nowNanos) {
    if (session == null) {
      return;
    }
    while (session.hasRoom()) {
      Outgoing next = nextOutgoing(nowNanos, session.link().name());
      if (next == null) {
        return;
      }
      session.offer(next);
    }
  }

  private @Nullable Outgoing nextOutgoing(long nowNanos, LinkName name) {
    Stamp stamp = Stamp.unnumbered();
    if (mail.isDue(nowNanos) && !terminateCarried) {
      int waitSeconds = mail.next(nowNanos);
      return Outgoing.request(
          new Frame.Get(stamp, name.local(), name.remote(), waitSeconds, Payload.EMPTY, ""));
    }
    Outgoing send = outbox.poll();
    if (send == null && terminating && !terminateCarried) {
      terminateCarried = true;
      return Outgoing.request(
          new Frame.Terminate(stamp, name.local(), name.remote(), Payload.EMPTY, ""));
    }
    return send;
  }

  private void lose(long nowNanos, Effects effects) {
    effects.report(new ClientReport.Lost());
    reopen(nowNanos);
  }

  private void reopen(long nowNanos) {
    endSession();
    shakeAt(nowNanos);
  }

  private void detach() {
    endSession();
    initiator = null;
    terminating = false;
    unreachableTold = false;
    state = State.DETACHED;
  }

  private void endSession() {
    if (session == null) {
      return;
    }
    outbox.putBack(session.unacknowledgedSends());
    tally.add(session.link().statistics());
    session = null;
    terminateCarried = false;
    terminateAcknowledged = false;
    refusedSinceNanos = NEVER;
  }

  private ClientStatistics statistics() {
    return tally.statistics(session == null ? null : session.link().statistics(), inbox, outbox);
  }
}

package org.chappe.client.session;

import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.client.session.Handshakes.Start;
import org.chappe.link.Initiator.Progress;
import org.chappe.link.Link;
import org.chappe.link.LinkName;
import org.chappe.link.LinkStatistics;
import org.chappe.model.Address;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with its home, one after the other: at most one home at a time, and the way to it.
 *
 * <pre>
 *  state     event                                          next state
 *  DETACHED  order Attach                                   SHAKING
 *  SHAKING   a home gives a session                         ATTACHED
 *            no home wants this client                      DETACHED, all sends refused
 *  ATTACHED  the home is silent                             SHAKING, with the nearest home
 *            the home knows no such session                 SHAKING, with the same home if it can
 *            a message is refused for good                  the same, without that message
 *            numbers run out                                the same
 *            the client is refused (auth, taken, moved)     DETACHED, all sends refused; for want of a login
 *                                                           SHAKING, if the client can wait for one; as moved
 *                                                           SHAKING, once, if it has just come ({@link HomeClaim})
 *            terminate acknowledged                         DETACHED
 *  any       order Leave                                    DETACHED
 *            order Attach                                   SHAKING
 * </pre>
 *
 * <p>How a home is found is the matter of {@link Handshakes}, when it is lost that of {@link Silence}. A client stays with the
 * home that it has found, also when the one that it would have preferred is back. What was not acknowledged goes into the
 * next session in its old order and with its old message numbers, so that the homes know again what was taken.
 */
final class Attachment {

  private enum State {
    DETACHED,
    SHAKING,
    ATTACHED
  }

  private final ClientConfig config;
  private final long sessionFramesMax;
  private final Handshakes handshakes;
  private final Errands errands;
  private final Departures departures;
  private final Inquiries inquiries;
  private final Patience patience = new Patience();
  private final HomeClaim claim = new HomeClaim();
  private final Tally tally = new Tally();

  private State state = State.DETACHED;
  private @Nullable Session session;

  Attachment(
      ClientConfig config,
      long sessionFramesMax,
      Journal journal,
      RandomGenerator random,
      MailRequests mail,
      Departures departures,
      Inquiries inquiries) {
    this.config = config;
    this.sessionFramesMax = sessionFramesMax;
    this.handshakes = new Handshakes(config.id(), journal, random);
    this.errands = new Errands(mail, departures, inquiries);
    this.departures = departures;
    this.inquiries = inquiries;
  }

  /** The link to the home; null while there is no session. */
  @Nullable Link link() {
    return session == null ? null : session.link();
  }

  Handshakes handshakes() {
    return handshakes;
  }

  Tally tally() {
    return tally;
  }

  /** What the session that still runs has seen; null for none. */
  @Nullable LinkStatistics statistics() {
    return session == null ? null : session.link().statistics();
  }

  /** Looks for one of these homes, and for no other. */
  void attach(long nowNanos, ClientOrder.Attach order) {
    endSession();
    errands.learn(order.learns());
    claim.begin();
    handshakes.attach(nowNanos, order);
    state = State.SHAKING;
  }

  // ---- frames ----

  Verdict onFrame(long nowNanos, Endpoint from, Frame frame, Effects effects) {
    if (state == State.DETACHED) {
      return Verdict.UNEXPECTED;
    }
    Session current = session;
    if (current != null && current.owns(frame.stamp())) {
      return current.link().remote().equals(from)
          ? onSessionFrame(nowNanos, current, frame, effects)
          : Verdict.FORGED;
    }
    if (!handshakes.isHome(from)) {
      return Verdict.FORGED;
    }
    return frame instanceof Frame.Ack ack
        ? onHandshakeAnswer(nowNanos, from, ack, effects)
        : Verdict.UNEXPECTED;
  }

  private Verdict onSessionFrame(long nowNanos, Session current, Frame frame, Effects effects) {
    if (!(frame instanceof Frame.Ack ack)) {
      return current.receive(nowNanos, frame);
    }
    Verdict verdict =
        current.onAck(nowNanos, ack, message -> departures.onAccepted(message, effects), effects);
    concludeIfEnded(nowNanos, current, effects);
    return verdict;
  }

  private Verdict onHandshakeAnswer(long nowNanos, Endpoint from, Frame.Ack ack, Effects effects) {
    Handshakes.Outcome outcome = handshakes.onAck(nowNanos, from, ack);
    if (outcome instanceof Handshakes.Outcome.Found found) {
      begin(nowNanos, found.home(), found.session(), effects);
    } else if (outcome instanceof Handshakes.Outcome.Unwanted unwanted) {
      reject(unwanted.refusal(), unwanted.words(), effects);
    }
    return outcome instanceof Handshakes.Outcome.Nothing ? Verdict.UNEXPECTED : Verdict.ACCEPTED;
  }

  private void begin(long nowNanos, Home home, Progress.Established established, Effects effects) {
    LinkName name = new LinkName(config.id(), established.responder(), established.session());
    Link link = new Link(config.link(), name, home.endpoint(), established.rttNanos(), nowNanos);
    Silence silence = new Silence(handshakes::hasAlternatives, nowNanos);
    session = new Session(link, patience, sessionFramesMax, silence);
    state = State.ATTACHED;
    claim.attached(nowNanos);
    tally.begin(established.responder());
    errands.attached(nowNanos, home.endpoint());
    effects.report(new ClientReport.Attached(established.responder(), established.rttNanos()));
  }

  // ---- time ----

  /** @param isHeldUp whether the program takes no mail now */
  long nextDeadline(boolean isHeldUp) {
    return switch (state) {
      case DETACHED -> Node.NEVER;
      case SHAKING -> handshakes.nextDeadline();
      case ATTACHED -> session == null ? Node.NEVER : errands.nextDeadline(session, isHeldUp);
    };
  }

  /** The home has answered a question. */
  void onAnswer(long nowNanos, Payload payload, Effects effects) {
    Login.Progress.Failed failed =
        session == null ? null : inquiries.onAnswer(nowNanos, payload, session, effects);
    if (failed != null) {
      reject(Refusal.AUTH, failed.words(), effects);
    }
  }

  /** The home has told of relays. */
  void onRelays(Payload page) {
    List<Home> homes = errands.onRelays(page);
    if (homes != null) {
      handshakes.learn(homes);
    }
  }

  /** Looks at what was asked of the home about mail; before {@link #pump}. */
  void checkMail(long nowNanos, boolean isHeldUp) {
    if (session != null) {
      errands.checkMail(nowNanos, session, isHeldUp);
    }
  }

  /** Sends what is due. */
  void pump(long nowNanos, Effects effects) {
    Session current = session;
    if (state == State.SHAKING) {
      handshakes.pump(nowNanos, effects);
    } else if (current != null) {
      fill(nowNanos);
      if (session == current) {
        current.pump(nowNanos, effects);
        concludeIfEnded(nowNanos, current, effects);
      }
    }
  }

  /** Hands the session what it has room for. */
  void fill(long nowNanos) {
    if (session != null && errands.isMailBlocked(nowNanos, session)) {
      lookForHome(nowNanos, Start.PREFERRED);
    } else if (session != null) {
      errands.fill(nowNanos, session);
    }
  }

  // ---- ends ----

  private void concludeIfEnded(long nowNanos, Session current, Effects effects) {
    SessionEnd end = current.end();
    if (end instanceof SessionEnd.Lost lost) {
      effects.report(new ClientReport.Lost());
      lookForHome(nowNanos, lost.homeAnswers() ? Start.PREFERRED : Start.NEAREST);
    } else if (end instanceof SessionEnd.WornOut
        || (end instanceof SessionEnd.Rejected rejected
            && triesAgain(nowNanos, rejected, effects))) {
      lookForHome(nowNanos, Start.PREFERRED);
    } else if (end instanceof SessionEnd.MessageRefused refused) {
      departures.onRefused(
          refused.message(),
          current.link().name().remote(),
          refused.refusal(),
          refused.words(),
          effects);
      lookForHome(nowNanos, Start.PREFERRED);
    } else if (end instanceof SessionEnd.Rejected rejected) {
      reject(rejected.refusal(), rejected.words(), effects);
    } else if (end instanceof SessionEnd.Terminated) {
      detach();
      effects.report(new ClientReport.Terminated());
    }
  }

  private boolean triesAgain(long nowNanos, SessionEnd.Rejected rejected, Effects effects) {
    return switch (rejected.refusal()) {
      case AUTH -> inquiries.waitsForLogin(rejected.words(), effects);
      case MOVED -> claim.repeat(nowNanos);
      default -> false;
    };
  }

  private void lookForHome(long nowNanos, Start start) {
    endSession();
    handshakes.again(nowNanos, start);
    state = State.SHAKING;
  }

  /** This client isn't wanted as it is: asking again can't help. */
  private void reject(Refusal refusal, String words, Effects effects) {
    Address home = session == null ? null : session.link().name().remote();
    detach();
    effects.report(new ClientReport.Rejected(refusal, words));
    departures.refuseAll(home, refusal, words, effects);
  }

  /** Acknowledges for the last time what is settled, and goes quiet. */
  void leave(long nowNanos, Effects effects) {
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
}

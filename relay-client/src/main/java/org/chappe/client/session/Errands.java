package org.chappe.client.session;

import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a client does in a session with its home: it proves who it is and asks, and once it may say other things, it sends, fetches mail
 * and learns of relays.
 */
final class Errands {

  private final MailRequests mail;
  private final Departures departures;
  private final Inquiries inquiries;
  private LearnedHomes learned = new LearnedHomes(false);

  Errands(MailRequests mail, Departures departures, Inquiries inquiries) {
    this.mail = mail;
    this.departures = departures;
    this.inquiries = inquiries;
  }

  /** Begins to learn of relays anew, if at all. */
  void learn(boolean learns) {
    learned = new LearnedHomes(learns);
  }

  /** There is a session, which knows nothing of what was said in the last. */
  void attached(long nowNanos, Endpoint home) {
    mail.attached(nowNanos);
    inquiries.attached();
    learned.attached(nowNanos, home);
  }

  /** @param isHeldUp whether the program takes no mail now */
  long nextDeadline(Session session, boolean isHeldUp) {
    return Math.min(
        Math.min(session.nextDeadline(), probeDeadline(session, isHeldUp)),
        inquiries.isOpen()
            ? Math.min(mail.nextDeadline(session.hasRoom()), learnDeadline(session))
            : inquiries.loginDeadline());
  }

  private long learnDeadline(Session session) {
    return session.hasRoom() && !session.isRefusedForNow()
        ? learned.nextDeadline(mail.isListening())
        : Node.NEVER;
  }

  /** Who only waits for mail notices that its home has gone by asking. */
  private long probeDeadline(Session session, boolean isHeldUp) {
    return mail.isListening() && !isHeldUp && inquiries.isOpen()
        ? session.probeDeadline()
        : Node.NEVER;
  }

  /** Looks at what was asked of the home about mail. */
  void checkMail(long nowNanos, Session session, boolean isHeldUp) {
    mail.onDeadline(nowNanos, isHeldUp);
    if (probeDeadline(session, isHeldUp) <= nowNanos) {
      mail.renew(nowNanos);
    }
  }

  /**
   * Whether a request for mail, or the login before it, would wait behind a message that is refused for now, though fetching is what makes room. In a
   * session of its own it comes first.
   */
  boolean isMailBlocked(long nowNanos, Session session) {
    boolean isDue = inquiries.isOpen() ? mail.isDue(nowNanos) : inquiries.isLoginDue();
    return isDue && session.isRefusedForNow();
  }

  /** Hands the session what it has room for. */
  void fill(long nowNanos, Session session) {
    inquiries.fill(nowNanos, session);
    if (inquiries.isOpen()) {
      departures.fill(nowNanos, session);
      learned.fill(nowNanos, session);
    }
  }

  /** The home has told of relays: all that the client can reach, once the list is whole; null until then. */
  @Nullable List<Home> onRelays(Payload page) {
    return learned.onPage(page);
  }
}

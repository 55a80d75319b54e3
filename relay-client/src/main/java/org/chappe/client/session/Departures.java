package org.chappe.client.session;

import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * What is to go to the home, over all sessions: requests for mail first, then messages, at the end the goodbye. The
 * program is told of each message once what became of it: accepted or refused.
 */
final class Departures {

  private final Outbox outbox;
  private final MailRequests mail;
  private boolean terminating;
  private long accepted;
  private long refused;

  Departures(Outbox outbox, MailRequests mail) {
    this.outbox = outbox;
    this.mail = mail;
  }

  /** Takes a message, or refuses it at once: for its text, after the goodbye, or for want of room. */
  void send(ClientOrder.Send send, Effects effects) {
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

  /** Says goodbye after all messages that were taken; no further one is. */
  void terminate() {
    terminating = true;
  }

  /** There is no home any more to say goodbye to. */
  void forgetGoodbye() {
    terminating = false;
  }

  /** Hands a session what it has room for. */
  void fill(long nowNanos, Session session) {
    while (session.hasRoom()) {
      Outgoing next = next(nowNanos, session.link().name());
      if (next == null) {
        return;
      }
      session.offer(next);
    }
  }

  private @Nullable Outgoing next(long nowNanos, LinkName name) {
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

  /** Takes back what an ended session held, to go first into the next one in its old order. */
  void takeBack(Session ended) {
    outbox.putBack(ended.unacknowledgedSends());
  }

  /** The home has taken a message. */
  void onAccepted(Outgoing message, Effects effects) {
    outbox.done();
    accepted++;
    effects.report(new ClientReport.Accepted(message.token(), message.id()));
  }

  /** A message that was on its way will never be taken. */
  void onRefused(Outgoing message, Refusal refusal, String words, Effects effects) {
    outbox.done();
    refuse(message.token(), refusal, words, effects);
  }

  /** Refuses all messages that wait. */
  void refuseAll(Refusal refusal, String words, Effects effects) {
    for (Outgoing send = outbox.poll(); send != null; send = outbox.poll()) {
      onRefused(send, refusal, words, effects);
    }
  }

  private void refuse(long token, Refusal refusal, String words, Effects effects) {
    refused++;
    effects.report(new ClientReport.Refused(token, refusal, words));
  }

  /** Messages that the home took. */
  long accepted() {
    return accepted;
  }

  /** Messages that were refused, here or by the home. */
  long refused() {
    return refused;
  }

  Outbox outbox() {
    return outbox;
  }
}

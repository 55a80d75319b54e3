package org.chappe.client.session;

import java.util.List;
import org.chappe.link.LinkName;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * What is to go to the home, over all sessions: requests for mail first, then messages, at the end the goodbye. The
 * program is told of each text what became of it.
 *
 * <p>Receipts come as mail. While any is waited for, mail is asked for, whether the program listens or not.
 */
final class Departures {

  private final Outbox outbox;
  private final MailRequests mail;
  private final Outcomes outcomes = new Outcomes();
  private boolean terminating;

  Departures(Outbox outbox, MailRequests mail) {
    this.outbox = outbox;
    this.mail = mail;
  }

  /** Takes a text, or refuses it at once: for what it holds, after the goodbye, or for want of room. */
  void send(ClientOrder.Send send, Effects effects) {
    List<Payload> parts = LongText.split(send.text());
    TextRule.Breach breach = TextRule.check(send.text(), parts);
    if (breach != null) {
      outcomes.refuse(send.token(), breach.refusal(), breach.words(), effects);
    } else if (terminating) {
      outcomes.refuse(send.token(), Refusal.WHO, "this client is signing off", effects);
    } else if (!outbox.hasRoom(parts.size())) {
      refuseBusy(
          send, "outbox full: " + Outbox.MESSAGES_MAX + " messages wait for the relay", effects);
    } else if (send.until() != Stage.ACCEPTED && !outcomes.awaiting().hasRoom(parts.size())) {
      refuseBusy(send, "receipts of " + Awaiting.MESSAGES_MAX + " messages are awaited", effects);
    } else {
      outcomes.follow(outbox.add(send, parts));
      askForReceipts();
    }
  }

  private void refuseBusy(ClientOrder.Send send, String words, Effects effects) {
    outcomes.refuse(send.token(), Refusal.BUSY, words, effects);
  }

  private void askForReceipts() {
    mail.awaitReceipts(!outcomes.awaiting().isEmpty());
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
    outcomes.onAccepted(message, effects);
    askForReceipts();
  }

  /** A message that was on its way will never be taken. */
  void onRefused(Outgoing message, Refusal refusal, String words, Effects effects) {
    outbox.done();
    outcomes.onRefused(message, refusal, words, effects);
    askForReceipts();
  }

  /** Refuses all messages that wait. */
  void refuseAll(Refusal refusal, String words, Effects effects) {
    for (Outgoing send = outbox.poll(); send != null; send = outbox.poll()) {
      onRefused(send, refusal, words, effects);
    }
  }

  /** A receipt came, which is stored, delivered, expired or failed. It may have come before. */
  void onReceipt(Message receipt, Effects effects) {
    outcomes.onReceipt(receipt, effects);
    askForReceipts();
  }

  Outbox outbox() {
    return outbox;
  }

  Outcomes outcomes() {
    return outcomes;
  }
}

package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.chappe.link.LinkName;
import org.chappe.model.Address;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
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
 *
 * <p>A text is written down when it is taken, each time something becomes of a part, and goes into the history once its last answer was
 * given. It is sent once it is durable: else a client that died could give its number to another text.
 */
final class Departures implements Receipts {

  private static final long NO_END = -1;

  /** What the program is to be told once it is durable, and the number of the end that is written down for it. */
  private record Untold(List<ClientReport> reports, long end) {}

  private final Outbox outbox;
  private final MailRequests mail;
  private final OutboxRecords records;
  private final SentHistory sent;
  private final Outcomes outcomes = new Outcomes();
  private final Queue<Untold> untold = new ArrayDeque<>();
  private final Map<Long, ClientReport.Undelivered> earlierEnds = new LinkedHashMap<>();
  private long nextEnd;
  private long nowMillis;
  private final AnswerLimits limits;
  private boolean terminating;

  Departures(Outbox outbox, MailRequests mail, OutboxRecords records, SentHistory sent) {
    this.outbox = outbox;
    this.mail = mail;
    this.records = records;
    this.sent = sent;
    this.limits = new AnswerLimits(outcomes.awaiting());
  }

  /** It is now so late, in milliseconds since 1970 of a clock that doesn't jump while the client runs. */
  void advance(long millis) {
    nowMillis = millis;
    limits.advance(millis);
  }

  // ---- after a restart ----

  /**
   * Goes on with a text of an earlier run, with what isn't accepted of it under the same numbers. All of them, in the order of
   * their record numbers, before anything else.
   *
   * @throws IllegalArgumentException if the record isn't what was written
   */
  void resume(long recordNumber, Payload record) {
    Submission submission = SubmissionRecord.decode(record);
    submission.setRecordNumber(recordNumber);
    submission.setWritten();
    sent.take(recordNumber);
    outbox.queue(submission);
    outcomes.follow(submission);
    limits.resume(submission);
    askForReceipts();
  }

  /** Goes on with what an earlier run was going to tell its program. */
  void resumeEnd(long number, Payload record) {
    earlierEnds.put(number, EndRecord.decode(record));
    nextEnd = number + 1;
  }

  /** Tells what an earlier run may not have come to tell. */
  void begin(Effects effects) {
    earlierEnds.forEach((number, end) -> {
      effects.report(end);
      records.deleteEnd(number);
    });
    earlierEnds.clear();
  }

  /** Writes down what is left to do about a submission; when that is nothing, what has become of it. */
  private void save(Submission submission) {
    limits.begin(submission);
    if (!records.isKept()) {
      return;
    }
    if (submission.recordNumber() == Submission.NO_RECORD) {
      submission.setRecordNumber(sent.takeNumber());
    }
    if (!submission.isOver()) {
      records.put(submission.recordNumber(), SubmissionRecord.encode(submission));
    } else if (submission.state() != submission.filedAs()) {
      if (submission.filedAs() == null) {
        records.delete(submission.recordNumber());
      }
      submission.fileAs(submission.state());
      if (submission.isInHistory()) {
        sent.put(SentText.of(submission));
      }
    }
  }

  // ---- texts ----

  /** Takes a text, or refuses it at once: for what it holds, after the goodbye, or for want of room. */
  void send(ClientOrder.Send send, Effects effects) {
    List<Payload> parts = LongText.split(send.text());
    TextRule.Breach breach = TextRule.check(send.text(), parts);
    if (breach == null && send.destination().isEveryone()) {
      breach = TextRule.checkForAll(send, parts);
    }
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
      Submission submission = outbox.add(send, parts);
      submission.setSentMillis(nowMillis);
      outcomes.follow(submission);
      save(submission);
      records.afterwards(submission::setWritten);
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
      if (next.isSend()) {
        next.whole().sendTo(session.link().name().remote());
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
    return send != null || !terminating || !outbox.isEmpty()
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
    save(message.whole());
    askForReceipts();
  }

  /**
   * A message that was on its way will never be taken.
   *
   * @param home which refuses it; null where that isn't known
   */
  void onRefused(
      Outgoing message, @Nullable Address home, Refusal refusal, String words, Effects effects) {
    outbox.done();
    if (message.whole().mayBeElsewhereThan(home)) {
      outcomes.onDoubt(message.whole(), words, effects);
    } else {
      outcomes.onRefused(message, refusal, words, effects);
    }
    save(message.whole());
    askForReceipts();
  }

  /** Refuses all messages that wait. */
  void refuseAll(@Nullable Address home, Refusal refusal, String words, Effects effects) {
    for (Outgoing send = outbox.pollAny(); send != null; send = outbox.pollAny()) {
      onRefused(send, home, refusal, words, effects);
    }
  }

  // ---- receipts ----

  /**
   * A receipt came, which is stored, delivered, expired or failed; it may have come before. What it changes goes into the
   * batch that is gathered, which must remember the receipt too.
   */
  @Override
  public boolean onTaken(Message receipt) {
    Submission submission = outcomes.subjectOf(receipt);
    List<ClientReport> reports = outcomes.onReceipt(receipt);
    untold.add(new Untold(reports, reports.isEmpty() ? NO_END : keepEnd(receipt)));
    if (submission != null) {
      save(submission);
    }
    askForReceipts();
    return submission != null;
  }

  @Override
  public void onOutweighed() {
    outcomes.ignore();
  }

  /** A program that isn't told of a bad end in this run is in the next: the receipt won't come again. */
  private long keepEnd(Message receipt) {
    MessageId id = receipt.id();
    if (!receipt.receipt().isBadEnd() || id == null || !records.isKept()) {
      return NO_END;
    }
    records.putEnd(
        nextEnd,
        EndRecord.encode(new ClientReport.Undelivered(
            id, receipt.source(), receipt.receipt(), Outcomes.words(receipt))));
    return nextEnd++;
  }

  /** The oldest receipt of which the program doesn't know is durable. */
  @Override
  public void onDurable(Effects effects) {
    Untold oldest = untold.remove();
    oldest.reports.forEach(effects::report);
    if (oldest.end != NO_END) {
      records.deleteEnd(oldest.end);
    }
  }

  /** Tells of those texts of which no receipt has come in time. */
  void giveUpWaiting(Effects effects) {
    for (Submission submission : limits.takeOverdue()) {
      effects.report(outcomes.onSilence(submission));
      save(submission);
      askForReceipts();
    }
  }

  /** When {@link #giveUpWaiting} has something to do, in milliseconds since 1970. */
  long nextDeadlineMillis() {
    return limits.nextMillis();
  }

  SentHistory sent() {
    return sent;
  }

  Outbox outbox() {
    return outbox;
  }

  Outcomes outcomes() {
    return outcomes;
  }
}

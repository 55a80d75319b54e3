package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Queue;
import org.chappe.model.Message;
import org.chappe.model.Via;
import org.chappe.node.Effects;

/** What groups and queues answer: told to the program, and never shown as mail, nor kept. */
final class RoomAnswers {

  /** Messages that are taken into the journal, without having been asked for, because an answer may be behind them. */
  static final int AHEAD_MAX = 1_000;

  private final boolean hasJournal;
  private final MailRequests mail;
  private final Queue<Message> ready = new ArrayDeque<>();
  private int aheadLeft;

  RoomAnswers(boolean hasJournal, MailRequests mail) {
    this.hasJournal = hasJournal;
    this.mail = mail;
  }

  static boolean isOne(Message message) {
    return message.via() == Via.ROOM_ANSWER;
  }

  /** The program waits for an answer, or doesn't any more. */
  void await(boolean areAwaited) {
    aheadLeft = areAwaited && hasJournal ? AHEAD_MAX : 0;
    mail.awaitAnswers(areAwaited);
  }

  /** Whether one message more may be taken because an answer may be behind it; it counts. Without a journal the answer waits. */
  boolean mayTakeAhead() {
    return aheadLeft > 0 && aheadLeft-- > 0;
  }

  void add(Message answer) {
    ready.add(answer);
  }

  void tell(Effects effects) {
    for (Message answer = ready.poll(); answer != null; answer = ready.poll()) {
      effects.report(
          new ClientReport.RoomAnswered(answer.source(), answer.text().text()));
    }
  }
}

package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;

/**
 * What groups and queues answer: told to the program, and never shown as mail, nor kept. Items of queues are mail, and are kept; one for which the program
 * waits is told to it instead of being shown.
 */
final class RoomAnswers {

  /** Messages that are taken into the journal, without having been asked for, because an answer may be behind them. */
  static final int AHEAD_MAX = 1_000;

  private final boolean hasJournal;
  private final MailRequests mail;
  private final Queue<Message> answers = new ArrayDeque<>();
  private final Queue<Ready> items = new ArrayDeque<>();
  private ClientOrder.AwaitAnswers order = new ClientOrder.AwaitAnswers(false, List.of());
  private int aheadLeft;

  RoomAnswers(boolean hasJournal, MailRequests mail) {
    this.hasJournal = hasJournal;
    this.mail = mail;
  }

  static boolean isOne(Message message) {
    return message.via() == Via.ROOM_ANSWER;
  }

  /** The program waits for an answer, or doesn't any more. */
  void await(ClientOrder.AwaitAnswers newOrder) {
    order = newOrder;
    aheadLeft = order.areAwaited() && hasJournal ? AHEAD_MAX : 0;
    mail.awaitAnswers(order.areAwaited());
  }

  /** Whether one message more may be taken because an answer may be behind it; it counts. Without a journal the answer waits. */
  boolean mayTakeAhead() {
    return aheadLeft > 0 && aheadLeft-- > 0;
  }

  void add(Message answer) {
    answers.add(answer);
  }

  /** Takes a text if it is an item for which the program waits. */
  boolean takes(Ready text) {
    Message message = text.text();
    boolean isItem = message.via() == Via.ROOM && message.receipt() != Receipt.NONE;
    return isItem && order.queues().contains(message.source()) && items.add(text);
  }

  void tell(Effects effects) {
    for (Message answer = answers.poll(); answer != null; answer = answers.poll()) {
      effects.report(
          new ClientReport.RoomAnswered(answer.source(), answer.text().text()));
    }
    for (Ready item = items.poll(); item != null; item = items.poll()) {
      effects.report(new ClientReport.RoomItem(
          new Delivery(item.numbers().get(0), item.text(), item.isLate())));
    }
  }
}

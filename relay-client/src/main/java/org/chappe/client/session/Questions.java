package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.link.LinkName;
import org.chappe.model.Payload;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;

/**
 * What the program asks the home, one question after the other. A question that isn't answered before its session ends is asked
 * again in the next, under the same token, so that a home that has done already what was asked says so and does it no second time.
 * A client that watches asks for that anew in each session, as soon as nothing else is open.
 */
final class Questions {

  /** Questions that are open or wait. */
  static final int WAITING_MAX = 16;

  /** How long an answer is waited for, in nanoseconds. */
  static final long ANSWER_NANOS_MAX = 10_000_000_000L;

  private static final String ON = "on";

  /** @param id the program's name for it */
  private record Asked(long id, Question question, long overNanos) {}

  private final RandomGenerator random;
  private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
  private final TreeMap<Integer, Answer.Page> pages = new TreeMap<>();
  private boolean sent;
  private boolean askedBefore;
  private boolean watches;
  private boolean watchDue;
  private long full;

  Questions(RandomGenerator random) {
    this.random = random;
  }

  /** Takes a question; one too many is denied at once. */
  void ask(long nowNanos, ClientOrder.Ask order, Effects effects) {
    if (waiting.size() == WAITING_MAX) {
      full++;
      effects.report(new ClientReport.Denied(
          order.id(), Denial.BUSY, WAITING_MAX + " questions wait for the relay"));
      return;
    }
    long token = random.nextLong(Question.TOKEN_MAX + 1);
    Question question = new Question(order.word(), token, order.rest());
    waiting.add(new Asked(order.id(), question, nowNanos + ANSWER_NANOS_MAX));
  }

  /** A new session knows nothing of what was asked in the last. */
  void attached() {
    askedBefore |= sent;
    sent = false;
    watchDue = watches;
    pages.clear();
  }

  /** Asks the oldest question if that is still to be done and the session has room. */
  void fill(Session session) {
    Asked open = waiting.peek();
    if (open != null && !sent && session.hasRoom()) {
      sent = true;
      offer(session, open.question);
    } else if (open == null && watchDue && session.hasRoom()) {
      watchDue = false;
      offer(session, new Question(QuestionWord.WATCH, random.nextLong(Question.TOKEN_MAX + 1), ON));
    }
  }

  private static void offer(Session session, Question question) {
    LinkName name = session.link().name();
    session.offer(
        Outgoing.request(question.word().frame(name.local(), name.remote(), question.payload())));
  }

  /** The home has answered something; what wasn't asked is ignored. */
  void onAnswer(Answer answer, Effects effects) {
    Asked open = waiting.peek();
    if (open == null
        || answer.token() != open.question.token()
        || answer.word() != open.question.word()) {
      return;
    }
    if (answer instanceof Answer.Denied denied) {
      close();
      effects.report(new ClientReport.Denied(open.id, denied.reason(), denied.words()));
    } else if (answer instanceof Answer.Page page) {
      onPage(open, page, effects);
    }
  }

  /** Whether a payload is an answer, or a page of one, that is still to be heard. */
  boolean awaits(Payload payload) {
    Asked open = waiting.peek();
    Answer answer = open == null ? null : Answer.read(payload);
    return answer != null
        && answer.token() == open.question.token()
        && answer.word() == open.question.word()
        && !(answer instanceof Answer.Page page && pages.containsKey(page.page()));
  }

  /**
   * The account is no more. If that is what the program has asked for, in a session that ended before the answer came, it is done.
   *
   * @return whether it is
   */
  boolean concludeDeletion(Effects effects) {
    Asked open = waiting.peek();
    if (open == null || open.question.word() != QuestionWord.DELETE || !askedBefore) {
      return false;
    }
    close();
    effects.report(new ClientReport.Answered(open.id, List.of()));
    return true;
  }

  private void onPage(Asked open, Answer.Page page, Effects effects) {
    pages.put(page.page(), page);
    if (pages.size() < page.pages()) {
      return;
    }
    List<String> items = new ArrayList<>();
    pages.values().forEach(each -> items.addAll(each.items()));
    close();
    if (open.question.word() == QuestionWord.WATCH) {
      watches = items.contains(ON);
      watchDue = false;
    }
    effects.report(new ClientReport.Answered(open.id, items));
  }

  private void close() {
    waiting.remove();
    sent = false;
    askedBefore = false;
    pages.clear();
  }

  /** Gives up what was waited for too long. */
  void onDeadline(long nowNanos, Effects effects) {
    for (Asked oldest = waiting.peek();
        oldest != null && oldest.overNanos <= nowNanos;
        oldest = waiting.peek()) {
      close();
      effects.report(new ClientReport.Unanswered(oldest.id));
    }
  }

  long nextDeadline() {
    Asked oldest = waiting.peek();
    return oldest == null ? Node.NEVER : oldest.overNanos;
  }

  /** Questions that found no room. */
  long full() {
    return full;
  }
}

package org.chappe.server.node;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Answer;
import org.chappe.node.Question;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/** Answers what clients ask in their sessions. A client has one question open: the next ends what it hasn't been sent of an answer. */
final class Questions {

  private final Replies replies;
  private final Station station;
  private long asked;

  Questions(Replies replies, Station station) {
    this.replies = replies;
    this.station = station;
  }

  /** Answers a question, in the session in which it was asked. */
  void ask(Session session, ClientId client, Question question) {
    asked++;
    List<Answer> answer = switch (question.word()) {
      case WHOAMI -> Answer.pages(question, whoami(client));
    };
    session.answer(answer.stream().map(page -> frame(client, page)).toList());
  }

  private List<String> whoami(ClientId client) {
    Mailbox mailbox = station.mailbox(client);
    long waiting = mailbox == null ? 0 : mailbox.waiting();
    return List.of(replies.self().toString(), Long.toString(waiting));
  }

  private Frame frame(ClientId client, Answer page) {
    return new Frame.Get(
        Stamp.unnumbered(), replies.self(), client, Frame.Get.NO_WAIT, page.payload(), "");
  }

  /** Questions that were answered. */
  long asked() {
    return asked;
  }
}

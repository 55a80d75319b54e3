package org.chappe.server.node;

import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Via;
import org.chappe.node.Answer;
import org.chappe.node.Question;
import org.chappe.server.station.Peek;

/** How waiting messages are told: one a page, {@code SOURCE?NUMBER?PART?TEXT}, number and part empty where there is none; behind the part the letter of the way by which it came. */
final class MailPages {

  private static final String COUNT = "[1-9][0-9]{0,2}";

  private MailPages() {}

  /** How many messages a question wants at most; all that are told at once without a number, and 0 when it can't be that. */
  static int max(String rest) {
    if (rest.isEmpty()) {
      return Peek.MESSAGES_MAX;
    }
    int max = rest.matches(COUNT) ? Integer.parseInt(rest) : 0;
    return max > Peek.MESSAGES_MAX ? 0 : max;
  }

  static List<Answer> of(Question question, List<Message> messages) {
    return Answer.textPages(question, messages.stream().map(MailPages::items).toList());
  }

  private static List<String> items(Message message) {
    MessageId id = message.id();
    Part part = message.part();
    return List.of(
        message.source().toString(),
        id == null ? "" : id.toString(),
        (part == null ? "" : part.k() + "." + part.n()) + way(message.via()),
        message.text().text());
  }

  /** As in the frame of the message. */
  private static String way(Via via) {
    return switch (via) {
      case DIRECT -> "";
      case BROADCAST -> "a";
      case ROOM -> "r";
      case ROOM_ANSWER -> "c";
    };
  }
}

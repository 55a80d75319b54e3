package org.chappe.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Via;
import org.chappe.node.Denial;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits at the relay.
 *
 * @param source who wrote it
 * @param message its number, epoch.n in base 36, of a long text that of its first part; empty if it has none
 * @param part {@code k/n} of a long text of which not all parts were looked at; empty for a whole text
 * @param via by what way it came
 * @param text what it says; of {@link Via#ROOM} the writer's ID and a space stand before it
 */
public record WaitingMessage(ClientId source, String message, String part, Via via, String text) {

  static final int MESSAGES_MAX = 100;

  private static final int ITEMS = 4;

  /** The long text that a part belongs to. */
  private record Whole(ClientId source, long epoch, long first, int parts) {}

  /** What an answer tells, with whole texts of their parts; without what groups and queues have answered, which is shown to nobody. */
  static List<WaitingMessage> all(List<String> items) {
    List<WaitingMessage> told = new ArrayList<>();
    try {
      for (int i = 0; i + ITEMS <= items.size(); i += ITEMS) {
        told.add(read(items.subList(i, i + ITEMS)));
      }
      told.removeIf(one -> one.via == Via.ROOM_ANSWER);
      return joined(told);
    } catch (IllegalArgumentException notAMessage) {
      throw new ClientFailure.Denied(Denial.PARAM, "the relay's answer can't be right");
    }
  }

  private static WaitingMessage read(List<String> items) {
    String part = items.get(2).replaceAll("[a-z]", "").replace('.', '/');
    Via via = via(items.get(2).replaceAll("[^a-z]", ""));
    return new WaitingMessage(ClientId.parse(items.get(0)), items.get(1), part, via, items.get(3));
  }

  /** As the relay says it; whatever newer relays say counts as nothing. */
  private static Via via(String way) {
    return switch (way) {
      case "a" -> Via.BROADCAST;
      case "r" -> Via.ROOM;
      case "c" -> Via.ROOM_ANSWER;
      default -> Via.DIRECT;
    };
  }

  private static List<WaitingMessage> joined(List<WaitingMessage> told) {
    Map<Whole, TreeMap<Integer, WaitingMessage>> parts = new LinkedHashMap<>();
    for (WaitingMessage one : told) {
      Whole whole = one.whole();
      if (whole != null) {
        parts.computeIfAbsent(whole, any -> new TreeMap<>()).put(one.k(), one);
      }
    }
    List<WaitingMessage> texts = new ArrayList<>();
    for (WaitingMessage one : told) {
      Whole whole = one.whole();
      TreeMap<Integer, WaitingMessage> all = whole == null ? null : parts.get(whole);
      if (whole == null || all == null || all.size() < whole.parts) {
        texts.add(one);
      } else if (one.k() == 1) {
        texts.add(new WaitingMessage(
            one.source,
            one.message,
            "",
            one.via,
            String.join("", all.values().stream().map(WaitingMessage::text).toList())));
      }
    }
    return texts;
  }

  private int k() {
    return Integer.parseInt(part.substring(0, part.indexOf('/')));
  }

  /** Null for what is no part, or has no number by which parts are known. */
  private @Nullable Whole whole() {
    if (!part.matches("[1-8]/[1-8]") || message.indexOf('.') < 0) {
      return null;
    }
    MessageId id = MessageId.parse(message);
    int parts = Integer.parseInt(part.substring(part.indexOf('/') + 1));
    return k() > parts ? null : new Whole(source, id.epoch(), id.n() - k() + 1, parts);
  }
}

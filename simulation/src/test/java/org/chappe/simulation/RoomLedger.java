package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What was written to rooms, and who was shown it. What a queue takes one of those gets who ask for it. Whoever knows to be a member when something is written gets it, once, if the group takes it; its writer
 * doesn't, nor does who never asked to be a member; and what the group doesn't take nobody gets.
 */
final class RoomLedger {

  private record Membership(ClientId room, ClientId client) {}

  private final Simulation simulation;
  private final Map<String, RoomText> texts = new LinkedHashMap<>();
  private final Set<ClientId> queues = new LinkedHashSet<>();
  private final Set<Membership> members = new LinkedHashSet<>();
  /** The last that each asked, if that was to be a member. */
  private final Map<Membership, String> wanted = new LinkedHashMap<>();

  private final Set<Membership> askers = new LinkedHashSet<>();

  RoomLedger(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A user is there. */
  void add(RoomUser user) {
    simulation.note(user + " is " + user.id());
  }

  /** A room is founded. */
  void founded(ClientId room, String name) {
    if (RoomKind.of(name) == RoomKind.QUEUE) {
      queues.add(room);
    }
  }

  /** A user asks a room something. */
  void commanded(ClientId client, ClientId room, String text) {
    Membership membership = new Membership(room, client);
    if (text.startsWith("/take")) {
      askers.add(membership);
    } else if (text.startsWith("/join")) {
      askers.add(membership);
      wanted.put(membership, text);
    } else if (text.startsWith("/leave")) {
      members.remove(membership);
      wanted.remove(membership);
      texts.values().forEach(each -> each.readers.remove(client));
    }
  }

  /** A room has answered a user. */
  void answered(ClientId client, RoomUser.Answer answer) {
    Membership membership = new Membership(answer.room(), client);
    String last = wanted.get(membership);
    if (last != null && answer.text().startsWith(last + " ok")) {
      members.add(membership);
    }
  }

  /** A user writes. */
  RoomText written(ClientId writer, ClientId room, String text) {
    RoomText written = new RoomText(writer, room, text);
    for (Membership membership : members) {
      if (membership.room.equals(room) && !membership.client.equals(writer)) {
        written.readers.add(membership.client);
      }
    }
    if (texts.put(writer + " " + text, written) != null) {
      throw new IllegalArgumentException("the scenario writes this twice: " + written);
    }
    return written;
  }

  /** A writer was told what became of a text. */
  void told(RoomText text, RoomText.End end) {
    text.end = end;
    if (end == RoomText.End.REFUSED && !text.shown.isEmpty()) {
      throw simulation.violation(Invariant.NO_REFUSED, "is refused and was shown: " + text);
    }
  }

  /** A user was shown something. */
  void shown(ClientId reader, Delivery delivery) {
    RoomText text = texts.get(delivery.message().text().text());
    ClientId room = delivery.message().source();
    boolean mayBe = text != null
        && delivery.message().via() == Via.ROOM
        && text.room.equals(room)
        && (queues.contains(room) || !text.writer.equals(reader))
        && askers.contains(new Membership(room, reader));
    if (text == null || !mayBe) {
      throw simulation.violation(
          Invariant.NO_INVENTION, reader + " is shown " + delivery.message());
    }
    if (text.end == RoomText.End.REFUSED) {
      throw simulation.violation(Invariant.NO_REFUSED, "is refused and shown: " + text);
    }
    if (queues.contains(room) && !text.shown.isEmpty() && !text.shown.containsKey(reader)) {
      throw simulation.violation(
          Invariant.NO_DUPLICATE, reader + " takes what " + text.shownTo() + " took: " + text);
    }
    Long before = text.shown.put(reader, delivery.number());
    if (before != null && before != delivery.number()) {
      throw simulation.violation(
          Invariant.NO_DUPLICATE, reader + " is shown a second time " + text);
    }
  }

  /** What a reader was not shown yet that it should be; null for nothing. */
  @Nullable String missing(ClientId reader) {
    for (RoomText text : texts.values()) {
      if (text.end == RoomText.End.TAKEN
          && text.readers.contains(reader)
          && !text.shown.containsKey(reader)) {
        return "was not shown " + text;
      }
    }
    return null;
  }

  /** A text that a queue has taken and nobody was given; null when there is none. */
  @Nullable RoomText untaken() {
    return texts.values().stream()
        .filter(text -> queues.contains(text.room) && text.end == RoomText.End.TAKEN)
        .filter(text -> text.shown.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Texts that a room has taken. */
  long taken() {
    return texts.values().stream()
        .filter(text -> text.end == RoomText.End.TAKEN)
        .count();
  }
}

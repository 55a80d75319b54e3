package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What is written to somebody with several devices, and by them. What the owner's home has accepted is shown on each device once, and what one device sends on each other once, as sent. So is what its writer
 * was told to be delivered; and, as nothing expires here, no writer is told that something wasn't.
 */
final class DeviceLedger {

  /** A text, who has accepted it, and the place in the reader's journal under which it was shown. */
  static final class Text {
    final DeviceUser writer;
    final ClientId destination;
    final String text;
    final Map<DeviceUser, Long> shown = new LinkedHashMap<>();
    boolean isAccepted;
    boolean isDelivered;

    Text(DeviceUser writer, ClientId destination, String text) {
      this.writer = writer;
      this.destination = destination;
      this.text = text;
    }

    @Override
    public String toString() {
      return writer + " -> " + destination + " \"" + text + "\"";
    }
  }

  private final Simulation simulation;
  private final Set<DeviceUser> users = new LinkedHashSet<>();
  private final Map<String, Text> texts = new LinkedHashMap<>();

  DeviceLedger(Simulation simulation) {
    this.simulation = simulation;
  }

  void add(DeviceUser user) {
    users.add(user);
    simulation.note(user + " is " + user.id());
  }

  /** A user writes; each text only once. */
  Text written(DeviceUser writer, ClientId destination, String text) {
    Text written = new Text(writer, destination, text);
    if (texts.put(text, written) != null) {
      throw new IllegalArgumentException("the scenario writes this twice: " + written);
    }
    return written;
  }

  /** A relay has taken a text. */
  void accepted(Text text) {
    text.isAccepted = true;
  }

  /** A writer was told that a text was delivered. */
  void delivered(Text text) {
    text.isAccepted = true;
    text.isDelivered = true;
  }

  /** A writer was told that a text wasn't delivered. */
  void failed(Text text, String words) {
    throw simulation.violation(Invariant.LIVES_AS_LONG, words + " is said of " + text);
  }

  /** A user was shown something. */
  void shown(DeviceUser reader, Delivery delivery) {
    Text text = texts.get(delivery.message().text().text());
    if (text == null || !isMeant(reader, text, delivery)) {
      throw simulation.violation(
          Invariant.NO_INVENTION, reader + " is shown " + delivery.message());
    }
    Long before = text.shown.put(reader, delivery.number());
    if (before != null && before != delivery.number()) {
      throw simulation.violation(
          Invariant.NO_DUPLICATE, reader + " is shown a second time " + text);
    }
  }

  private static boolean isMeant(DeviceUser reader, Text text, Delivery delivery) {
    ClientId source = delivery.message().source();
    if (delivery.isOwn()) {
      return reader.isSiblingOf(text.writer) && source.equals(text.destination);
    }
    return reader.person().equals(text.destination) && source.equals(text.writer.person());
  }

  /** What a reader was not shown yet that it should be, or a writer wasn't told; null for nothing. */
  @Nullable String missing(DeviceUser user) {
    for (Text text : texts.values()) {
      boolean isDue = user.person().equals(text.destination) || user.isSiblingOf(text.writer);
      if (text.isAccepted && isDue && !text.shown.containsKey(user)) {
        return "was not shown " + text;
      }
    }
    return null;
  }

  /** Texts that were accepted. */
  long accepted() {
    return texts.values().stream().filter(text -> text.isAccepted).count();
  }

  /** Texts whose writers were told that they were delivered. */
  long delivered() {
    return texts.values().stream().filter(text -> text.isDelivered).count();
  }
}

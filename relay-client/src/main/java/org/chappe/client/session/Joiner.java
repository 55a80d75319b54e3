package org.chappe.client.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of long texts. Parts may come in any order and more than once; a text whose last part doesn't come is
 * dropped after a time.
 *
 * <p>It has no state but the parts that it was given: offered again after a restart, in any order, they lead to the same.
 */
final class Joiner {

  /** Unfinished texts at most; the one begun first is dropped for another. */
  static final int TEXTS_MAX = 1_024;

  /** An unfinished text is dropped so long after its first part came: no message lives longer. */
  static final long AGE_SECONDS_MAX = 30L * 86_400;

  /** Names a text, which came from the source or was sent to it: part k of it has the number first + k − 1. */
  private record Key(ClientId source, boolean isOwn, long epoch, long first, int parts) {}

  private static final class Unfinished {
    final long sinceSeconds;
    final @Nullable Message[] parts;
    int missing;

    Unfinished(long sinceSeconds, int parts) {
      this.sinceSeconds = sinceSeconds;
      this.parts = new Message[parts];
      this.missing = parts;
    }
  }

  /** In the order in which they were begun. */
  private final Map<Key, Unfinished> texts = new LinkedHashMap<>();

  private final Consumer<Message> onDropped;
  private long dropped;

  /** @param onDropped gets each part of a text that is dropped */
  Joiner(Consumer<Message> onDropped) {
    this.onDropped = onDropped;
  }

  /**
   * Takes a part, which must have a number.
   *
   * @param sinceSeconds when it came, by a clock in seconds that never goes back
   * @return the whole, under the number of its first part, once all parts are there; null before
   */
  @Nullable Message add(Message message, long sinceSeconds) {
    Part part = Objects.requireNonNull(message.part());
    MessageId id = Objects.requireNonNull(message.id());
    long first = id.n() - (part.k() - 1);
    if (first < 0) {
      return null;
    }
    Key key = new Key(message.source(), OwnTexts.isOne(message), id.epoch(), first, part.n());
    Unfinished text = texts.get(key);
    if (text == null) {
      text = begin(key, sinceSeconds);
    }
    if (text.parts[part.k() - 1] == null) {
      text.parts[part.k() - 1] = message;
      text.missing--;
    }
    return text.missing > 0 ? null : finish(key, text);
  }

  /** Drops what was begun too long ago. */
  void dropOverdue(long nowSeconds) {
    Iterator<Unfinished> oldestFirst = texts.values().iterator();
    while (oldestFirst.hasNext()) {
      Unfinished oldest = oldestFirst.next();
      if (oldest.sinceSeconds > nowSeconds - AGE_SECONDS_MAX) {
        return;
      }
      oldestFirst.remove();
      drop(oldest);
    }
  }

  /** Texts that are unfinished now. */
  int unfinished() {
    return texts.size();
  }

  /** Texts that were dropped. */
  long dropped() {
    return dropped;
  }

  private Unfinished begin(Key key, long sinceSeconds) {
    if (texts.size() == TEXTS_MAX) {
      Iterator<Unfinished> eldest = texts.values().iterator();
      Unfinished oldest = eldest.next();
      eldest.remove();
      drop(oldest);
    }
    Unfinished begun = new Unfinished(sinceSeconds, key.parts());
    texts.put(key, begun);
    return begun;
  }

  private void drop(Unfinished text) {
    dropped++;
    for (Message part : text.parts) {
      if (part != null) {
        onDropped.accept(part);
      }
    }
  }

  private Message finish(Key key, Unfinished text) {
    texts.remove(key);
    List<Payload> pieces = new ArrayList<>();
    for (Message part : text.parts) {
      pieces.add(Objects.requireNonNull(part).text());
    }
    Message first = Objects.requireNonNull(text.parts[0]);
    return new Message(
        first.source(),
        first.destination(),
        first.id(),
        null,
        first.hopsLeft(),
        first.custodian(),
        first.lifeSeconds(),
        first.receipt(),
        first.via(),
        first.keyId(),
        joined(pieces));
  }

  private static Payload joined(List<Payload> pieces) {
    byte[] bytes = new byte[pieces.stream().mapToInt(Payload::length).sum()];
    int end = 0;
    for (Payload piece : pieces) {
      end = piece.copyTo(bytes, end);
    }
    return Payload.copyOf(bytes, 0, end);
  }
}

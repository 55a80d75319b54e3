package org.chappe.client.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.jspecify.annotations.Nullable;

/** Makes texts of what comes, and knows where in the journal their parts are. */
final class LongTexts {

  private static final long MILLIS_PER_SECOND = 1_000;

  /**
   * A text that is complete.
   *
   * @param numbers where its parts are in the journal, from the first one on
   */
  record Whole(Message text, List<Long> numbers) {}

  private record Name(ClientId source, boolean isOwn, MessageId id) {
    static Name of(Message message, MessageId id) {
      return new Name(message.source(), OwnTexts.isOne(message), id);
    }
  }

  private final Joiner joiner = new Joiner(this::drop);
  private final LongConsumer onDropped;

  /** The parts that the joiner has, which bounds it. */
  private final Map<Name, Long> numbers = new HashMap<>();

  /** @param onDropped gets the place in the journal of each part whose text will never be complete */
  LongTexts(LongConsumer onDropped) {
    this.onDropped = onDropped;
  }

  /** The text that is complete with this message: itself, if it is no part of a long one; null while parts are missing. */
  @Nullable Whole add(Arrival arrival) {
    Message message = arrival.message();
    Part part = message.part();
    MessageId id = message.id();
    if (part == null || id == null) {
      return new Whole(message, List.of(arrival.number()));
    }
    if (id.n() < part.k() - 1) {
      onDropped.accept(arrival.number()); // its first part would have a number below 0
      return null;
    }
    long seconds = arrival.millis() / MILLIS_PER_SECOND;
    joiner.dropOverdue(seconds);
    Long before = numbers.put(Name.of(message, id), arrival.number());
    if (before != null) {
      onDropped.accept(before); // a double of an epoch that was forgotten
    }
    Message text = joiner.add(message, seconds);
    return text == null ? null : new Whole(text, numbersOf(text, part.n()));
  }

  private List<Long> numbersOf(Message text, int parts) {
    MessageId first = Objects.requireNonNull(text.id());
    List<Long> places = new ArrayList<>(parts);
    for (int k = 0; k < parts; k++) {
      MessageId id = new MessageId(first.epoch(), first.n() + k);
      places.add(Objects.requireNonNull(numbers.remove(Name.of(text, id))));
    }
    return places;
  }

  private void drop(Message part) {
    MessageId id = Objects.requireNonNull(part.id());
    onDropped.accept(Objects.requireNonNull(numbers.remove(Name.of(part, id))));
  }

  /** Texts that were dropped because parts never came. */
  long dropped() {
    return joiner.dropped();
  }
}

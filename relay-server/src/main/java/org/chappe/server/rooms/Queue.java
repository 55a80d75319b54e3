package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RoomKind;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A queue: what anybody writes to it waits there, and goes to whoever asks for it first, the oldest first.
 *
 * <p>Who takes an item gets it as mail that lives for as long as it is lent. When the taker's home says that it was acknowledged it is gone; when its life
 * ended first it is at the front of the queue again.
 */
final class Queue implements Room {

  /** How long an item is lent when the taker doesn't say, in seconds. */
  static final int LENT_SECONDS = 60;

  static final int LENT_SECONDS_MIN = 10;
  static final int LENT_SECONDS_MAX = 3_600;

  /** Why a text comes back: the queue holds too many. */
  static final String QUEUE_FULL = "queue full";

  /** As much of an item as fits into one answer behind what it begins with. */
  private static final int PEEK_BYTES = 130;

  private static final String FORCE = "force";
  private static final String SECONDS = "[1-9][0-9]{0,3}";

  private final People people;
  private final Voice voice;
  private final Items items;
  private boolean over;

  Queue(People people, Voice voice, Items items) {
    this.people = people;
    this.voice = voice;
    this.items = items;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public Voice voice() {
    return voice;
  }

  @Override
  public int waiting() {
    return items.waiting();
  }

  @Override
  public int lent() {
    return items.lent();
  }

  @Override
  public void recover(Store store) {
    items.recover(store);
  }

  @Override
  public @Nullable String take(Message message) {
    Payload text = Payload.of(RoomCommand.unescaped(message.text()));
    if (text.length() > RoomKind.TEXT_BYTES_MAX) {
      return TOO_LONG;
    }
    if (!items.hasRoom()) {
      return QUEUE_FULL;
    }
    items.add(Payload.of(message.source() + " " + text.text()));
    return null;
  }

  @Override
  public void obey(ClientId client, RoomCommand command) {
    switch (command.word()) {
      case "take" -> lend(client, command);
      case "peek" -> peek(client, command);
      case "size" -> voice.done(client, command, items.waiting() + " " + items.lent());
      case "destroy" -> destroy(client, command);
      default ->
        voice.refuse(
            client, command, RoomDenial.PARAM, "a queue knows /take, /peek, /size and /destroy");
    }
  }

  private void lend(ClientId taker, RoomCommand command) {
    String rest = command.rest();
    int seconds =
        rest.matches(SECONDS) ? Integer.parseInt(rest) : rest.isEmpty() ? LENT_SECONDS : 0;
    if (seconds < LENT_SECONDS_MIN || seconds > LENT_SECONDS_MAX) {
      voice.refuse(taker, command, RoomDenial.PARAM, "an item is lent for 10 to 3600 seconds");
      return;
    }
    Long oldest = items.oldest();
    if (oldest == null) {
      voice.refuse(taker, command, RoomDenial.EMPTY, "nothing waits in the queue");
      return;
    }
    MessageId id = voice.lend(taker, seconds, items.text(oldest));
    if (id != null) {
      items.lend(oldest, taker, id, voice.ageSeconds() + seconds + RoomKind.WORD_SECONDS);
    }
  }

  @Override
  public int giveUp(int max) {
    return items.giveUp(voice.ageSeconds(), max);
  }

  /** In pages {@code K.N TEXT}. */
  private void peek(ClientId client, RoomCommand command) {
    Long oldest = items.oldest();
    if (oldest == null) {
      voice.refuse(client, command, RoomDenial.EMPTY, "nothing waits in the queue");
      return;
    }
    Payload text = items.text(oldest);
    Payload first = text.part(0, PEEK_BYTES);
    Payload rest = text.part(first.length(), text.length());
    voice.done(client, command, (rest.isEmpty() ? "1.1 " : "1.2 ") + first.text());
    if (!rest.isEmpty()) {
      voice.done(client, command, "2.2 " + rest.text());
    }
  }

  private void destroy(ClientId client, RoomCommand command) {
    int left = items.waiting() + items.lent();
    if (!people.isFounder(client)) {
      voice.refuse(client, command, RoomDenial.FOUNDER, ONLY_FOUNDER);
    } else if (left > 0 && !command.rest().equals(FORCE)) {
      voice.refuse(client, command, RoomDenial.ITEMS, left + " items would be gone");
    } else if (left > 0 && !people.isFounderProven(client)) {
      String words = "founded without this account, it ends when nothing is left in it";
      voice.refuse(client, command, RoomDenial.FOUNDER, words);
    } else {
      over = true;
      voice.done(client, command, "");
    }
  }

  @Override
  public void hear(Message receipt) {
    MessageId id = receipt.id();
    if (id == null) {
      return;
    }
    if (receipt.receipt() == Receipt.DELIVERED) {
      items.taken(receipt.source(), id);
    } else if (receipt.receipt().isBadEnd()) {
      items.giveBack(receipt.source(), id);
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public int cost() {
    return 2;
  }

  @Override
  public void end() {
    items.end();
    people.end();
  }

  @Override
  public RoomStatistics statistics() {
    return RoomStatistics.of(this).withReturned(items.returned(), items.givenUp());
  }
}

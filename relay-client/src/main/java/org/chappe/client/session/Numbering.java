package org.chappe.client.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;

/**
 * Gives each message its number: contiguous from 0 for each destination, and going on after a restart if there is a journal.
 * A number may be used once the batch that is gathered is durable: until then a crash could give it to another text.
 *
 * <p>It remembers so many destinations only. One that was forgotten and is written to again goes on in a later epoch,
 * so that no number is ever used twice.
 *
 * <p>What is written to all has an epoch that is used for nothing else, as each recipient gets it under that number. A device begins no epoch but its
 * own; what was numbered before it was one keeps its number.
 */
final class Numbering {

  /** Destinations remembered at most. */
  static final int DESTINATIONS_MAX = 4_096;

  private static final StoreKey LATEST_EPOCH =
      new StoreKey(JournalSpaces.STATE, 0, JournalSpaces.LATEST_EPOCH);
  private static final int BASE = 36;

  private final Journal journal;
  private final Epochs epochs;
  private final Map<ClientId, MessageId> nextIds = new LinkedHashMap<>(16, 0.75f, true);
  private long epoch;
  private long forgotten;

  /**
   * Reads what is in the journal.
   *
   * @param epochs what epochs that aren't in the journal may be called
   * @param epoch the first that isn't in the journal isn't before this, nor before what the journal knows
   */
  Numbering(Epochs epochs, long epoch, Journal journal) {
    this.epochs = epochs;
    this.journal = journal;
    Payload latest = journal.get(LATEST_EPOCH);
    this.epoch = epochs.from(
        latest == null ? epoch : Math.max(epoch, Long.parseLong(latest.text(), BASE) + 1));
    journal.each(JournalSpaces.NUMBERS, (key, value) -> {
      MessageId next = decode(value);
      if (epochs.from(next.epoch())
          == next.epoch()) { // another device may go on with what was numbered before
        nextIds.put(new ClientId(key.major()), next);
      }
    });
  }

  /**
   * Gives a number, and those that follow it without a gap in the same epoch.
   *
   * @param count how many numbers are wanted
   * @return the first of them
   */
  MessageId next(ClientId destination, int count) {
    MessageId known = nextIds.get(destination);
    MessageId id = known != null ? known : first(destination.isEveryone());
    if (id.n() > MessageId.N_MAX - (count - 1)) {
      id = inNextEpoch(id);
    }
    MessageId after = after(id, count);
    nextIds.put(destination, after);
    if (journal.isKept()) {
      journal.put(key(destination), Payload.of(after.toString()));
    }
    return id;
  }

  /** How many destinations were forgotten. */
  long forgotten() {
    return forgotten;
  }

  private MessageId first(boolean isApart) {
    if (nextIds.size() == DESTINATIONS_MAX) {
      Iterator<ClientId> eldest = nextIds.keySet().iterator();
      journal.delete(key(eldest.next()));
      eldest.remove();
      forgotten++;
      epoch = epochs.after(epoch);
    }
    MessageId first = new MessageId(isApart ? epochs.after(epoch) : epoch, 0);
    epoch = isApart ? epochs.after(first.epoch()) : epoch;
    noteEpoch();
    return first;
  }

  private MessageId after(MessageId id, int count) {
    return id.n() <= MessageId.N_MAX - count
        ? new MessageId(id.epoch(), id.n() + count)
        : inNextEpoch(id);
  }

  private MessageId inNextEpoch(MessageId id) {
    MessageId next = new MessageId(epochs.after(Math.max(epoch, id.epoch())), 0);
    epoch = epochs.after(next.epoch());
    noteEpoch();
    return next;
  }

  private void noteEpoch() {
    journal.put(LATEST_EPOCH, Payload.of(Long.toString(epoch, BASE)));
  }

  private static StoreKey key(ClientId destination) {
    return new StoreKey(JournalSpaces.NUMBERS, destination.value(), 0);
  }

  private static MessageId decode(Payload value) {
    String[] parts = value.text().split("\\.", -1);
    return new MessageId(Long.parseLong(parts[0], BASE), Long.parseLong(parts[1], BASE));
  }
}

package org.chappe.client.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chappe.client.session.Track.Origin;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/**
 * Knows each message and receipt again by its source, kind, epoch and number, after a restart too. What is forgotten for
 * want of room is forgotten in the journal as well.
 */
final class Inbox {

  /** Sources of messages, and again of each kind of receipt, remembered at most; the quietest is forgotten first. */
  static final int SOURCES_MAX = 4_096;

  private static final int KINDS_OF_RECEIPTS = 5;

  /** After one of these, no bad end has anything to say. */
  private static final Set<Receipt> ENDS =
      EnumSet.of(Receipt.DELIVERED, Receipt.EXPIRED, Receipt.FAILED);

  private final Journal journal;
  private final long bornMillis;
  private final Map<Origin, SeenNumbers> messages = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Origin, SeenNumbers> receipts = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Track> changed = new LinkedHashSet<>();
  private long use;
  private long duplicates;
  private long forgotten;
  private long epochsForgotten;

  /**
   * Reads what is in the journal.
   *
   * @param bornMillis when the journal began: of an epoch that is younger, every number was meant for this journal
   */
  Inbox(Journal journal, long bornMillis) {
    this.journal = journal;
    this.bornMillis = bornMillis;
    restore();
  }

  private void restore() {
    record Written(long use, Track track) {}

    List<Written> all = new ArrayList<>();
    journal.each(
        JournalSpaces.SEEN,
        (key, value) -> all.add(new Written(Track.useOf(value), Track.decode(key, value))));
    all.sort(Comparator.comparingLong(Written::use));
    for (Written written : all) {
      seenOf(written.track.origin).restore(written.track);
      use = written.use;
    }
  }

  /** Whether it hasn't come before. One without a number is always new: its link is all that keeps it from coming twice. */
  boolean isNew(Message message) {
    MessageId id = message.id();
    if (id == null) {
      return true;
    }
    Track track = seenOf(originOf(message)).add(id.epoch(), id.n());
    if (track == null) {
      duplicates++;
      return false;
    }
    if (journal.isKept()) {
      changed.add(track);
    }
    return true;
  }

  /**
   * Whether a receipt says that a message won't be delivered, and another receipt has said before that it was, or won't be for
   * another reason: where a relay's word is lost on the way, two relays may each have ended the message.
   */
  boolean isOutweighed(Message receipt) {
    return receipt.receipt().isBadEnd()
        && ENDS.stream().anyMatch(end -> end != receipt.receipt() && hasCome(receipt, end));
  }

  private boolean hasCome(Message receipt, Receipt kind) {
    MessageId id = receipt.id();
    return id != null && hasCome(kind, receipt.source(), id);
  }

  /** Whether a receipt of a kind for a message to somebody has come, as far as that is remembered. */
  boolean hasCome(Receipt kind, ClientId recipient, MessageId id) {
    SeenNumbers seen = receipts.get(new Origin(recipient, kind));
    Track track = seen == null ? null : seen.track(id.epoch());
    return track != null && track.seen.contains(id.n());
  }

  /**
   * The track of a message that came; null when it has no number or is forgotten, and for a text to all: of those one misses many while
   * one isn't attached, so that no gap is worth waiting.
   */
  @Nullable Track trackOf(Message message) {
    MessageId id = message.id();
    if (id == null || message.via() == Via.BROADCAST) {
      return null;
    }
    SeenNumbers seen = messages.get(originOf(message));
    return seen == null ? null : seen.track(id.epoch());
  }

  /** Messages that came before a restart and were not shown, to be shown now in their order. */
  List<Arrival> unshown(List<JournalEntry> entries) {
    List<Arrival> arrivals = new ArrayList<>();
    Map<Track, SortedSet<Long>> numbers = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      Message message = entry.message();
      Track track = trackOf(message);
      MessageId id = message.id();
      if (track != null && id != null) {
        numbers.computeIfAbsent(track, any -> new TreeSet<>()).add(id.n());
      }
      arrivals.add(new Arrival(entry.number(), entry.millis(), message, track));
    }
    numbers.forEach(this::rewind);
    return arrivals;
  }

  /** These numbers of a track, though they came, were not shown: what is to be shown next comes behind the last that was. */
  private void rewind(Track track, SortedSet<Long> unshown) {
    long shown = track.seen.highestBelow(Long.MAX_VALUE);
    while (unshown.contains(shown)) {
      shown = track.seen.highestBelow(shown);
    }
    track.next = shown < 0 ? firstOf(track.epoch) : shown + 1;
  }

  /** Puts what has changed into the batch that is gathered: each track once, however much came. */
  void save() {
    if (changed.isEmpty()) {
      return;
    }
    use++;
    for (Track track : changed) {
      journal.put(track.key(), track.encode(use));
    }
    changed.clear();
  }

  /** Messages and receipts that were not new. */
  long duplicates() {
    return duplicates;
  }

  /** Sources that were forgotten. */
  long forgotten() {
    return forgotten;
  }

  /** Epochs that were forgotten of sources that are remembered. */
  long epochsForgotten() {
    return epochsForgotten;
  }

  private static Origin originOf(Message message) {
    boolean isToAll = message.via() == Via.BROADCAST;
    boolean isReceipt = message.receipt().isReceipt() && !isToAll;
    return new Origin(message.source(), isReceipt ? message.receipt() : Receipt.NONE, isToAll);
  }

  private SeenNumbers seenOf(Origin origin) {
    boolean isMessage = origin.kind() == Receipt.NONE;
    Map<Origin, SeenNumbers> table = isMessage ? messages : receipts;
    SeenNumbers known = table.get(origin);
    if (known != null) {
      return known;
    }
    if (table.size() == (isMessage ? SOURCES_MAX : KINDS_OF_RECEIPTS * SOURCES_MAX)) {
      Iterator<SeenNumbers> eldest = table.values().iterator();
      eldest.next().tracks().forEach(this::forget);
      eldest.remove();
      forgotten++;
    }
    SeenNumbers fresh =
        new SeenNumbers(epoch -> new Track(origin, epoch, firstOf(epoch)), this::forgetEpoch);
    table.put(origin, fresh);
    return fresh;
  }

  private long firstOf(long epoch) {
    return epoch >= bornMillis ? 0 : Track.FIRST_COME;
  }

  private void forgetEpoch(Track track) {
    forget(track);
    epochsForgotten++;
  }

  private void forget(Track track) {
    changed.remove(track);
    journal.delete(track.key());
  }
}

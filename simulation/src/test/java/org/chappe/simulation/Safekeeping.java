package org.chappe.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.StoreKey;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Knows on which disks each letter is, at every instant, and objects when a disk lets go of what nobody else has.
 *
 * <p>Disks change only when a batch has become durable, so it is enough to look then.
 */
final class Safekeeping {

  /** What a value on a disk is good for. */
  enum Shelf {
    /** The mail that a relay keeps. */
    MAIL,
    /** What a reader has received. */
    JOURNAL,
    /** What a writer has on its way: its home may not have it yet. */
    OUTBOX,
    /** Anything else: a letter that its writer keeps isn't safe by that. */
    NOTHING
  }

  /** How a stored message begins, wherever in its value. */
  private static final byte[] BEGINNING = {'s', 'e', 'n', 'd'};

  private final Simulation simulation;
  private final Ledger ledger;

  Safekeeping(Simulation simulation, Ledger ledger) {
    this.simulation = simulation;
    this.ledger = ledger;
  }

  /** Follows what becomes durable at a host. */
  void watch(SimHost host, Function<StoreKey, Shelf> shelves) {
    host.store().watch(changes -> changed(host, shelves, changes));
  }

  private void changed(
      SimHost host, Function<StoreKey, Shelf> shelves, List<SimStore.Change> changes) {
    Set<Letter> removed = new LinkedHashSet<>();
    for (SimStore.Change change : changes) {
      Shelf shelf = shelves.apply(change.key());
      if (shelf == Shelf.OUTBOX) {
        noteSubmission(host, change.after());
      } else if (shelf != Shelf.NOTHING) {
        Message before = read(change.before());
        Message after = read(change.after());
        if (before != null && !before.equals(after)) {
          take(host, shelf, before, removed);
        }
        if (after != null && !after.equals(before)) {
          put(host, shelf, after);
        }
      }
    }
    removed.forEach(letter -> checkStillThere(host, letter));
  }

  /** Fields, of which the second is the destination, the next two the number, then a line feed, then the text. */
  private void noteSubmission(SimHost host, @Nullable Payload value) {
    ClientId writer = ledger.users().ownerOf(host);
    if (value != null && writer != null) {
      String[] parts = value.text().split("\n", 2);
      String[] fields = parts[0].split(" ", 5);
      MessageId id = new MessageId(Long.parseLong(fields[2]), Long.parseLong(fields[3]));
      ledger.submitted(writer, ClientId.parseRecipient(fields[1]), id, Payload.of(parts[1]));
    }
  }

  private void put(SimHost host, Shelf shelf, Message message) {
    Letter letter = ledger.find(message);
    if (letter == null) {
      return;
    }
    if (Ledger.isReceipt(message)) {
      letter.receiptKeepers.add(host);
      if (isEnd(message)) {
        ledger.ended(letter, message.receipt());
      }
    } else if (shelf == Shelf.JOURNAL && host == ledger.users().journalOf(letter.destination)) {
      ledger.journaled(letter);
    } else if (shelf == Shelf.MAIL) {
      letter.copies.merge(host, 1, Integer::sum);
      letter.keepers.add(host);
      letter.wasAtHome |= ledger.users().isHome(host, letter.destination);
    }
  }

  private void take(SimHost host, Shelf shelf, Message message, Set<Letter> removed) {
    Letter letter = ledger.find(message);
    if (letter != null && shelf == Shelf.MAIL && !Ledger.isReceipt(message)) {
      letter.wasAtHome |= ledger.users().isHome(host, letter.destination);
      if (host.store().isFull()) {
        simulation.encounters().count(Encounter.FULL_DISK_DRAINED);
      }
      letter.copies.computeIfPresent(host, (any, count) -> count == 1 ? null : count - 1);
      removed.add(letter);
    }
  }

  private static boolean isEnd(Message message) {
    return message.receipt() == Receipt.EXPIRED || message.receipt() == Receipt.FAILED;
  }

  private void checkStillThere(SimHost host, Letter letter) {
    if (!ledger.isSafe(letter)) {
      throw simulation.violation(
          Invariant.CUSTODY, host + " lets go of the last that was known of " + letter);
    }
  }

  /** The message in a value, whatever else is in it before; null if there is none. */
  static @Nullable Message read(@Nullable Payload value) {
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.length()];
    value.copyTo(bytes, 0);
    for (int from = 0; from + BEGINNING.length <= bytes.length; from++) {
      if (begins(bytes, from) && bytes.length - from <= WireLimits.DATAGRAM_BYTES_MAX) {
        Decoded decoded = FrameCodec.decode(bytes, from, bytes.length - from);
        return decoded instanceof Frame.Send send ? send.message() : null;
      }
    }
    return null;
  }

  private static boolean begins(byte[] bytes, int from) {
    for (int i = 0; i < BEGINNING.length; i++) {
      if (bytes[from + i] != BEGINNING[i]) {
        return false;
      }
    }
    return true;
  }
}

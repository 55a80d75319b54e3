package org.chappe.simulation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;

/** One text from one user to another, and what became of it; the {@link Ledger} keeps it. */
final class Letter {

  /** What the writer was told first. */
  enum Outcome {
    /** Nothing yet. */
    NONE,
    /** Nothing, and the writer has died since. */
    UNHEARD,
    ACCEPTED,
    REFUSED,
    GIVEN_UP,
    /** That nobody knows: a relay refused it, and one to which it was sent before may have it. */
    UNKNOWN,
    /** That it won't be delivered, though nobody had told of its being accepted. */
    ENDED
  }

  final ClientId source;
  final ClientId destination;
  final Payload text;
  /** Whether it has a number of its own, so that it can be shown once and in order. */
  final boolean isNumbered;

  /** What its writer wants beside that it is sent. */
  final Wish wish;

  /** How many letters were written before. */
  final int place;

  /** Which life of its writer wrote it. */
  final int writtenInLife;

  final long writtenNanos;

  /** Whether it was on its writer's disk, on its way. */
  boolean isSubmitted;

  Outcome outcome = Outcome.NONE;
  int homeWhenAccepted;

  int timesShown;

  /** Which life of its reader it was shown in last. */
  int shownInLife;

  long shownNanos;

  /** How many copies are on the disk of which relay. */
  final Map<SimHost, Integer> copies = new LinkedHashMap<>();
  /** The relays on whose disks it has been. */
  final Set<SimHost> keepers = new LinkedHashSet<>();
  /** The relays on whose disks a receipt for it has been. */
  final Set<SimHost> receiptKeepers = new LinkedHashSet<>();

  /** Whether it, or what its reader's home remembers of it, was on a disk that is lost. */
  boolean mayBeLost;

  /** Whether its reader's home has had it on its disk. */
  boolean wasAtHome;
  /** Whether a relay has handed it on, to anybody. */
  boolean isSentOn;
  /** Whether its life has ended on the only disk on which it was, before it was handed on. */
  boolean hasExpiredUnsent;
  /** How often it was entered in its reader's journal. */
  int timesJournaled;
  /** Whether a receipt which says that its way has ended has been on a disk. */
  boolean isEnded;
  /** What its writer was told by receipts, and in which of the writer's lives last. */
  final Map<Receipt, Integer> told = new EnumMap<>(Receipt.class);

  /** Whether its writer was told that it won't be delivered any more. */
  boolean isToldEnded;

  long toldEndedNanos;

  Letter(
      ClientId source,
      ClientId destination,
      Payload text,
      boolean isNumbered,
      Wish wish,
      int place,
      int writtenInLife,
      long writtenNanos) {
    this.source = source;
    this.destination = destination;
    this.text = text;
    this.isNumbered = isNumbered;
    this.wish = wish;
    this.place = place;
    this.writtenInLife = writtenInLife;
    this.writtenNanos = writtenNanos;
  }

  Outcome outcome() {
    return outcome;
  }

  int timesShown() {
    return timesShown;
  }

  /** Whether its writer may expect to be told more. */
  boolean isAwaited(boolean areReceiptsPromised) {
    return outcome == Outcome.NONE || (areReceiptsPromised && !mayBeLost);
  }

  /** Whether its writer was told of the last stage that it waits for. */
  boolean isToldAll() {
    return switch (wish.until()) {
      case ACCEPTED -> outcome == Outcome.ACCEPTED;
      case STORED -> told.containsKey(Receipt.STORED);
      case DELIVERED -> told.containsKey(Receipt.DELIVERED);
    };
  }

  @Override
  public String toString() {
    return source + " -> " + destination + " \"" + text + "\"";
  }
}

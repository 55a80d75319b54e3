package org.chappe.simulation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Delivery;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.Lives;
import org.chappe.simulation.Letter.Outcome;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** Everything that users wrote, what became of it, and what they were shown; every text is written only once. */
final class Ledger {

  /** A reader notes within this time that it has shown a message, so that its next life doesn't show it again. */
  static final long NOTED_WITHIN_NANOS = 5 * Simulation.SECOND;

  private static final long DAY_SECONDS = 86_400;

  /** Where users are at home. */
  interface Homes {
    /** Where a user is at home as far as anyone knows, or {@link Whereabouts#GONE}. */
    int homeOf(ClientId user);

    /**
     * Whether this host takes itself for the user's home, or did so before: by the time at which what it took is on its
     * disk, the user may have left.
     */
    boolean isHome(SimHost host, ClientId user);
  }

  /** What is written to one destination in one life, and so numbered in one epoch. */
  private record Run(ClientId source, ClientId destination, int life) {}

  private record Key(ClientId source, ClientId destination, Payload text) {}

  private record Numbered(ClientId source, ClientId destination, MessageId id) {}

  private final Simulation simulation;
  private final Homes homes;
  private final Map<Key, Letter> letters = new LinkedHashMap<>();
  private final Map<Numbered, Letter> numbered = new LinkedHashMap<>();
  private final Map<Run, Letter> lastShown = new LinkedHashMap<>();
  private final Set<ClientId> moved = new LinkedHashSet<>();
  private final Map<ClientId, SimHost> journals = new LinkedHashMap<>();
  private boolean disksAreWatched;
  private boolean copiesWereLost;
  private boolean disksWereLost;
  private BooleanSupplier receiptsDropped = () -> false;
  private boolean clocksJump;
  private final Map<ClientId, Integer> lives = new LinkedHashMap<>();
  private final Map<ClientId, Long> forgotNanos = new LinkedHashMap<>();

  Ledger(Simulation simulation, Homes homes) {
    this.simulation = simulation;
    this.homes = homes;
  }

  // ---- users ----

  /** What this user receives is journaled on the disk of this host. */
  void keepsJournal(ClientId user, SimHost host) {
    journals.put(user, host);
  }

  /** Where the user's journal is; null if it keeps none. */
  @Nullable SimHost journalOf(ClientId user) {
    return journals.get(user);
  }

  /** Whose journal is on the disk of this host; null if nobody's. */
  @Nullable ClientId ownerOf(SimHost host) {
    return journals.entrySet().stream()
        .filter(entry -> entry.getValue() == host)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** From now on it is told of everything that becomes durable, and so knows what is safe. */
  void watchDisks() {
    disksAreWatched = true;
  }

  int homeOf(ClientId user) {
    return homes.homeOf(user);
  }

  boolean isHome(SimHost host, ClientId user) {
    return homes.isHome(host, user);
  }

  /**
   * A user is at home elsewhere from now on, or nowhere. What is on its way then goes several ways, and the order within
   * its pairs isn't promised any more.
   */
  void movedHome(ClientId user) {
    moved.add(user);
  }

  /**
   * A relay has died or a link is down, and with it copies on their way are lost. They are sent again and then come behind
   * later ones, so that readers who don't wait for what is missing are promised no order any more.
   */
  void copiesLost() {
    copiesWereLost = true;
  }

  /**
   * A relay's disk is gone for good. What was on it may be lost, and so may receipts that were. A reader that keeps no journal
   * relies on what its home remembers, so from now on nothing is promised of such readers.
   */
  void diskLost(SimHost host) {
    disksWereLost = true;
    for (Letter letter : letters.values()) {
      letter.copies.remove(host);
      letter.mayBeLost |= letter.keepers.contains(host) || letter.receiptKeepers.contains(host);
      letter.mayBeLost |= !journals.containsKey(letter.destination);
    }
  }

  /** Who says whether receipts found no room in a mailbox and were dropped: nobody is promised any then. */
  void askAboutReceipts(BooleanSupplier dropped) {
    receiptsDropped = dropped;
  }

  boolean areReceiptsPromised() {
    return !receiptsDropped.getAsBoolean();
  }

  /** From now on a relay that lives again may believe that it was down for a day. */
  void clocksJump() {
    clocksJump = true;
  }

  /** The user's client has died; what it hasn't heard by now it may never hear. */
  void died(ClientId user) {
    lives.merge(user, 1, Integer::sum);
    forgotNanos.put(user, simulation.now());
    simulation.encounters().count(Encounter.CLIENT_DIED);
    letters.values().stream()
        .filter(letter -> letter.source.equals(user) && letter.outcome == Outcome.NONE)
        .forEach(letter -> letter.outcome = Outcome.UNHEARD);
  }

  /** How often a user's client has died. */
  int lifeOf(ClientId user) {
    return lives.getOrDefault(user, 0);
  }

  // ---- what writers do and hear ----

  /** A user of a classic client writes; to be noted before the node is told. */
  Letter write(ClientId source, ClientId destination, Payload text) {
    return write(source, destination, text, false, Wish.NONE);
  }

  /** A user writes, whose client gives each letter a number; to be noted before the node is told. */
  Letter write(ClientId source, ClientId destination, Payload text, Wish wish) {
    return write(source, destination, text, true, wish);
  }

  private Letter write(
      ClientId source, ClientId destination, Payload text, boolean isNumbered, Wish wish) {
    Letter letter = new Letter(
        source,
        destination,
        text,
        isNumbered,
        wish,
        letters.size(),
        lifeOf(source),
        simulation.now());
    letter.mayBeLost = disksWereLost && !journals.containsKey(destination);
    if (letters.put(new Key(source, destination, text), letter) != null) {
      throw new IllegalArgumentException("the scenario writes this twice: " + letter);
    }
    return letter;
  }

  /** The writer was told that it is in good hands. */
  void accepted(Letter letter) {
    end(letter, Outcome.ACCEPTED);
    letter.homeWhenAccepted = homes.homeOf(letter.destination);
    checkSafe(letter);
  }

  /** The writer was told that it won't be sent. */
  void refused(Letter letter) {
    end(letter, Outcome.REFUSED);
    checkNotRefused(letter);
  }

  /** A writer was told that something it wrote, maybe in an earlier life, won't be delivered. */
  void undelivered(ClientId writer, ClientId destination, MessageId id, Receipt reason) {
    Letter letter = numbered.get(new Numbered(writer, destination, id));
    if (letter == null) {
      throw toldOfNothing(writer, id + " to " + destination);
    }
    told(letter, reason);
  }

  /** The writer has it on its disk and so sends it with this number, whatever becomes of the life that was told to. */
  void submitted(ClientId writer, ClientId destination, MessageId id, Payload text) {
    Letter letter = letters.get(new Key(writer, destination, text));
    if (letter != null) {
      letter.isSubmitted = true;
      number(letter, id);
    }
  }

  private void number(Letter letter, MessageId id) {
    Letter before = numbered.put(new Numbered(letter.source, letter.destination, id), letter);
    if (before != null && before != letter) {
      throw simulation.violation(
          Invariant.ONE_NUMBER_EACH, letter + " has number " + id + ", and so has " + before);
    }
  }

  /** The writer was told that it took too long; the relay may have taken it in the last moment. */
  void givenUp(Letter letter) {
    end(letter, Outcome.GIVEN_UP);
    simulation.encounters().count(Encounter.GIVEN_UP);
  }

  private void end(Letter letter, Outcome outcome) {
    boolean isOpen = letter.outcome == Outcome.NONE || letter.outcome == Outcome.UNHEARD;
    // who waits for no receipts isn't kept from hearing them before the home's acknowledgement
    isOpen |= letter.outcome == Outcome.ENDED && letter.wish.until() == Stage.ACCEPTED;
    boolean isAgain = letter.outcome == outcome && lifeOf(letter.source) > 0;
    if (!isOpen && !isAgain) {
      throw simulation.violation(
          Invariant.OUTCOME, letter + " was " + letter.outcome + " and is now " + outcome);
    }
    letter.outcome = outcome;
  }

  /** The writer was told what a receipt says. */
  void told(Letter letter, Receipt receipt) {
    int life = lifeOf(letter.source);
    Integer before = letter.told.put(receipt, life);
    if (before != null && before == life) {
      throw simulation.violation(
          Invariant.RECEIPT_ONCE, "its writer is told again " + receipt + " of " + letter);
    }
    if (receipt == Receipt.DELIVERED && !hasArrived(letter)) {
      throw simulation.violation(
          Invariant.DELIVERED_AFTER_JOURNAL, "is told delivered and isn't: " + letter);
    }
    if (receipt == Receipt.STORED && !wasStored(letter)) {
      throw simulation.violation(Invariant.RECEIPT_TRUE, "is told stored and never was: " + letter);
    }
    noteReceipt(letter, receipt);
  }

  private void noteReceipt(Letter letter, Receipt receipt) {
    switch (receipt) {
      case STORED -> {
        checkStage(letter, receipt, letter.outcome == Outcome.ACCEPTED);
        simulation.encounters().count(Encounter.TOLD_STORED);
      }
      case DELIVERED -> {
        checkStage(letter, receipt, letter.told.containsKey(Receipt.STORED));
        simulation.encounters().count(Encounter.TOLD_DELIVERED);
      }
      case EXPIRED, FAILED -> {
        checkMayEnd(letter, receipt);
        letter.isToldEnded = true;
        letter.toldEndedNanos = simulation.now();
        boolean isExpired = receipt == Receipt.EXPIRED;
        simulation.encounters().count(isExpired ? Encounter.TOLD_EXPIRED : Encounter.TOLD_FAILED);
        if (letter.outcome == Outcome.NONE) {
          end(letter, Outcome.ENDED);
        }
      }
      case NONE, WANTED -> throw new IllegalArgumentException("no receipt says " + receipt);
    }
  }

  /** Only a writer that died just after it was told of a bad end is told again. */
  private void checkMayEnd(Letter letter, Receipt end) {
    long forgotAfterNanos = forgotNanos.getOrDefault(letter.source, 0L) - letter.toldEndedNanos;
    boolean mayBeForgotten = forgotAfterNanos >= 0 && forgotAfterNanos <= NOTED_WITHIN_NANOS;
    if (letter.told.containsKey(Receipt.DELIVERED) || (letter.isToldEnded && !mayBeForgotten)) {
      throw simulation.violation(
          Invariant.RECEIPT_ORDER, "is told " + end + " after " + letter.told + ": " + letter);
    }
  }

  /** A writer that has died since may have heard of what came before, and nobody knows. */
  private void checkStage(Letter letter, Receipt stage, boolean isNext) {
    boolean isNew = letter.writtenInLife == lifeOf(letter.source);
    if (letter.isToldEnded || (isNew && !isNext)) {
      throw simulation.violation(
          Invariant.RECEIPT_ORDER, "is told " + stage + " after " + letter.told + ": " + letter);
    }
  }

  private boolean hasArrived(Letter letter) {
    return journals.containsKey(letter.destination)
        ? letter.timesJournaled > 0
        : letter.timesShown > 0 || letter.mayBeLost;
  }

  /** A relay that knows of no home keeps what comes to it, and says so to the one that had it before. */
  private boolean wasStored(Letter letter) {
    return letter.wasAtHome
        || hasArrived(letter)
        || letter.keepers.size() > 1
        || letter.copies.keySet().stream().anyMatch(host -> isHome(host, letter.destination));
  }

  /** Someone who was told something of a letter that isn't theirs. */
  InvariantViolation toldOfNothing(ClientId user, String what) {
    return simulation.violation(
        Invariant.RECEIPT_ONCE, user + " is told of a letter that it didn't write: " + what);
  }

  // ---- where letters are ----

  /** The letter that a message carries or a receipt is about; null if nobody knows it. */
  @Nullable Letter find(Message message) {
    MessageId id = message.id();
    if (isReceipt(message)) {
      ClientId writer = message.destination();
      ClientId reader = message.source();
      return id == null ? null : numbered.get(new Numbered(writer, reader, id));
    }
    Letter letter = letters.get(new Key(message.source(), message.destination(), message.text()));
    if (letter != null && id != null) {
      number(letter, id);
    }
    return letter;
  }

  static boolean isReceipt(Message message) {
    return switch (message.receipt()) {
      case NONE, WANTED -> false;
      case STORED, DELIVERED, EXPIRED, FAILED -> true;
    };
  }

  /** A reader's journal has it for the first time or once more. */
  void journaled(Letter letter) {
    letter.timesJournaled++;
    if (letter.isNumbered && letter.timesJournaled > 1) {
      throw simulation.violation(Invariant.NO_DUPLICATE, letter + " is journaled again");
    }
  }

  /** Whether it can't be lost any more, whoever dies. */
  boolean isSafe(Letter letter) {
    return !letter.copies.isEmpty() || hasArrived(letter) || letter.isEnded || letter.mayBeLost;
  }

  private void checkSafe(Letter letter) {
    if (disksAreWatched && !isSafe(letter)) {
      throw simulation.violation(
          Invariant.ACCEPTED_IS_SAFE, "is told accepted and is on no disk: " + letter);
    }
  }

  /** Looks at all letters that were accepted; for the instants when something has died. */
  void checkAllSafe() {
    letters.values().stream()
        .filter(letter -> letter.outcome == Outcome.ACCEPTED)
        .forEach(this::checkSafe);
  }

  /** A relay sends something. */
  void sentOn(Frame frame) {
    if (frame instanceof Frame.Send send) {
      Message message = send.message();
      Letter letter = letters.get(new Key(message.source(), message.destination(), message.text()));
      if (letter != null) {
        letter.isSentOn = true;
      }
    }
  }

  /** A receipt which says that a letter's way has ended is on a disk for the first time or once more. */
  void ended(Letter letter, Receipt receipt) {
    if (!letter.isEnded && receipt == Receipt.EXPIRED) {
      simulation.encounters().count(Encounter.EXPIRED);
      letter.hasExpiredUnsent = !letter.isSentOn && letter.keepers.size() == 1;
      checkLived(letter);
    }
    letter.isEnded = true;
  }

  /** Each relay counts in whole seconds, and may begin with one that is nearly over. */
  private void checkLived(Letter letter) {
    Wish wish = letter.wish;
    long seconds = wish.lifeSeconds() == Message.UNLIMITED
        ? Lives.DEFAULT.standardSeconds()
        : wish.lifeSeconds();
    long restarts =
        letter.keepers.stream().mapToLong(keeper -> keeper.lives() - 1).sum();
    long leaptNanos = letter.keepers.stream().mapToLong(SimHost::leaptNanos).sum();
    long jumpedSeconds = clocksJump ? restarts * DAY_SECONDS : 0;
    long leastSeconds = seconds - jumpedSeconds - letter.keepers.size();
    long leastNanos = leastSeconds * Simulation.SECOND - leaptNanos;
    if (simulation.now() - letter.writtenNanos < leastNanos) {
      throw simulation.violation(
          Invariant.LIVES_AS_LONG, "was to live for " + seconds + " s and has ended: " + letter);
    }
  }

  // ---- what readers are shown ----

  /** A user was shown a message. */
  void shown(SimHost host, ClientId reader, Delivery delivery) {
    Message message = delivery.message();
    Letter letter = letters.get(new Key(message.source(), message.destination(), message.text()));
    if (letter == null || !reader.equals(message.destination())) {
      throw simulation.violation(
          Invariant.NO_INVENTION, host + ", user " + reader + ", is shown " + message);
    }
    countDetours(letter);
    if (letter.isNumbered) {
      checkOnceAndInOrder(letter, delivery.isLate());
    }
    letter.timesShown++;
    letter.shownInLife = lifeOf(reader);
    letter.shownNanos = simulation.now();
    checkNotRefused(letter);
    checkNotExpired(letter);
  }

  /** What was on its way when its life ended may be shown; what only waited may not. */
  private void checkNotExpired(Letter letter) {
    if (letter.hasExpiredUnsent && letter.keepers.size() == 1) {
      throw simulation.violation(
          Invariant.EXPIRED_IS_OVER, letter + " is shown, and its life ended before it was sent");
    }
    if (letter.isToldEnded) {
      simulation.encounters().count(Encounter.SHOWN_THOUGH_ENDED);
    }
  }

  private void checkNotRefused(Letter letter) {
    if (letter.isNumbered && letter.outcome == Outcome.REFUSED && letter.timesShown > 0) {
      throw simulation.violation(
          Invariant.NO_REFUSED, letter + " is shown, and its writer was told that it was refused");
    }
  }

  private void countDetours(Letter letter) {
    if (letter.outcome != Outcome.ACCEPTED) {
      return;
    }
    if (letter.homeWhenAccepted == Whereabouts.GONE) {
      simulation.encounters().count(Encounter.PARKED_AND_SHOWN);
    } else if (letter.homeWhenAccepted != homes.homeOf(letter.destination)) {
      simulation.encounters().count(Encounter.FOLLOWED_AND_SHOWN);
    }
  }

  private void checkOnceAndInOrder(Letter letter, boolean isLate) {
    if (letter.timesShown > 0) {
      checkMayBeShownAgain(letter);
      return;
    }
    if (isLate || !isOrderPromised(letter)) {
      return;
    }
    Letter last =
        lastShown.put(new Run(letter.source, letter.destination, letter.writtenInLife), letter);
    if (last != null && last.place > letter.place) {
      throw simulation.violation(Invariant.PAIR_ORDER, letter + " is shown after " + last);
    }
  }

  /** Readers without a journal don't wait for what went another way. */
  private boolean isOrderPromised(Letter letter) {
    return journals.containsKey(letter.destination)
        || !(copiesWereLost || moved.contains(letter.source) || moved.contains(letter.destination));
  }

  /** A reader may die between showing and noting; one that keeps no journal forgets what it was shown. */
  private void checkMayBeShownAgain(Letter letter) {
    ClientId reader = letter.destination;
    long forgotAfterNanos = forgotNanos.getOrDefault(reader, 0L) - letter.shownNanos;
    simulation.encounters().count(Encounter.SHOWN_AGAIN_AFTER_DEATH);
    if (letter.mayBeLost && !journals.containsKey(reader)) {
      return;
    }
    if (letter.shownInLife == lifeOf(reader)
        || (journals.containsKey(reader) && forgotAfterNanos > NOTED_WITHIN_NANOS)) {
      throw simulation.violation(Invariant.NO_DUPLICATE, letter + " is shown again");
    }
  }

  // ---- the end ----

  Collection<Letter> letters() {
    return Collections.unmodifiableCollection(letters.values());
  }
}

package org.chappe.simulation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.server.station.Lives;
import org.chappe.simulation.Letter.Outcome;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** Everything that users wrote, what became of it, and what they were shown; every text is written only once. */
final class Ledger {

  /** A reader notes within this time that it has shown a message, so that its next life doesn't show it again. */
  static final long NOTED_WITHIN_NANOS = 5 * Simulation.SECOND;

  private static final long DAY_SECONDS = 86_400;

  private record Key(ClientId source, ClientId destination, Payload text) {}

  private record Numbered(ClientId source, ClientId destination, MessageId id) {}

  private final Simulation simulation;
  private final Users users;
  private final WriterChecks writers;
  private final ReaderChecks readers;
  private final Cries cries;
  private final Map<Key, Letter> letters = new LinkedHashMap<>();
  private final Map<Numbered, Letter> numbered = new LinkedHashMap<>();
  private boolean disksAreWatched;
  private boolean disksWereLost;
  private BooleanSupplier receiptsDropped = () -> false;
  private boolean clocksJump;

  Ledger(Simulation simulation, Users.Homes homes) {
    this.simulation = simulation;
    this.users = new Users(homes);
    this.writers = new WriterChecks(simulation, users);
    this.readers = new ReaderChecks(simulation, users);
    this.cries = new Cries(simulation, users);
  }

  Cries cries() {
    return cries;
  }

  Users users() {
    return users;
  }

  // ---- what happens to the line ----

  /** From now on it is told of everything that becomes durable, and so knows what is safe. */
  void watchDisks() {
    disksAreWatched = true;
  }

  /**
   * A relay's disk is gone for good. What was on it may be lost, and so may receipts that were. A reader that keeps no journal
   * relies on what its home remembers, so from now on nothing is promised of such readers.
   */
  void diskLost(SimHost host) {
    disksWereLost = true;
    cries.mayBeLost();
    for (Letter letter : letters.values()) {
      letter.copies.remove(host);
      letter.mayBeLost |= letter.keepers.contains(host) || letter.receiptKeepers.contains(host);
      letter.mayBeLost |= !users.keepsJournal(letter.destination);
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
    cries.mayBeLost();
  }

  /** The user's client has died; what it hasn't heard by now it may never hear. */
  void died(ClientId user) {
    users.died(user, simulation.now());
    cries.wentAway(user);
    simulation.encounters().count(Encounter.CLIENT_DIED);
    letters.values().stream()
        .filter(letter -> letter.source.equals(user) && letter.outcome == Outcome.NONE)
        .forEach(letter -> letter.outcome = Outcome.UNHEARD);
  }

  /** Copies on their way are lost, and with them the order. */
  void copiesLost() {
    readers.copiesLost();
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
        users.lifeOf(source),
        simulation.now());
    letter.mayBeLost = disksWereLost && !users.keepsJournal(destination);
    if (letters.put(new Key(source, destination, text), letter) != null) {
      throw new IllegalArgumentException("the scenario writes this twice: " + letter);
    }
    if (destination.isEveryone()) {
      letter.mayBeLost =
          true; // it is owed to nobody by name; what becomes of it is seen by those who are there
      cries.written(letter);
    }
    return letter;
  }

  /** The writer was told that it is in good hands. */
  void accepted(Letter letter) {
    writers.end(letter, Outcome.ACCEPTED);
    letter.homeWhenAccepted = users.homeOf(letter.destination);
    checkSafe(letter);
  }

  /** The writer was told that it won't be sent. */
  void refused(Letter letter) {
    writers.end(letter, Outcome.REFUSED);
    readers.checkNotRefused(letter);
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

  /** The writer was told that nobody knows. */
  void unknown(Letter letter) {
    writers.end(letter, Outcome.UNKNOWN);
  }

  /** The writer was told that it took too long; the relay may have taken it in the last moment. */
  void givenUp(Letter letter) {
    writers.end(letter, Outcome.GIVEN_UP);
    simulation.encounters().count(Encounter.GIVEN_UP);
  }

  /** The writer was told what a receipt says. */
  void told(Letter letter, Receipt receipt) {
    writers.told(letter, receipt);
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
    return message.receipt().isReceipt();
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
    return !letter.copies.isEmpty()
        || users.hasArrived(letter)
        || letter.isEnded
        || letter.mayBeLost;
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
    Letter cry = letters.get(new Key(message.source(), ClientId.EVERYONE, message.text()));
    boolean isPlain = message.id() == null; // classic clients aren't told that it went to all
    if (cry != null && (isPlain || message.via() == Via.BROADCAST)) {
      cries.shown(cry, reader);
      return;
    }
    Letter letter = letters.get(new Key(message.source(), message.destination(), message.text()));
    if (letter == null || !reader.equals(message.destination())) {
      throw simulation.violation(
          Invariant.NO_INVENTION, host + ", user " + reader + ", is shown " + message);
    }
    readers.shown(letter, delivery.isLate());
  }

  // ---- the end ----

  Collection<Letter> letters() {
    return Collections.unmodifiableCollection(letters.values());
  }
}

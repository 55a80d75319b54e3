package org.chappe.server.directory;

import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.chappe.model.ClientId;
import org.chappe.server.directory.Directory.Merge;
import org.jspecify.annotations.Nullable;

/** Takes what other relays say of clients, as far as it is believed and finds room. */
final class Hearsay {

  private final Directory directory;
  private final Entries entries;
  private final Credence credence;
  private long refusals;
  private long reassertions;
  private long adoptions;

  Hearsay(Directory directory, Entries entries, Credence credence) {
    this.directory = directory;
    this.entries = entries;
    this.credence = credence;
  }

  /** What {@link Directory#merge} promises. */
  Merge merge(Changes changes, ToLongFunction<OriginKey> teller, Consumer<ClientId> changed) {
    Origin origin = entries.origins().find(changes.origin());
    long known = origin == null ? 0 : origin.known();
    if (changes.to() <= known) {
      return Merge.KNOWN;
    }
    boolean inMyName = origin != null && origin == directory.own();
    if (inMyName || !credence.isCredible(changes) || !fits(changes)) {
      refusals++;
      directory.saidToBeKnown(changes.origin(), changes.to());
      return Merge.REFUSED;
    }
    if (changes.from() > known && changes.entries().isEmpty()) {
      return Merge.GAP;
    }
    return listen(changes, origin, teller, changed);
  }

  private boolean fits(Changes changes) {
    int added = 0;
    for (Whereabouts entry : changes.entries()) {
      added += entries.find(entry.client()) == ClientTable.NONE ? 1 : 0;
    }
    return entries.hasRoomFor(changes.origin().relay(), added);
  }

  private Merge listen(
      Changes changes,
      @Nullable Origin known,
      ToLongFunction<OriginKey> teller,
      Consumer<ClientId> changed) {
    if (known == null && !entries.origins().hasRoomFor(changes.origin().relay())) {
      adopt(changes, changed);
      return Merge.GAP;
    }
    Origin origin =
        known == null ? entries.origins().add(changes.origin(), directory.now()) : known;
    boolean inTurn = changes.from() <= origin.known();
    apply(changes, origin, teller, changed);
    if (inTurn) {
      origin.advance(changes.to(), directory.now());
    }
    directory.revised();
    return inTurn ? Merge.APPLIED : Merge.GAP;
  }

  /**
   * Of a relay that has more runs than are kept apart, this relay tells on what a further one says as changes of its own; what
   * it knows of that run it doesn't note.
   */
  private void adopt(Changes changes, Consumer<ClientId> changed) {
    adoptions++;
    for (Whereabouts news : changes.entries()) {
      int slot = entries.find(news.client());
      if (isCredible(news, slot) && (slot == ClientTable.NONE || news.outranks(entries.at(slot)))) {
        boolean moved = isMove(news, slot);
        directory.say(news);
        if (moved) {
          changed.accept(news.client());
        }
      }
    }
  }

  private void apply(
      Changes changes,
      Origin origin,
      ToLongFunction<OriginKey> teller,
      Consumer<ClientId> changed) {
    boolean outOfTurn = changes.from() > origin.known();
    long toldBefore = teller.applyAsLong(origin.key());
    for (int i = 0; i < changes.entries().size(); i++) {
      Whereabouts news = changes.entries().get(i);
      long number = changes.numbers().get(i);
      if (number > origin.known() && take(news, origin, number, teller, changed)) {
        if (outOfTurn || number > toldBefore) {
          directory.fresh().add(origin.key(), number);
        }
      }
    }
  }

  /** Whether it is believed. */
  private boolean take(
      Whereabouts news,
      Origin origin,
      long number,
      ToLongFunction<OriginKey> teller,
      Consumer<ClientId> changed) {
    int slot = entries.find(news.client());
    if (!isCredible(news, slot)) {
      return false;
    }
    if (slot == ClientTable.NONE || news.outranks(entries.at(slot))) {
      boolean moved = isMove(news, slot);
      entries.put(news, origin, number);
      if (moved) {
        changed.accept(news.client());
      }
      return true;
    }
    if (entries.at(slot).outranks(news)) {
      return contradict(slot, news, origin, number, teller, changed);
    }
    if (origin.isYoungerThan(entries.origin(slot))) {
      entries.move(slot, origin, number);
    }
    return false;
  }

  private boolean isCredible(Whereabouts news, int slot) {
    boolean known = slot != ClientTable.NONE;
    boolean credible = credence.isCredible(news, known, known ? entries.version(slot) : 0);
    refusals += credible ? 0 : 1;
    return credible;
  }

  private boolean isMove(Whereabouts news, int slot) {
    return slot == ClientTable.NONE || entries.relay(slot) != news.relay();
  }

  /**
   * The neighbour knows the change that is believed here, or what superseded it, and yet believes less: a tombstone has been
   * dropped there. If it is that tombstone, its time is over here, too. If it is what the client was before, this relay hasn't
   * heard the tombstone; all are told what is believed here, and the client, when it speaks next, gets a version above.
   */
  private boolean contradict(
      int slot,
      Whereabouts news,
      Origin origin,
      long number,
      ToLongFunction<OriginKey> teller,
      Consumer<ClientId> changed) {
    if (teller.applyAsLong(entries.origin(slot).key()) < entries.number(slot)) {
      return false;
    }
    if (entries.isTombstone(slot)) {
      directory.raiseFloor(entries.version(slot));
      entries.put(news, origin, number);
      changed.accept(news.client());
      return true;
    }
    directory.sayAgain(slot);
    directory.fresh().add(directory.own().key(), directory.own().known());
    reassertions++;
    return false;
  }

  /** How often something was refused because it couldn't be right or for want of room. */
  long refusals() {
    return refusals;
  }

  /** How often a change was told again because a neighbour knew of it and yet believed less. */
  long reassertions() {
    return reassertions;
  }

  /** Frames of runs for which there was no room among those of their relay. */
  long adoptions() {
    return adoptions;
  }
}

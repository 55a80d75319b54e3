package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of clients, each under the change that said so, and the logs of those changes. Table and logs always agree: a
 * record's change is in its origin's log, and nothing else is.
 */
final class Entries {

  /** One place for clients of this relay's own is kept for so many that the table holds. */
  static final int OWN_SHARE = 32;

  private final int clientsMax;
  private final ClientTable table;
  private final Origins origins;
  private int tombstones;
  private int tick;
  private BiConsumer<ClientId, Boolean> comings = (client, came) -> {};

  Entries(long salt, int clientsMax) {
    this.clientsMax = clientsMax;
    this.table = new ClientTable(salt);
    this.origins = new Origins(table, Directory.ORIGINS_MAX);
  }

  Origins origins() {
    return origins;
  }

  int size() {
    return table.size();
  }

  int slots() {
    return table.slots();
  }

  int tombstones() {
    return tombstones;
  }

  /** Which tick records are written in from now on. */
  void setTick(int now) {
    tick = now;
  }

  /** The slot of a client, or {@link ClientTable#NONE}. */
  int find(ClientId client) {
    return table.find(client.value());
  }

  /** Whether so many clients more find room that a relay speaks of: nobody may fill the table alone. */
  boolean hasRoomFor(int relay, int added) {
    int shareMax = clientsMax - clientsMax / 4;
    int size = table.size() + added;
    return size <= clientsMax && (size <= shareMax || origins.entriesOf(relay) + added <= shareMax);
  }

  /** Whether one client of this relay's own finds room: some places are kept for them, whatever others say. */
  boolean hasRoomForOwn() {
    return table.size() < clientsMax + clientsMax / OWN_SHARE;
  }

  Whereabouts at(int slot) {
    return new Whereabouts(
        new ClientId(table.client(slot)), table.relay(slot), table.version(slot));
  }

  int relay(int slot) {
    return table.relay(slot);
  }

  long version(int slot) {
    return table.version(slot);
  }

  Origin origin(int slot) {
    return origins.at(table.origin(slot));
  }

  long number(int slot) {
    return table.number(slot);
  }

  boolean isTombstone(int slot) {
    return table.isUsed(slot) && table.relay(slot) == Whereabouts.GONE;
  }

  /** How many ticks ago a record was written. */
  int age(int slot) {
    return Math.floorMod(tick - table.tick(slot), ClientTable.TICKS);
  }

  /** Replaces what is known of a client by what a change says. */
  void put(Whereabouts news, Origin origin, long number) {
    int slot = find(news.client());
    boolean wasHere = slot != ClientTable.NONE && table.relay(slot) != Whereabouts.GONE;
    if (slot == ClientTable.NONE) {
      slot = table.insert(news.client().value());
    } else {
      leave(slot);
    }
    enter(slot, news.relay(), news.version(), origin, number, tick);
    if (wasHere != (news.relay() != Whereabouts.GONE)) {
      comings.accept(news.client(), !wasHere);
    }
  }

  /** Somebody hears of each client that comes to the line (true) or leaves it. */
  void onComing(BiConsumer<ClientId, Boolean> observer) {
    comings = observer;
  }

  /** Keeps what a record says, under another change that says the same. */
  void move(int slot, Origin origin, long number) {
    int relay = table.relay(slot);
    long version = table.version(slot);
    int since = table.tick(slot);
    leave(slot);
    enter(slot, relay, version, origin, number, since);
  }

  /** Forgets a record: its change has nothing left to say. */
  void drop(int slot) {
    leave(slot);
    table.remove(slot);
  }

  private void leave(int slot) {
    origin(slot).log().remove(slot);
    tombstones -= isTombstone(slot) ? 1 : 0;
  }

  private void enter(int slot, int relay, long version, Origin origin, long number, int since) {
    table.write(slot, relay, version, origin.index(), number, since);
    origin.log().add(slot);
    tombstones += isTombstone(slot) ? 1 : 0;
  }

  /**
   * The next changes of an origin for somebody who knows them up to a number.
   *
   * @param max how many entries at most
   * @return null when there is nothing to tell
   */
  @Nullable Changes after(Origin origin, long from, int max) {
    if (origin.known() <= from) {
      return null;
    }
    Changes live = live(origin, from, max, origin.known());
    return live == null ? new Changes(origin.key(), from, origin.known(), List.of()) : live;
  }

  /**
   * A change out of turn, and those that follow it.
   *
   * @return null when that change has been superseded
   */
  @Nullable Changes ahead(Origin origin, long number, int max) {
    Changes live = live(origin, number - 1, max, Credence.NUMBER_MAX);
    return live == null || live.beginsWithAGap() ? null : live;
  }

  /** The first changes in the log behind a number and up to another; null when there are none. */
  private @Nullable Changes live(Origin origin, long from, int max, long to) {
    int[] next = new int[max];
    int count = origin.log().copyAfter(from, next);
    List<Whereabouts> told = new ArrayList<>(count);
    List<Long> numbers = new ArrayList<>(count);
    for (int i = 0; i < count && table.number(next[i]) <= to; i++) {
      told.add(at(next[i]));
      numbers.add(table.number(next[i]));
    }
    return told.isEmpty()
        ? null
        : new Changes(origin.key(), from, numbers.get(numbers.size() - 1), told, numbers);
  }

  /** All that is known, by client. */
  SortedMap<ClientId, Whereabouts> snapshot() {
    SortedMap<ClientId, Whereabouts> all = new TreeMap<>();
    for (int slot = 0; slot < table.slots(); slot++) {
      if (table.isUsed(slot)) {
        Whereabouts entry = at(slot);
        all.put(entry.client(), entry);
      }
    }
    return all;
  }

  /** The heap that table and logs take, in bytes, by the lengths of their arrays. */
  long heapBytes() {
    long bytes = table.heapBytes();
    for (Origin origin : origins.all()) {
      bytes += origin.log().heapBytes();
    }
    return bytes;
  }
}

package org.chappe.server.node;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.chappe.model.RelayNumber;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.OriginKey;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;

/**
 * What a relay keeps and knows before anything comes to it: mail, what all relays of the line know alike, sessions, the relays themselves, and
 * whether it is one of them.
 *
 * @param config with the incarnation of this run
 */
record Holdings(
    RelayConfig config,
    CommitQueue commits,
    Station station,
    LineTables tables,
    Sessions sessions,
    Linkage linkage,
    Standing standing) {

  /**
   * Reads what the runs before have left in a store.
   *
   * @param progress hears now and then how many messages were found so far
   * @param arrival hears of mail that has come
   */
  static Holdings read(
      RelayConfig given,
      Store store,
      RandomGenerator random,
      LongConsumer progress,
      Consumer<Mailbox> arrival) {
    CommitQueue commits = new CommitQueue();
    Station station = new Station(given.station(), store, commits, arrival);
    station.recover(progress);
    RelayConfig config = given.withIncarnation(station.beginRun(given.incarnation()));
    RelayNumber self = config.self();
    Directory directory =
        new Directory(new OriginKey(self.value(), config.incarnation()), random.nextLong());
    Sessions sessions = new Sessions(self, config.link(), config.sessionsMax(), random);
    KnownRelays known = new KnownRelays(store, commits);
    Roster roster = new Roster(config, known, random);
    LineTables tables = new LineTables(
        directory, new AccountTable(store, commits), new BroadcastTable(store, commits));
    Linkage linkage = new Linkage(config, roster, tables, sessions, random);
    directory.believeOnly(linkage.membership()::has);
    Standing standing = new Standing(config, linkage, known.settings() != null, random);
    return new Holdings(config, commits, station, tables, sessions, linkage, standing);
  }

  /** So late it is now. */
  void advance(long nowNanos) {
    station.advance(nowNanos);
    tables.broadcasts().advance(station.ageSeconds());
    tables.directory().advance(nowNanos);
    linkage.advance(nowNanos);
  }

  /** When time alone makes something due, in nanoseconds. */
  long nextDeadline() {
    long kept = Math.min(station.nextDeadline(), tables.directory().nextDeadline());
    long line = Math.min(linkage.nextDeadline(), standing.nextDeadline());
    return Math.min(sessions.nextDeadline(), Math.min(kept, line));
  }

  /** The number of this relay. */
  int self() {
    return config.self().value();
  }

  Directory directory() {
    return tables.directory();
  }

  AccountTable accounts() {
    return tables.accounts();
  }

  /** Whether it may take anything yet, or still. */
  Gate gate() {
    return standing.gate();
  }
}

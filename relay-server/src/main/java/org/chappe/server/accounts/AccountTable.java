package org.chappe.server.accounts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * All accounts of the line, as far as this relay has heard, on its disk too. Of each ID the highest version holds; a change made here
 * gets one above all that were ever seen here, so that whoever knew of the last change makes a later one.
 *
 * <p>Of a deleted account a tombstone stays, so that a relay that hasn't heard of its end doesn't bring it back. Tombstones are
 * told only to who knows the account; the eldest go when there are too many.
 */
public final class AccountTable {

  /** Accounts that are taken from other relays. */
  public static final int HEARD_MAX = 90_000;

  /** Accounts in all: those made here have some room of their own. */
  public static final int ACCOUNTS_MAX = 100_000;

  private static final int SPACE = 5;

  private final CommitQueue commits;
  private final VersionClock clock;
  private final int heardMax;
  private final int accountsMax;
  private final TreeMap<Long, Account> accounts = new TreeMap<>();
  private final Tombstones tombstones;
  private final NameIndex names = new NameIndex();
  private final DeviceIndex devices = new DeviceIndex(this::birthOf);
  private final AccountHashes hashes = new AccountHashes();
  private final List<AccountObserver> observers = new ArrayList<>();
  private long refused;
  private long refusedFull;

  /** What became of an entry from a neighbour. */
  enum Hearing {
    /** It was new. */
    TAKEN,
    /** It says what is known. */
    KNOWN,
    /** Something newer is known. */
    STALE,
    /** It can't be right, or there is no room for it. */
    REFUSED
  }

  /** Reads what the store holds. */
  public AccountTable(Store store, CommitQueue commits) {
    this(store, commits, HEARD_MAX, ACCOUNTS_MAX, Tombstones.TOMBSTONES_MAX);
  }

  AccountTable(Store store, CommitQueue commits, int heardMax, int accountsMax, int tombstonesMax) {
    this.commits = commits;
    this.clock = new VersionClock(store, commits);
    this.heardMax = heardMax;
    this.accountsMax = accountsMax;
    this.tombstones = new Tombstones(tombstonesMax);
    store.scan(new StoreKey(SPACE, 0, 0), accountsMax + tombstonesMax, (key, value) -> {
      if (key.space() == SPACE) {
        recover(value);
      }
    });
  }

  private void recover(Payload value) {
    Account account = AccountText.account(value.text());
    if (account == null) {
      throw new IllegalStateException("an account in the store can't be read");
    }
    enter(account);
  }

  /** Hears of every change, from here or elsewhere. */
  public void observe(AccountObserver observer) {
    observers.add(observer);
  }

  /** Nobody is to be told any more. */
  public void forget(AccountObserver observer) {
    observers.remove(observer);
  }

  // ---- what is known ----

  /** The account of an ID, or null. */
  public @Nullable Account find(ClientId id) {
    Account known = accounts.get(id.value());
    return known == null || known.isDeleted() ? null : known;
  }

  /** The version under which the account of an ID was made, which tells it from another one of the same ID; 0 where there is none. */
  public long birthOf(ClientId id) {
    Account known = find(id);
    return known == null ? 0 : known.born();
  }

  /** Whether nothing is known of an ID, not even that its account was deleted. */
  public boolean isNew(ClientId id) {
    return known(id.value()) == null;
  }

  /** Whether an ID had an account that was deleted, as far as that is remembered, and has no other. */
  public boolean isDeleted(ClientId id) {
    Account known = known(id.value());
    return known != null && known.isDeleted();
  }

  /** The next accounts from an ID on, in the order of IDs. */
  public List<Account> from(long id, int max) {
    return accounts.tailMap(id, true).values().stream().limit(max).toList();
  }

  /** Whose name this is; null for nobody's. */
  public @Nullable ClientId named(String name) {
    return names.find(name);
  }

  /** What an account is called: its name; with its ID behind if another has the name; empty for none. */
  public String title(Account account) {
    boolean isItsOwn = account.name().isEmpty() || account.id().equals(named(account.name()));
    return isItsOwn ? account.name() : account.name() + "~" + account.id();
  }

  /** Which devices belong to whom. */
  public DeviceIndex devices() {
    return devices;
  }

  /** Accounts, without those that were deleted. */
  public int size() {
    return accounts.size() - tombstones.size();
  }

  public int tombstones() {
    return tombstones.size();
  }

  /** The highest version seen. */
  public long clock() {
    return clock.seen();
  }

  // ---- changes made here ----

  /** Whether one more account can be made here. */
  public boolean hasRoom() {
    return size() < accountsMax && clock.seen() < Account.VERSION_MAX;
  }

  /** Makes an account; only when the ID has none and there is room. It is durable with the next batch. */
  public Account create(ClientId id, String name, Verifier verifier) {
    if (find(id) != null || !hasRoom()) {
      throw new IllegalStateException("no account can be made of " + id);
    }
    return change(new Account(id, clock.next(), clock.next(), name, verifier));
  }

  /** Gives an account another password. */
  public Account withPassword(Account account, Verifier verifier) {
    return change(
        new Account(account.id(), clock.next(), account.born(), account.name(), verifier));
  }

  /** Deletes an account. */
  public void delete(Account account) {
    change(Account.deleted(account.id(), clock.next()));
  }

  private Account change(Account changed) {
    save(enter(changed), changed);
    return changed;
  }

  // ---- changes made elsewhere ----

  /** Takes what a neighbour says of an ID, if it is news. */
  Hearing hear(Account said) {
    if (!clock.isCredible(said.version())) {
      refused++;
      return Hearing.REFUSED;
    }
    Account known = accounts.get(said.id().value());
    if (known == null && said.isDeleted()) {
      clock.hear(said.version());
      return Hearing.KNOWN;
    }
    if (known != null && !said.outranks(known)) {
      return said.equals(known) ? Hearing.KNOWN : Hearing.STALE;
    }
    boolean isOneMore = known == null || known.isDeleted();
    if (isOneMore && !said.isDeleted() && size() >= heardMax) {
      refusedFull++;
      return Hearing.REFUSED;
    }
    save(enter(said), said);
    return Hearing.TAKEN;
  }

  /** A neighbour has seen a version so high. */
  void hearClock(long seen) {
    clock.hear(seen);
  }

  // ---- tables ----

  /** What was known before; null for nothing. */
  private @Nullable Account enter(Account account) {
    Account before = accounts.put(account.id().value(), account);
    if (before != null) {
      leave(before);
    }
    if (account.isDeleted()) {
      tombstones.add(account.id().value());
    } else {
      names.add(account);
      devices.add(account);
      hashes.toggle(account);
    }
    clock.see(account.version());
    dropEldestTombstone();
    return before;
  }

  private void leave(Account account) {
    if (account.isDeleted()) {
      tombstones.remove(account.id().value());
    } else {
      names.remove(account);
      devices.remove(account);
      hashes.toggle(account);
    }
  }

  private void dropEldestTombstone() {
    Long eldest = tombstones.dropEldest();
    if (eldest != null) {
      accounts.remove(eldest);
      commits.delete(key(eldest));
    }
  }

  private void save(@Nullable Account before, Account account) {
    commits.put(key(account.id().value()), Payload.of(AccountText.entry(account)));
    clock.save();
    List.copyOf(observers).forEach(observer -> observer.changed(before, account));
  }

  private static StoreKey key(long id) {
    return new StoreKey(SPACE, id, 0);
  }

  // ---- comparing ----

  /** What tells this table from those of others. */
  AccountHashes hashes() {
    return hashes;
  }

  /** The IDs in some buckets, those of deleted accounts as well. */
  List<Long> idsIn(BitSet buckets) {
    return accounts.keySet().stream()
        .filter(id -> buckets.get(AccountHashes.bucketOf(id)))
        .toList();
  }

  /** What is known of an ID, be it that its account was deleted; null for nothing. */
  @Nullable Account known(long id) {
    return accounts.get(id);
  }

  // ---- what others may look at ----

  /** Entries that couldn't be right. */
  public long refused() {
    return refused;
  }

  /** Entries for which there was no room. */
  public long refusedFull() {
    return refusedFull;
  }

  /** Tombstones that were dropped because there were too many. */
  public long tombstonesDropped() {
    return tombstones.dropped();
  }
}

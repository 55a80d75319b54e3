package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** The mail in the store, and what of it is at hand. Each record is written once and deleted once. */
final class MailRecords {

  /** Records that are read at once when the next one isn't at hand. */
  static final int CHUNK_RECORDS = 32;

  private final Store store;
  private final CommitQueue commits;
  private final MailCodec codec = new MailCodec();
  private final FreshMail fresh = new FreshMail();
  private long ageSeconds;

  MailRecords(Store store, CommitQueue commits) {
    this.store = store;
    this.commits = commits;
  }

  /** The station is so old now: what is over from here on isn't read any more, as it may be deleted already. */
  void advance(long newAgeSeconds) {
    ageSeconds = newAgeSeconds;
  }

  void put(ClientId owner, long n, Mail mail) {
    commits.put(StationKeys.mail(owner, n), codec.encode(mail));
    fresh.put(owner, n, mail);
  }

  void delete(ClientId owner, long n) {
    commits.delete(StationKeys.mail(owner, n));
    fresh.remove(owner, n);
  }

  /**
   * The first record of a mailbox from a number on.
   *
   * @param end the number before which it is
   * @return its number, or {@code end} when there is none; {@link #living} gives it then at once
   */
  long firstFrom(ClientId owner, long n, long end) {
    return n < end && fresh.get(owner, n) != null ? n : new Chunk(owner, end).read(n);
  }

  /** Hears of a record. */
  interface Visitor {
    void visit(long n, Mail mail);
  }

  /**
   * Looks at some records of one mailbox in the store, and leaves at hand what is at hand. Receipts count, but aren't read.
   *
   * @param from the first number
   * @param end the number before which they are
   * @param visitor hears of messages whose life isn't over
   * @return the number from which to go on; {@code end} when that was all
   */
  long look(ClientId owner, long from, long end, int max, Visitor visitor) {
    long[] next = {end};
    int[] seen = {0};
    store.scan(StationKeys.mail(owner, from), max, (key, value) -> {
      boolean ours = key.space() == StationKeys.MAIL && key.major() == owner.value();
      if (ours && key.minor() < end) {
        seen[0]++;
        next[0] = key.minor() + 1;
        boolean isOver = Lives.isOver(codec.expiry(value), ageSeconds);
        if (!isOver && !MailCodec.isReceipt(value)) {
          visitor.visit(key.minor(), codec.decode(value));
        }
      }
    });
    return seen[0] < max ? end : next[0];
  }

  /** The first client from an ID on that has a record; null for none. */
  @Nullable ClientId ownerFrom(long id) {
    List<ClientId> owner = new ArrayList<>();
    store.scan(new StoreKey(StationKeys.MAIL, id, 0), 1, (key, value) -> {
      if (key.space() == StationKeys.MAIL) {
        owner.add(new ClientId(key.major()));
      }
    });
    return owner.isEmpty() ? null : owner.get(0);
  }

  /** Reads some records of one mailbox from the store. */
  private final class Chunk {
    private final ClientId owner;
    private final long end;
    private long found;

    Chunk(ClientId owner, long end) {
      this.owner = owner;
      this.end = end;
      this.found = end;
    }

    long read(long from) {
      store.scan(StationKeys.mail(owner, from), CHUNK_RECORDS, (key, value) -> {
        boolean ours = key.space() == StationKeys.MAIL && key.major() == owner.value();
        if (ours && key.minor() < end) {
          if (!Lives.isOver(codec.expiry(value), ageSeconds)) {
            fresh.put(owner, key.minor(), codec.decode(value));
          }
          found = Math.min(found, key.minor());
        }
      });
      return found;
    }
  }

  /**
   * A record that is to be handed on.
   *
   * @return null when its life is over: it is about to be deleted, or has been
   * @throws IllegalStateException if it isn't there: the store has lost it
   */
  @Nullable Mail living(ClientId owner, long n) {
    Mail mail = fresh.get(owner, n);
    if (mail == null) {
      mail = at(owner, n);
    }
    return mail == null || Lives.isOver(mail.expiresAtSeconds(), ageSeconds) ? null : mail;
  }

  /**
   * A record.
   *
   * @throws IllegalStateException if it isn't there: the store has lost it
   */
  Mail at(ClientId owner, long n) {
    Mail mail = fresh.get(owner, n);
    if (mail != null) {
      return mail;
    }
    Payload value = store.get(StationKeys.mail(owner, n));
    if (value == null) {
      throw new IllegalStateException("message " + n + " for " + owner + " is not in the store");
    }
    return codec.decode(value);
  }
}

package org.chappe.server.accounts;

import java.util.ArrayList;
import java.util.List;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * How accounts are written, in tables and in the store: {@code ID/VERSION/BORN/VERIFIER/NAME}, and {@code ID/VERSION} for one that was
 * deleted; numbers in base 36.
 */
public final class AccountText {

  private static final String ONE = "account";
  private static final String DIGEST = "accounts";
  private static final String BUCKETS = "buckets";
  private static final String MARK = "?";
  private static final int FIELDS = 5;

  /** Hashes of buckets in one frame. */
  static final int BUCKETS_PER_FRAME = 16;

  private AccountText() {}

  /**
   * All that a relay knows in two numbers.
   *
   * @param clock the highest version that it has seen
   * @param hash of all accounts
   */
  record Digest(long clock, long hash) {}

  /**
   * What a relay knows of some buckets.
   *
   * @param first the first of them
   */
  record Buckets(int first, List<Long> hashes) {}

  /** Whether a table is about accounts, well formed or not. */
  public static boolean isMeant(Payload payload) {
    String text = payload.text();
    return text.startsWith(ONE) || text.startsWith(BUCKETS);
  }

  /** Whether it is more work than a table of one account. */
  public static boolean isDigest(Payload payload) {
    return payload.text().startsWith(BUCKETS);
  }

  static String entry(Account account) {
    String head = account.id() + "/" + Counter.write(account.version());
    Verifier verifier = account.verifier();
    return verifier == null
        ? head
        : head + "/" + Counter.write(account.born()) + "/" + verifier.text() + "/" + account.name();
  }

  /** Reads an entry; null when it isn't one. */
  static @Nullable Account account(String text) {
    String[] fields = text.split("/", FIELDS);
    try {
      if (fields.length == 2) {
        return Account.deleted(ClientId.parse(fields[0]), Counter.read(fields[1]));
      }
      Verifier verifier = fields.length == FIELDS ? Verifier.read(fields[3]) : null;
      return verifier == null
          ? null
          : new Account(
              ClientId.parse(fields[0]),
              Counter.read(fields[1]),
              Counter.read(fields[2]),
              fields[4],
              verifier);
    } catch (IllegalArgumentException notAnAccount) {
      return null;
    }
  }

  static Payload of(Account account) {
    return Payload.of(ONE + MARK + entry(account));
  }

  static Payload of(Digest digest) {
    return Payload.of(
        DIGEST + MARK + Counter.write(digest.clock) + MARK + Counter.write(digest.hash));
  }

  static Payload of(Buckets buckets) {
    StringBuilder text = new StringBuilder(BUCKETS + MARK + Counter.write(buckets.first));
    buckets.hashes.forEach(hash -> text.append(MARK).append(Counter.write(hash)));
    return Payload.of(text.toString());
  }

  /** Reads a table: an {@link Account}, a {@link Digest} or {@link Buckets}; null when it is none. */
  static @Nullable Record read(Payload payload) {
    String text = payload.text();
    if (text.startsWith(ONE + MARK)) {
      return account(text.substring(ONE.length() + 1));
    }
    String[] items = text.split("\\?", -1);
    try {
      if (items[0].equals(DIGEST) && items.length == 3) {
        return new Digest(Counter.read(items[1]), Counter.read(items[2]));
      }
      return items[0].equals(BUCKETS) ? buckets(items) : null;
    } catch (IllegalArgumentException notATable) {
      return null;
    }
  }

  private static @Nullable Buckets buckets(String[] items) {
    int count = items.length - 2;
    if (count < 1 || count > BUCKETS_PER_FRAME) {
      return null;
    }
    long first = Counter.read(items[1]);
    if (first + count > AccountHashes.BUCKETS) {
      return null;
    }
    List<Long> hashes = new ArrayList<>();
    for (int i = 2; i < items.length; i++) {
      hashes.add(Counter.read(items[i]));
    }
    return new Buckets((int) first, hashes);
  }
}

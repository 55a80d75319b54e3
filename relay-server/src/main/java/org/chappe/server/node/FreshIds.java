package org.chappe.server.node;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.jspecify.annotations.Nullable;

/** Draws IDs for what isn't a person: rooms and devices. */
final class FreshIds {

  /** So many are drawn until one is found that is nobody's. */
  private static final int DRAWS_MAX = 16;

  private static final long IDS = 10_000_000_000L;

  private final AccountTable accounts;
  private final Directory directory;
  private final RandomGenerator random;

  FreshIds(AccountTable accounts, Directory directory, RandomGenerator random) {
    this.accounts = accounts;
    this.directory = directory;
    this.random = random;
  }

  /** An ID that was nobody's, as far as is known here; null where none is found. */
  @Nullable ClientId draw() {
    return draw(any -> true);
  }

  /** The same with a condition. */
  @Nullable ClientId draw(Predicate<ClientId> fits) {
    for (int draw = 0; draw < DRAWS_MAX; draw++) {
      ClientId id = new ClientId(random.nextLong(IDS));
      boolean isNew = directory.homeOf(id) == Whereabouts.GONE && directory.versionOf(id) == 0;
      if (isNew && accounts.isNew(id) && fits.test(id)) {
        return id;
      }
    }
    return null;
  }
}

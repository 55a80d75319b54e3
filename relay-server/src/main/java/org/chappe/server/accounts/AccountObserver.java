package org.chappe.server.accounts;

import org.jspecify.annotations.Nullable;

/** Hears of accounts that change. */
@FunctionalInterface
public interface AccountObserver {

  /**
   * An account is another than it was.
   *
   * @param before what was known of the same ID; null for nothing
   */
  void changed(@Nullable Account before, Account now);
}

package org.chappe.client.cli;

import org.jspecify.annotations.Nullable;

/**
 * An account, for programs.
 *
 * @param type always {@code account}
 * @param id its ID
 * @param name what it is called; null for nothing, or where that isn't asked for
 * @param outcome what became of it: created, logged in, changed, logged off or deleted; null where it is only told of
 * @param words the same in one line for people
 */
record AccountResult(
    String type,
    String id,
    @Nullable String name,
    @Nullable String outcome,
    @Nullable String words) {

  /** Something was done about an account; the name is empty for none. */
  static AccountResult of(String id, String name, String outcome, String words) {
    return new AccountResult("account", id, name.isEmpty() ? null : name, outcome, words);
  }

  /** There is an account; the name is empty for none. */
  static AccountResult of(String id, String name) {
    return new AccountResult("account", id, name.isEmpty() ? null : name, null, null);
  }
}

package org.chappe.server.accounts;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** Whose names are whose; nobody asks for devices by name. Of several accounts with one name, made where they couldn't hear of each other, the eldest has it. */
final class NameIndex {

  private static final Comparator<Account> ELDEST_FIRST =
      Comparator.comparingLong(Account::born).thenComparing(Account::id);

  private final TreeMap<String, TreeSet<Account>> holders = new TreeMap<>();

  void add(Account account) {
    if (!account.name().isEmpty() && account.device() == null) {
      holders
          .computeIfAbsent(NameRule.normalised(account.name()), any -> new TreeSet<>(ELDEST_FIRST))
          .add(account);
    }
  }

  void remove(Account account) {
    String name = NameRule.normalised(account.name());
    TreeSet<Account> all = holders.get(name);
    if (all != null) {
      all.remove(account);
      if (all.isEmpty()) {
        holders.remove(name);
      }
    }
  }

  @Nullable ClientId find(String name) {
    TreeSet<Account> all = holders.get(NameRule.normalised(name));
    return all == null ? null : all.first().id();
  }
}

package org.chappe.server.accounts;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;

/** Goes through all accounts, a slice at a time, and gathers those that match, up to a bound. */
public final class AccountSearch {

  /** Accounts looked at in one slice: at most some milliseconds. */
  public static final int SLICE_ACCOUNTS = 200;

  /** What is gathered at most, in bytes: it fits into the pages of an answer. */
  public static final int BYTES_MAX = 10_000;

  /** The last item where there are more than were gathered. */
  public static final String MORE = "more";

  private final AccountTable table;
  private final AccountPattern pattern;
  private final List<String> items = new ArrayList<>();
  private long next;
  private int bytes;
  private boolean full;

  public AccountSearch(AccountTable table, AccountPattern pattern) {
    this.table = table;
    this.pattern = pattern;
  }

  /** Looks at one slice; whether it was the last. */
  public boolean goOn() {
    List<Account> slice = table.from(next, SLICE_ACCOUNTS);
    for (int i = 0; i < slice.size() && !full; i++) {
      Account account = slice.get(i);
      next = account.id().value() + 1;
      boolean isShown = !account.isDeleted() && account.device() == null;
      String title = isShown ? table.title(account) : "";
      if (isShown && pattern.matches(account, title)) {
        add(account.id() + "/" + title);
      }
    }
    return full || slice.size() < SLICE_ACCOUNTS;
  }

  private void add(String item) {
    bytes += Payload.of(item).length() + 1;
    full = bytes > BYTES_MAX;
    items.add(full ? MORE : item);
  }

  /** {@code ID/NAME} of each that was found, by ascending ID, and {@link #MORE} if that isn't all. */
  public List<String> items() {
    return items;
  }
}

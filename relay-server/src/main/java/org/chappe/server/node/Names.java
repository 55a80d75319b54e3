package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import org.chappe.node.Denial;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.NameRule;

/**
 * Tells whom a name stands for: an account's {@code NAME}; {@code NAME~ID} where two have it; or an ID, whose name is wanted. What begins as the names
 * of rooms do is a room's name.
 */
final class Names {

  /** What is found is an account. */
  private static final String CLIENT = "client";

  private static final String ID = "[0-9]{" + ClientId.DIGITS + "}";
  private static final char DIVIDER = '~';

  private final AccountTable accounts;

  Names(AccountTable accounts) {
    this.accounts = accounts;
  }

  /** The ID, the name as others see it, and what it is; or why there is none. */
  Outcome find(String text) {
    int divider = text.indexOf(DIVIDER);
    String name = divider < 0 ? text : text.substring(0, divider);
    String id = divider < 0 ? text : text.substring(divider + 1);
    boolean isId = id.matches(ID);
    boolean isName = NameRule.isName(name) || RoomKind.of(name) != null;
    if (divider < 0 ? !isId && !isName : !isId || !isName) {
      return new Outcome.Denied(Denial.PARAM, "that is neither a name nor an ID");
    }
    ClientId holder = isId ? ClientId.parse(id) : accounts.named(name);
    Account account = holder == null ? null : accounts.find(holder);
    if (account == null || account.device() != null || (isName && !hasName(account, name))) {
      return new Outcome.Denied(Denial.NOUSER, isName ? nobody(text) : id + " has no account");
    }
    return Outcome.Done.of(account.id().toString(), accounts.title(account), kind(account));
  }

  private static String nobody(String name) {
    return (RoomKind.isMeant(name) ? "there is no " : "nobody is called ") + name;
  }

  private static String kind(Account account) {
    RoomKind room = RoomKind.of(account.name());
    return room == null ? CLIENT : room.toString();
  }

  private static boolean hasName(Account account, String name) {
    return NameRule.normalised(account.name()).equals(NameRule.normalised(name));
  }
}

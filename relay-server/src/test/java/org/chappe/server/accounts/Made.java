package org.chappe.server.accounts;

import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;

/** Accounts, tables and passwords for tests. */
public final class Made {

  static final ClientId ANNA = ClientId.parse("1234567890");
  static final ClientId BERT = ClientId.parse("0987654321");

  /** Keys of the passwords that are called so. */
  public static LoginKeys keys(String password) {
    return LoginKeys.derive(password.toCharArray(), new byte[16], Verifier.ITERATIONS_MIN);
  }

  static final Verifier FIRST = keys("first password").verifier();
  static final Verifier SECOND = keys("second password").verifier();

  private Made() {}

  static AccountTable table() {
    return new AccountTable(new MemoryStore(), new CommitQueue());
  }
}

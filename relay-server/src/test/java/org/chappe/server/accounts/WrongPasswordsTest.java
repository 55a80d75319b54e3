package org.chappe.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.accounts.Made.ANNA;

import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

/** How often somebody may guess. */
class WrongPasswordsTest {

  private static final long STRANGE = 1;
  private static final long KNOWN = 2;

  private final WrongPasswords passwords = new WrongPasswords(3);
  private long now = 5_000_000_000L;

  private int guess(ClientId id, long device) {
    int tries = 0;
    while (passwords.mayTry(now, id, device)) {
      passwords.wrong(now, id, device);
      tries++;
    }
    return tries;
  }

  @Test
  void shouldAllowSomeAtOnceAndThenFew() {
    assertThat(guess(ANNA, STRANGE)).isEqualTo(WrongPasswords.AT_ONCE);
    now += WrongPasswords.ONE_NANOS - 1;
    assertThat(guess(ANNA, STRANGE)).isZero();
    now += 1;
    assertThat(guess(ANNA, STRANGE)).isEqualTo(1);
    now += 1_000 * WrongPasswords.ONE_NANOS;
    assertThat(guess(ANNA, STRANGE)).isEqualTo(WrongPasswords.AT_ONCE);
    assertThat(passwords.wrong()).isEqualTo(2 * WrongPasswords.AT_ONCE + 1);
    assertThat(passwords.refused()).isEqualTo(4);
  }

  @Test
  void shouldNotKeepOutTheDeviceThatLoggedInLast() {
    passwords.right(ANNA, KNOWN);
    guess(ANNA, STRANGE);
    assertThat(passwords.mayTry(now, ANNA, KNOWN)).isTrue();
    assertThat(passwords.mayTry(now, ANNA, STRANGE)).isFalse();
    assertThat(guess(ANNA, KNOWN)).isEqualTo(WrongPasswords.AT_ONCE);
  }

  @Test
  void shouldRememberABoundedNumber() {
    for (long id = 0; id < 4; id++) {
      guess(new ClientId(id), STRANGE);
      passwords.right(new ClientId(id), STRANGE);
    }
    assertThat(passwords.forgotten()).isPositive();
    assertThat(passwords.mayTry(now, new ClientId(3), 9)).isFalse();
    assertThat(passwords.mayTry(now, new ClientId(0), 9)).isTrue();
  }
}

package org.chappe.server.accounts;

import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * An account, or that there is none any more.
 *
 * @param version counts changes: the higher one holds, {@value #VERSION_MAX} at most
 * @param born the version under which it was made; it tells an account from an earlier one of the same ID
 * @param name for people, as {@link NameRule} wants it, a room's, as {@link RoomKind} does, or a device's; empty for none
 * @param verifier what its password is checked against; null when it was deleted
 */
public record Account(
    ClientId id,
    long version,
    long born,
    String name,
    @Nullable Verifier verifier) {

  /** No version is higher: 2^46. */
  public static final long VERSION_MAX = 1L << 46;

  /** @throws IllegalArgumentException if a number is out of its range, or the name can't be one */
  public Account {
    if (version < 1 || version > VERSION_MAX || born < 0 || born > version) {
      throw new IllegalArgumentException("version " + version + " or " + born + " can't be");
    }
    boolean isName =
        name.isEmpty() || NameRule.isName(name) || RoomKind.of(name) != null || isDevices(name);
    if (!isName) {
      throw new IllegalArgumentException("no name");
    }
  }

  /** What is left of an account. */
  static Account deleted(ClientId id, long version) {
    return new Account(id, version, 0, "", null);
  }

  public boolean isDeleted() {
    return verifier == null;
  }

  private static boolean isDevices(String name) {
    return DeviceTitle.of(name) != null;
  }

  /** Whose device this is, and what it is called; null if it is none. */
  public @Nullable DeviceName device() {
    DeviceTitle title = DeviceTitle.of(name);
    return title == null ? null : title.device();
  }

  /** Whether this is newer than what is known; of equal versions that holds which is written later in the alphabet. */
  boolean outranks(Account known) {
    return version == known.version
        ? AccountText.entry(this).compareTo(AccountText.entry(known)) > 0
        : version > known.version;
  }
}

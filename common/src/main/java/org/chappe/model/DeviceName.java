package org.chappe.model;

import org.jspecify.annotations.Nullable;

/**
 * What the account of a device is called: its owner's ID, a dot, and its own name. No person's account is, as such names begin with letters.
 *
 * @param owner whose device it is
 * @param name what the owner calls it, 1 to {@link #CHARACTERS_MAX} of {@code 0-9A-Za-z_-}
 */
public record DeviceName(ClientId owner, String name) {

  public static final int CHARACTERS_MAX = 16;

  /** Devices of one account at a time. */
  public static final int DEVICES_MAX = 8;

  /**
   * What a device's ID leaves when it is divided by this, its epochs leave as well, and those of no other device of its owner: so no two of them give one
   * number twice.
   */
  public static final int CLASSES = 1_000;

  private static final String FORM = "[0-9A-Za-z_-]{1," + CHARACTERS_MAX + "}";

  /** @throws IllegalArgumentException if the name can't be one */
  public DeviceName {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a device's name is 1 to " + CHARACTERS_MAX + " letters and digits");
    }
  }

  /** Whether a device may be called so. */
  public static boolean isName(String text) {
    return text.matches(FORM);
  }

  /** Reads the name of an account; null if it isn't that of a device. */
  public static @Nullable DeviceName of(String accountName) {
    int dot = accountName.indexOf('.');
    String name = accountName.substring(dot + 1);
    return dot == ClientId.DIGITS && isId(accountName.substring(0, dot)) && isName(name)
        ? new DeviceName(ClientId.parse(accountName.substring(0, dot)), name)
        : null;
  }

  private static boolean isId(String text) {
    return text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /** What the epochs of a device leave when divided by {@link #CLASSES}. */
  public static int classOf(ClientId device) {
    return (int) (device.value() % CLASSES);
  }

  /** The name of the account. */
  @Override
  public String toString() {
    return owner + "." + name;
  }
}

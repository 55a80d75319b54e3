package org.chappe.server.accounts;

import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * What the account of a device is called: its owner's ID, the birth of its owner's account, and its own name, with dots between. No person's account is, as such names begin with letters.
 *
 * <p>The birth tells the owner from somebody else who makes an account of the same ID later: nobody inherits devices with an ID.
 *
 * @param device whose device it is, and what the owner calls it
 * @param ownerBorn the version under which the owner's account was made, from 1 on
 */
public record DeviceTitle(DeviceName device, long ownerBorn) {

  private static final int RADIX = 36;
  private static final int FIELDS = 3;
  private static final String BIRTH = "[1-9a-z][0-9a-z]{0,9}";

  /** @throws IllegalArgumentException if no account can have been born then */
  public DeviceTitle {
    if (ownerBorn < 1 || ownerBorn > Account.VERSION_MAX) {
      throw new IllegalArgumentException("nobody was born at " + ownerBorn);
    }
  }

  /** Reads the name of an account; null if it isn't that of a device. */
  public static @Nullable DeviceTitle of(String accountName) {
    String[] fields = accountName.split("\\.", -1);
    if (fields.length != FIELDS || !fields[1].matches(BIRTH)) {
      return null;
    }
    try {
      DeviceName device = new DeviceName(ClientId.parse(fields[0]), fields[2]);
      return new DeviceTitle(device, Long.parseLong(fields[1], RADIX));
    } catch (IllegalArgumentException notADevice) {
      return null;
    }
  }

  ClientId owner() {
    return device.owner();
  }

  /** The name of the account. */
  @Override
  public String toString() {
    return device.owner() + "." + Long.toString(ownerBorn, RADIX) + "." + device.name();
  }
}

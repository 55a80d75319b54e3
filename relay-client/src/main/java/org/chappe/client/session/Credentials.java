package org.chappe.client.session;

import org.chappe.auth.LoginKeys;

/**
 * What a client proves with that an ID is its own.
 *
 * @param keys derived from the password
 * @param device a number that this device has chosen at random, 0 to {@link #DEVICE_MAX}: a relay lets the same device in again at once
 * @param takesOver whether another device that is logged in at the same relay has to go, once
 */
public record Credentials(LoginKeys keys, long device, boolean takesOver) {

  /** Nine digits of base 36. */
  public static final long DEVICE_MAX = 101_559_956_668_415L;

  /** @throws IllegalArgumentException if the device is out of range */
  public Credentials {
    if (device < 0 || device > DEVICE_MAX) {
      throw new IllegalArgumentException("device " + device + " is out of range");
    }
  }

  /** The device as it is sent. */
  String deviceText() {
    return Long.toString(device, Character.MAX_RADIX);
  }

  /** The same for the next login. */
  Credentials afterwards() {
    return new Credentials(keys, device, false);
  }
}

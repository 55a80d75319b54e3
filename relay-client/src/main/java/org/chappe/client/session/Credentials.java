package org.chappe.client.session;

import org.chappe.auth.LoginKeys;

/**
 * What a client proves with that an ID is its own.
 *
 * @param keys derived from the password
 * @param device a number that this device has chosen at random, 0 to {@link #DEVICE_MAX}: a relay lets the same device in again at once
 * @param manner what is wanted by it
 */
public record Credentials(LoginKeys keys, long device, Manner manner) {

  /** What a login is for. */
  public enum Manner {
    /** To attach, unless another device is logged in at the same relay. */
    ENTER(""),
    /** To attach, and another device that is logged in there has to go, once. */
    TAKE_OVER("?over"),
    /** To look after the account, of which others may make use meanwhile: only questions are asked. */
    OWN("?own");

    private final String mark;

    Manner(String mark) {
      this.mark = mark;
    }

    /** What says so behind the other words of the question. */
    public String mark() {
      return mark;
    }
  }

  /** Nine digits of base 36. */
  public static final long DEVICE_MAX = 101_559_956_668_415L;

  /** @throws IllegalArgumentException if the device is out of range */
  public Credentials {
    if (device < 0 || device > DEVICE_MAX) {
      throw new IllegalArgumentException("device " + device + " is out of range");
    }
  }

  /** To attach, and another device that is logged in has to go if that is said. */
  public Credentials(LoginKeys keys, long device, boolean takesOver) {
    this(keys, device, takesOver ? Manner.TAKE_OVER : Manner.ENTER);
  }

  /** The same for who looks after the account. */
  public Credentials asOwner() {
    return new Credentials(keys, device, Manner.OWN);
  }

  /** The device as it is sent. */
  String deviceText() {
    return Long.toString(device, Character.MAX_RADIX);
  }

  /** The same for the next login. */
  Credentials afterwards() {
    return manner == Manner.TAKE_OVER ? new Credentials(keys, device, Manner.ENTER) : this;
  }
}

package org.chappe.client.session;

import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;

/**
 * The epochs in which a client may number messages. All devices of one owner number theirs under its ID, so that each has epochs of its own.
 *
 * @param classes among how many they are divided
 * @param own what those of this client leave when divided by that
 */
record Epochs(int classes, int own) {

  /** Those of a client that is nobody's device: all. */
  static final Epochs ALL = new Epochs(1, 0);

  /** Those of a client. */
  static Epochs of(ClientConfig config) {
    return config.owner() == null ? ALL : ofDevice(config.id());
  }

  static Epochs ofDevice(ClientId device) {
    return new Epochs(DeviceName.CLASSES, DeviceName.classOf(device));
  }

  /** The first that isn't before one. */
  long from(long epoch) {
    return epoch + Math.floorMod(own - epoch, classes);
  }

  /** The first behind one. */
  long after(long epoch) {
    return from(epoch + 1);
  }
}

package org.chappe.client.cli;

import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * A device of an account, for programs. Its own ID is nobody's business.
 *
 * @param type always {@code device}
 * @param id the account's ID
 * @param name what the device is called
 * @param relay the number of its relay; null where it has none, or isn't asked for it
 * @param here true for the device that asks; null for others
 * @param outcome what became of it: added or removed; null where it is only told of
 * @param words the same in one line for people
 */
record DeviceResult(
    String type,
    String id,
    String name,
    @Nullable Integer relay,
    @Nullable Boolean here,
    @Nullable String outcome,
    @Nullable String words) {

  /** Something was done about a device. */
  static DeviceResult of(ClientId id, String name, String outcome, String words) {
    return new DeviceResult("device", id.toString(), name, null, null, outcome, words);
  }

  /** That a client is a device now, in words for people; it was called otherwise before, perhaps, when the answer got lost. */
  static String added(Device made, String wanted) {
    String name = made.name().name();
    return "this is the device " + name + " of " + made.name().owner() + " now"
        + (name.equals(wanted) ? "" : "; it was begun under that name");
  }

  /** There is a device. */
  static DeviceResult of(ClientId id, Devices.Entry entry, boolean isHere) {
    Integer relay = entry.home() == 0 ? null : entry.home();
    return new DeviceResult(
        "device", id.toString(), entry.name(), relay, isHere ? true : null, null, null);
  }

  /** The name, where it is, and whether it is this one, on one line for people. */
  String line() {
    return Printable.line(name)
        + (relay == null ? ", not attached" : ", at relay " + relay)
        + (here == null ? "" : " (this one)");
  }
}

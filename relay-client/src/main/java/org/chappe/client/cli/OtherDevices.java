package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.node.Denial;

/** Ends all devices of an account but one, and tells what became of them. */
final class OtherDevices {

  private final List<String> ended = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();

  private OtherDevices() {}

  /**
   * Ends all but the one that asks, also those that are gone already.
   *
   * @param client whoever may end them
   * @param before what is told first if it comes to a bad end, as it is done already
   * @return what became of them, in words
   * @throws UserError if it isn't known to be done of all; which they are is said, too
   */
  static String end(RelayClient client, Device here, String before) throws UserError {
    OtherDevices others = new OtherDevices();
    try {
      for (Devices.Entry device : client.devices().list().join()) {
        if (!device.id().equals(here.id().toString())) {
          others.end(client.devices(), device);
        }
      }
    } catch (CompletionException e) {
      UserError why = ClientOptions.userError(e);
      String done = others.isIdle() ? "" : others.words() + "; ";
      throw new UserError(
          why.exitCode(), before + done + "others may not be ended: " + why.sentence());
    }
    return others.words();
  }

  private void end(Devices devices, Devices.Entry device) {
    try {
      devices.remove(device).join();
      ended.add(device.name());
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ClientFailure.Denied denied)
          || denied.reason() != Denial.NOUSER) {
        throw e;
      }
      gone.add(device.name());
    }
  }

  private boolean isIdle() {
    return ended.isEmpty() && gone.isEmpty();
  }

  private String words() {
    if (isIdle()) {
      return "there is no other device";
    }
    String words = ended.isEmpty() ? "ended none" : "ended " + String.join(", ", ended);
    return gone.isEmpty() ? words : words + "; gone already: " + String.join(", ", gone);
  }
}

package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.List;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.model.DeviceName;

/** What a person does about the devices of their account while a client is attached. */
record DeviceTalk(Screen screen, Attached attached) {

  /** What can be done. */
  static final List<String> DEEDS = List.of("list", "add", "remove");

  /**
   * Does one of them.
   *
   * @return whether this client is a device from now on, and has to attach as that
   */
  boolean device(String rest) throws UserError {
    String[] words = rest.split("\\s+", 2);
    boolean isList = words[0].equals("list") || rest.isEmpty();
    String name = words.length == 1 ? "" : words[1];
    if (!isList && (!DEEDS.contains(words[0]) || !DeviceName.isName(name))) {
      throw new UserError(
          ExitCodes.USAGE, "say what to do: /device list, /device add NAME or /device remove NAME");
    }
    Entrance.requireLogin(attached);
    if (isList) {
      list();
    } else if (words[0].equals("remove")) {
      remove(name);
    } else {
      add(name);
    }
    return words[0].equals("add");
  }

  private void list() throws UserError {
    List<Devices.Entry> entries = answer().of(client().devices().list());
    for (Devices.Entry entry : entries) {
      screen.print(DeviceResult.of(client().id(), entry, isHere(entry.name())).line());
    }
    if (entries.isEmpty()) {
      screen.print("no devices: the account is used by one client at a time");
    }
  }

  private void remove(String name) throws UserError {
    if (isHere(name)) {
      throw new UserError(
          ExitCodes.USAGE,
          "this is " + name + "; quit, and use relay-client device remove " + name);
    }
    answer().until(client().devices().remove(name));
    screen.print("removed; what none has fetched comes to the others");
  }

  private void add(String name) throws UserError {
    Path directory = attached.journal();
    if (directory == null || client().device() != null) {
      throw new UserError(
          ExitCodes.USAGE,
          directory == null
              ? "a device keeps a journal; start without --journal none"
              : "this is a device already; on another one, use relay-client device add " + name);
    }
    LoginKeys keys = StoredDevice.begin(directory);
    Device made = answer().of(client().devices().add(name, keys));
    StoredDevice.write(directory, made);
    screen.print(DeviceResult.added(made, name));
  }

  private boolean isHere(String name) {
    Device here = client().device();
    return here != null && here.name().name().equals(name);
  }

  private RelayAnswer answer() {
    return new RelayAnswer(screen);
  }

  private RelayClient client() {
    return attached.client();
  }
}

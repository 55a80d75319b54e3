package org.chappe.server.accounts;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * Which devices belong to whom. Where relays that couldn't hear of each other have made more devices of one account than there may be, those with the lowest IDs
 * count, and the others are nobody's.
 */
public final class DeviceIndex {

  private final TreeMap<ClientId, TreeSet<ClientId>> byOwner = new TreeMap<>();
  private final TreeMap<ClientId, DeviceName> names = new TreeMap<>();

  DeviceIndex() {}

  void add(Account account) {
    DeviceName name = account.device();
    if (name != null) {
      names.put(account.id(), name);
      byOwner.computeIfAbsent(name.owner(), any -> new TreeSet<>()).add(account.id());
    }
  }

  void remove(Account account) {
    DeviceName name = names.remove(account.id());
    TreeSet<ClientId> devices = name == null ? null : byOwner.get(name.owner());
    if (name != null && devices != null && devices.remove(account.id()) && devices.isEmpty()) {
      byOwner.remove(name.owner());
    }
  }

  /** Whether nobody has devices. */
  public boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /** Whether an ID is a device's. */
  public boolean isDevice(ClientId client) {
    return names.containsKey(client);
  }

  /** Whose device an ID is, and what it is called; null if it is none. */
  public @Nullable DeviceName nameOf(ClientId client) {
    return names.get(client);
  }

  /** Whose device a client is; the client itself if it is none. */
  public ClientId ownerOf(ClientId client) {
    DeviceName name = names.get(client);
    return name == null ? client : name.owner();
  }

  /** Whether an account has devices. */
  public boolean hasDevices(ClientId owner) {
    return byOwner.containsKey(owner);
  }

  /** The devices of an account, by ascending ID, {@link DeviceName#DEVICES_MAX} at most. */
  public List<ClientId> of(ClientId owner) {
    NavigableSet<ClientId> devices = byOwner.get(owner);
    return devices == null
        ? List.of()
        : devices.stream().limit(DeviceName.DEVICES_MAX).toList();
  }

  /** The next accounts that have devices, behind an ID, in the order of IDs; from the first on for null. */
  public List<ClientId> ownersAfter(@Nullable ClientId last, int max) {
    return (last == null ? byOwner : byOwner.tailMap(last, false))
        .keySet().stream().limit(max).toList();
  }
}

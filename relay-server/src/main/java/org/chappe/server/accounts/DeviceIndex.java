package org.chappe.server.accounts;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * Which devices belong to whom: those that name the birth of their owner's account. Others are <em>orphans</em>, and nobody's: their owner's account was deleted where nobody
 * knew of them, and has perhaps been made anew by somebody else.
 *
 * <p>Where relays that couldn't hear of each other have made more devices of one account than there may be, those with the lowest IDs <em>count</em>; the others wait until one of those
 * goes.
 */
public final class DeviceIndex {

  private final ToLongFunction<ClientId> births;
  private final TreeMap<ClientId, TreeSet<ClientId>> byOwner = new TreeMap<>();
  private final TreeMap<ClientId, DeviceTitle> titles = new TreeMap<>();

  /** @param births the version under which an account was made; 0 where there is none */
  DeviceIndex(ToLongFunction<ClientId> births) {
    this.births = births;
  }

  void add(Account account) {
    DeviceTitle title = DeviceTitle.of(account.name());
    if (title != null) {
      titles.put(account.id(), title);
      byOwner.computeIfAbsent(title.owner(), any -> new TreeSet<>()).add(account.id());
    }
  }

  void remove(Account account) {
    DeviceTitle title = titles.remove(account.id());
    TreeSet<ClientId> devices = title == null ? null : byOwner.get(title.owner());
    if (title != null && devices != null && devices.remove(account.id()) && devices.isEmpty()) {
      byOwner.remove(title.owner());
    }
  }

  /** Whether nobody has devices. */
  public boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /** Whether an ID is a device's, be it an orphan. */
  public boolean isDevice(ClientId client) {
    return titles.containsKey(client);
  }

  /** Whose device an ID is, and what it is called; null if it is none. */
  public @Nullable DeviceName nameOf(ClientId client) {
    DeviceTitle title = titles.get(client);
    return title == null ? null : title.device();
  }

  /** Whose device a client says it is; the client itself if it is none. */
  public ClientId ownerOf(ClientId client) {
    DeviceTitle title = titles.get(client);
    return title == null ? client : title.owner();
  }

  /** Whether an ID is that of a device whose owner has no account any more, or another one. */
  public boolean isOrphan(ClientId client) {
    DeviceTitle title = titles.get(client);
    return title != null && title.ownerBorn() != births.applyAsLong(title.owner());
  }

  /** Whether an ID is that of a device that is one too many, for now. */
  public boolean isSurplus(ClientId client) {
    return isDevice(client) && !isOrphan(client) && !of(ownerOf(client)).contains(client);
  }

  /** Whether an account has devices. */
  public boolean hasDevices(ClientId owner) {
    TreeSet<ClientId> devices = byOwner.get(owner);
    return devices != null && devices.stream().anyMatch(device -> !isOrphan(device));
  }

  /** The devices of an account that count, by ascending ID, {@link DeviceName#DEVICES_MAX} at most. */
  public List<ClientId> of(ClientId owner) {
    return valid(owner).limit(DeviceName.DEVICES_MAX).toList();
  }

  /** All devices of an account, by ascending ID, those included that are too many. */
  public List<ClientId> allOf(ClientId owner) {
    return valid(owner).toList();
  }

  /** All devices that name an ID as their owner's, orphans included. */
  public List<ClientId> naming(ClientId owner) {
    return named(owner).toList();
  }

  private Stream<ClientId> valid(ClientId owner) {
    return named(owner).filter(device -> !isOrphan(device));
  }

  private Stream<ClientId> named(ClientId owner) {
    TreeSet<ClientId> devices = byOwner.get(owner);
    return devices == null ? Stream.of() : devices.stream();
  }

  /** The next accounts that have devices, behind an ID, in the order of IDs; from the first on for null. */
  public List<ClientId> ownersAfter(@Nullable ClientId last, int max) {
    return (last == null ? byOwner : byOwner.tailMap(last, false))
        .keySet().stream().filter(this::hasDevices).limit(max).toList();
  }
}

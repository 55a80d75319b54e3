package org.chappe.server.devices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.chappe.model.ClientId;
import org.chappe.node.Node;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody with devices is at home, who attaches nowhere: at a relay where one of the devices is, or was when it took the owner in, until that relay is dead. Once no device is at home anywhere, neither
 * is the owner. All relays go by the same rule; where two take an owner in at once, the directory settles it as it does for any client.
 */
public final class DeviceHomes {

  /** How often the rule is applied to all owners. */
  static final long LOOK_NANOS = 1_000_000_000L;

  /** So long no device has had a home until the owner has none: a relay that has just begun hears of them little by little. */
  static final long DESERTED_NANOS = 10_000_000_000L;

  /** Owners looked at in one turn. */
  static final int OWNERS_PER_TURN = 512;

  private final int self;
  private final DeviceIndex index;
  private final Directory directory;
  private final IntPredicate isDead;
  private final Consumer<ClientId> broughtHome;
  private final Map<ClientId, Long> deserted = new LinkedHashMap<>();
  private long lookAtNanos = Long.MIN_VALUE;
  private long nowNanos;
  private @Nullable ClientId last;
  private long taken;

  /**
   * @param isDead whether a relay is held to be dead, or doesn't belong to the line
   * @param broughtHome hears of each owner that is at home here from now on
   */
  public DeviceHomes(
      int self,
      DeviceIndex index,
      Directory directory,
      IntPredicate isDead,
      Consumer<ClientId> broughtHome) {
    this.self = self;
    this.index = index;
    this.directory = directory;
    this.isDead = isDead;
    this.broughtHome = broughtHome;
  }

  /** Applies the rule to the next owners, if it is time to. */
  public void serve(long newNowNanos) {
    nowNanos = newNowNanos;
    if (nowNanos < lookAtNanos) {
      return;
    }
    List<ClientId> owners = index.ownersAfter(last, OWNERS_PER_TURN);
    owners.forEach(this::look);
    boolean isThrough = owners.size() < OWNERS_PER_TURN;
    last = isThrough ? null : owners.get(owners.size() - 1);
    lookAtNanos = isThrough ? nowNanos + LOOK_NANOS : nowNanos;
    deserted.keySet().removeIf(owner -> !index.hasDevices(owner));
  }

  /** A client has a home here since now. */
  public void attached(ClientId client) {
    if (index.isDevice(client)) {
      look(index.ownerOf(client));
    }
  }

  private void look(ClientId owner) {
    int home = directory.homeOf(owner);
    boolean isHomeless = home == Whereabouts.GONE || (home != self && isDead.test(home));
    if (isHomeless && hasDeviceAt(owner, true) && directory.register(owner, 0)) {
      taken++;
      broughtHome.accept(owner);
    }
    if (home != self || hasDeviceAt(owner, false)) {
      deserted.remove(owner);
    } else if (nowNanos - deserted.computeIfAbsent(owner, any -> nowNanos) >= DESERTED_NANOS) {
      deserted.remove(owner);
      directory.forget(owner);
    }
  }

  /** @param here whether only devices at home here count */
  private boolean hasDeviceAt(ClientId owner, boolean here) {
    return index.of(owner).stream()
        .mapToInt(directory::homeOf)
        .anyMatch(home -> here ? home == self : home != Whereabouts.GONE);
  }

  /** When time alone makes something due, in nanoseconds. */
  public long nextDeadline() {
    return index.isEmpty() ? Node.NEVER : lookAtNanos;
  }

  /** How often an owner was brought home here. */
  public long taken() {
    return taken;
  }
}

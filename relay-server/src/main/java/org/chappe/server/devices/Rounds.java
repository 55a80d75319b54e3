package org.chappe.server.devices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.chappe.model.ClientId;
import org.chappe.server.accounts.DeviceIndex;

/**
 * When what waits for an owner's devices is brought to them once more: a device whose mailbox was full has room now, perhaps, and the others know what they have.
 *
 * <p>Nobody tells where there is room. So a round is over after an hour, at once when there are other devices, and else when they have fetched a good part of what
 * waits, but not within a minute. Thus no more is brought again to each of them than {@value #FETCHED_SHARE} times what they fetch, and once an hour all that waits.
 */
final class Rounds {

  /** A round lasts so long at most, an hour. */
  static final long ROUND_NANOS_MAX = 3_600_000_000_000L;

  /** While the devices are the same it lasts so long at least, a minute. */
  static final long ROUND_NANOS_MIN = 60_000_000_000L;

  /** A round is over early when what was fetched in it is at least one part of so many of what waits. */
  static final int FETCHED_SHARE = 4;

  /** Who the devices of an owner were when its mail was brought, when that was, and what they have fetched since. */
  private record Round(List<ClientId> devices, long beganNanos, long fetched) {

    Round withOneMore() {
      return new Round(devices, beganNanos, fetched + 1);
    }

    boolean isOver(long nowNanos, int waiting) {
      boolean isWorthIt = fetched > 0 && FETCHED_SHARE * fetched >= waiting;
      return nowNanos >= beganNanos + (isWorthIt ? ROUND_NANOS_MIN : ROUND_NANOS_MAX);
    }
  }

  private final DeviceIndex index;
  private final Map<ClientId, Round> byOwner = new LinkedHashMap<>();

  Rounds(DeviceIndex index) {
    this.index = index;
  }

  /** An owner's mail is brought: in the round that goes on, or else one begins. */
  void begin(ClientId owner, long nowNanos) {
    byOwner.computeIfAbsent(owner, any -> new Round(index.of(owner), nowNanos, 0));
  }

  /** A device has fetched something. */
  void fetched(ClientId owner) {
    byOwner.computeIfPresent(owner, (any, round) -> round.withOneMore());
  }

  /**
   * The owners whose rounds are over.
   *
   * @param waiting how much waits for somebody's devices
   */
  List<ClientId> takeOver(long nowNanos, ToIntFunction<ClientId> waiting) {
    List<ClientId> over = new ArrayList<>();
    byOwner.forEach((owner, round) -> {
      if (round.isOver(nowNanos, waiting.applyAsInt(owner))
          || !index.of(owner).equals(round.devices)) {
        over.add(owner);
      }
    });
    over.forEach(byOwner::remove);
    return over;
  }

  boolean isEmpty() {
    return byOwner.isEmpty();
  }
}

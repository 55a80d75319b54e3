package org.chappe.server.accounts;

import java.util.LinkedHashMap;
import org.chappe.model.ClientId;

/**
 * How many wrong passwords an account's clients may try: {@link #AT_ONCE} at once, then one in {@link #ONE_NANOS}. The device that logged in last counts for
 * itself, so that strangers who guess don't keep it out.
 *
 * <p>A bounded number of accounts is remembered; those go first at which nobody was wrong for longest, and are counted.
 */
public final class WrongPasswords {

  public static final int AT_ONCE = 10;

  /** Six seconds. */
  public static final long ONE_NANOS = 6_000_000_000L;

  static final int REMEMBERED_MAX = 8_192;

  private record Who(ClientId id, boolean isKnown) {}

  private final int rememberedMax;
  private final LinkedHashMap<Who, Long> forgivenNanos = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<ClientId, Long> devices = new LinkedHashMap<>(16, 0.75f, true);
  private long wrong;
  private long refused;
  private long forgotten;

  public WrongPasswords() {
    this(REMEMBERED_MAX);
  }

  WrongPasswords(int rememberedMax) {
    this.rememberedMax = rememberedMax;
  }

  /** Whether a password may be tried now; if not, that is counted. */
  public boolean mayTry(long nowNanos, ClientId id, long device) {
    Long forgiven = forgivenNanos.get(new Who(id, isKnown(id, device)));
    boolean may = forgiven == null || forgiven - nowNanos <= (AT_ONCE - 1) * ONE_NANOS;
    refused += may ? 0 : 1;
    return may;
  }

  private boolean isKnown(ClientId id, long device) {
    Long known = devices.get(id);
    return known != null && known == device;
  }

  /** A password was wrong. */
  public void wrong(long nowNanos, ClientId id, long device) {
    wrong++;
    forgivenNanos.merge(
        new Who(id, isKnown(id, device)),
        nowNanos + ONE_NANOS,
        (before, first) -> Math.max(before, nowNanos) + ONE_NANOS);
    if (forgivenNanos.size() > rememberedMax) {
      forgivenNanos.remove(forgivenNanos.keySet().iterator().next());
      forgotten++;
    }
  }

  /** A password was right. */
  public void right(ClientId id, long device) {
    devices.put(id, device);
    if (devices.size() > rememberedMax) {
      devices.remove(devices.keySet().iterator().next());
    }
  }

  /** Wrong passwords. */
  public long wrong() {
    return wrong;
  }

  /** Passwords that weren't looked at. */
  public long refused() {
    return refused;
  }

  /** Accounts that were forgotten before all was forgiven, or after. */
  public long forgotten() {
    return forgotten;
  }
}

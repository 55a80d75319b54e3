package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** A client that has a session here, and how much mail it has asked for. */
final class Attachment implements Peer {

  private final ClientId client;
  private @Nullable Session session;
  private @Nullable Session pending;
  private long versionSeen;
  private long versionPromised;
  private long leaseEndsAtNanos;
  private long allowance;
  private boolean movedAway;
  private long device;

  Attachment(ClientId client) {
    this.client = client;
  }

  ClientId client() {
    return client;
  }

  @Override
  public @Nullable Session session() {
    return session;
  }

  @Override
  public @Nullable Session pending() {
    return pending;
  }

  /**
   * A session has been offered to the client; it counts from its first frame.
   *
   * @param version the directory version that the client says it has seen, or 0
   * @param promised the version under which it was told that it will be at home here
   */
  void offered(Session offer, long version, long promised) {
    pending = offer;
    versionSeen = version;
    versionPromised = promised;
  }

  long versionSeen() {
    return versionSeen;
  }

  /** The version under which the client was told that it will be at home here. */
  long versionPromised() {
    return versionPromised;
  }

  @Override
  public void adopt(Session fresh) {
    session = fresh;
    pending = null;
    withdraw();
    movedAway = false;
  }

  @Override
  public void ended(Session ended) {
    session = session == ended ? null : session;
    pending = pending == ended ? null : pending;
  }

  /** Which device of its owner has logged in. */
  void usedBy(long newDevice) {
    device = newDevice;
  }

  long device() {
    return device;
  }

  /** The client asks for mail for a time, which may be over at once: then it wants none any more. */
  void lease(long endsAtNanos) {
    leaseEndsAtNanos = endsAtNanos;
    allowance = 0;
  }

  /** The client asks for what waits now, so many messages; a lease that it has goes on. */
  void allow(long messages) {
    allowance = messages;
  }

  /** The client wants no mail any more. */
  void withdraw() {
    lease(0);
  }

  boolean mayPush(long nowNanos) {
    return session != null && !movedAway && (nowNanos < leaseEndsAtNanos || allowance > 0);
  }

  void pushed() {
    if (allowance > 0) {
      allowance--;
    }
  }

  /** The client is at home elsewhere now; what it says in its session here is refused. */
  void movedAway() {
    movedAway = true;
    withdraw();
  }

  boolean isMovedAway() {
    return movedAway;
  }
}

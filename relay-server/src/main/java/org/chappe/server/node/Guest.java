package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** Somebody who has a session under an ID that is another's until the password was proven; until then, or if it wants no more, it may only ask. */
final class Guest implements Peer {

  private final ClientId client;
  private final long nonce;
  private final long versionSeen;
  private final long versionPromised;
  private @Nullable Session session;
  private @Nullable Session pending;
  private long provenVersion;

  /**
   * @param nonce that of its handshake
   * @param versionSeen the directory version that the client says it has seen, or 0
   * @param versionPromised the version under which it was told that it will be at home here
   */
  Guest(ClientId client, long nonce, long versionSeen, long versionPromised) {
    this.client = client;
    this.nonce = nonce;
    this.versionSeen = versionSeen;
    this.versionPromised = versionPromised;
  }

  ClientId client() {
    return client;
  }

  long nonce() {
    return nonce;
  }

  long versionSeen() {
    return versionSeen;
  }

  long versionPromised() {
    return versionPromised;
  }

  /**
   * It has proved to be the owner, and wants no more than to look after the account.
   *
   * @param version of the account as it was then; 0 for not any more
   */
  void prove(long version) {
    provenVersion = version;
  }

  /** Whether it has proved to be the owner of an account that hasn't changed since. */
  boolean hasProved(long version) {
    return provenVersion == version;
  }

  /** A session has been offered to it. */
  void offered(Session offer) {
    pending = offer;
  }

  @Override
  public @Nullable Session session() {
    return session;
  }

  @Override
  public @Nullable Session pending() {
    return pending;
  }

  @Override
  public void ended(Session ended) {
    session = session == ended ? null : session;
    pending = pending == ended ? null : pending;
  }

  @Override
  public void adopt(Session fresh) {
    session = fresh;
    pending = null;
  }
}

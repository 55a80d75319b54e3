package org.chappe.server.station;

import org.chappe.model.ClientId;

/**
 * One client's mail at one relay, numbered in the order of its arrival.
 *
 * <pre>{@code
 *   removed | handed, not yet acknowledged | waiting | being committed
 *           ^ oldest                       ^ cursor  ^ tail            ^ reserved
 * }</pre>
 */
public final class Mailbox {

  private final ClientId owner;
  private long oldest;
  private long cursor;
  private long tail;
  private long reserved;
  private long handedAway;

  Mailbox(ClientId owner) {
    this.owner = owner;
  }

  public ClientId owner() {
    return owner;
  }

  /** Messages that wait to be handed on. */
  public long waiting() {
    return tail - cursor;
  }

  /** Whether messages are in it that have not been handed on: what comes later has to queue behind them. */
  public boolean isHolding() {
    return reserved > cursor;
  }

  /** Whether nothing of it is left at any stage, nor on its way to another relay. */
  boolean isSpent() {
    return oldest == reserved && handedAway == 0;
  }

  /** Whether something was handed to the client that it has not acknowledged yet. */
  public boolean isHanded() {
    return cursor > oldest;
  }

  long reserve() {
    return reserved++;
  }

  void arrived(long n) {
    tail = n + 1;
  }

  long cursor() {
    return cursor;
  }

  void advance() {
    cursor++;
  }

  /** What was handed to the client without its acknowledgement waits again. */
  void rewind() {
    cursor = oldest;
  }

  /** The next message goes to another relay, which from then on is waited for instead of the client. */
  void handAway() {
    cursor++;
    oldest = cursor;
    handedAway++;
  }

  void takenOver() {
    handedAway--;
  }

  long oldest() {
    return oldest;
  }

  void removeOldest() {
    oldest++;
  }
}

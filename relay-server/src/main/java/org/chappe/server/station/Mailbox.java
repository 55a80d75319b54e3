package org.chappe.server.station;

import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.store.CommitQueue;

/**
 * One client's mail at one relay, numbered in the order of its arrival.
 *
 * <pre>{@code
 *   removed | handed on, some of it settled | waiting, with holes | being committed
 *                                           ^ cursor              ^ tail            ^ reserved
 * }</pre>
 *
 * <p>What was handed on and is wanted back waits as well, before all that was never handed on. Of the mail itself nothing
 * is here, so that memory doesn't grow with it.
 */
public final class Mailbox implements CommitQueue.Waiting {

  /** Nothing waits for a notice. */
  public static final int NO_TIMER = -1;

  /** Copies under way to another relay at once. */
  static final int WINDOW_MAX = HandedMail.ENTRIES_MAX;

  /** So often the time to wait for a notice is doubled at most. */
  private static final int BACKOFF_MAX = 6;

  private final ClientId owner;
  private final Consumer<Mailbox> arrival;
  /** The place among the deadlines of a mailbox that has none. */
  static final int NO_SLOT = -1;

  private final HandedMail handed = new HandedMail();
  private final Stock stock = new Stock();
  private long cursor;
  private long tail;
  private long reserved;
  private int present;
  private int window = WINDOW_MAX;
  private int backoff;
  private boolean queued;
  private int timer = NO_TIMER;
  private boolean awaited;
  private int expirySlot = NO_SLOT;
  private long earliestEnd = Mail.NEVER;
  private long oldest;
  private Condemned condemned = Condemned.NOTHING;
  private long inFlightEnd = Mail.NEVER;

  Mailbox(ClientId owner, Consumer<Mailbox> arrival) {
    this.owner = owner;
    this.arrival = arrival;
  }

  public ClientId owner() {
    return owner;
  }

  /** Messages that wait to be handed on. */
  public int waiting() {
    return present - handed.underWay();
  }

  /** Whether something was handed to the client that it has not acknowledged yet. */
  public boolean isHanded() {
    return handed.underWay() > 0 && handed.copies() == 0;
  }

  /** Whether copies are under way to another relay. */
  public boolean hasCopiesUnderWay() {
    return handed.underWay() > 0 && handed.copies() > 0;
  }

  /** Whether nothing of it is left at any stage. */
  boolean isSpent() {
    return present == 0 && tail == reserved;
  }

  HandedMail handed() {
    return handed;
  }

  // ---- arrival ----

  /** A place for a message whose life ends then. */
  long reserve(long endSeconds) {
    inFlightEnd = tail == reserved ? endSeconds : Math.min(inFlightEnd, endSeconds);
    return reserved++;
  }

  /** Before that no life ends of what has become durable lately. */
  long inFlightEnd() {
    return inFlightEnd;
  }

  /** A message that was put into it is durable. */
  @Override
  public void durable(long n) {
    tail = n + 1;
    present++;
    arrival.accept(this);
  }

  /** A message was found in the store; they come in their order. */
  void recovered(long n) {
    cursor = present == 0 ? n : cursor;
    tail = n + 1;
    reserved = n + 1;
    present++;
  }

  /** Notes that it is going to be looked at; false when that was noted before. */
  public boolean queue() {
    boolean first = !queued;
    queued = true;
    return first;
  }

  public void unqueue() {
    queued = false;
  }

  // ---- handing on ----

  long cursor() {
    return cursor;
  }

  /** From here on nothing has been handed on yet. */
  void advanceTo(long n) {
    cursor = n;
  }

  long tail() {
    return tail;
  }

  void removed() {
    present--;
  }

  // ---- how fast copies go to another relay ----

  boolean hasWindow() {
    return handed.underWay() < window && (handed.hasRepetition() || handed.hasRoom());
  }

  /** The other relay has said something new. */
  void progressed() {
    backoff = 0;
    window = Math.min(WINDOW_MAX, 2 * window);
  }

  /** The other relay has said nothing for too long. */
  void timedOut() {
    backoff = Math.min(BACKOFF_MAX, backoff + 1);
    window = 1;
  }

  /** The way is another one. */
  void startAnew() {
    backoff = 0;
    window = WINDOW_MAX;
  }

  /** How often in a row no notice came in time. */
  public int backoff() {
    return backoff;
  }

  /** Which timer waits for a notice, or {@link #NO_TIMER}. */
  public int timer() {
    return timer;
  }

  /** Another timer waits for a notice, or none. */
  public void setTimer(int newTimer) {
    timer = newTimer;
  }

  // ---- how much it holds, and for how long ----

  /** All that was taken into it and is not gone. */
  Stock stock() {
    return stock;
  }

  /** A sender waits until it holds less. */
  void await() {
    awaited = true;
  }

  /** Whether a sender waits; nobody does from then on. */
  boolean takeAwaited() {
    boolean before = awaited;
    awaited = false;
    return before;
  }

  boolean isAwaited() {
    return awaited;
  }

  /** Before that no life in it ends, in seconds of the station's age. */
  long earliestEnd() {
    return earliestEnd;
  }

  void earliestEnd(long seconds) {
    earliestEnd = seconds;
  }

  /** No message has a lower number, as far as is known. */
  long oldest() {
    return oldest;
  }

  void oldest(long n) {
    oldest = n;
  }

  /** A part of it is refused to its senders. */
  void condemn(Condemned part) {
    condemned = part;
  }

  /** Whether a message is to be refused to its sender. */
  boolean isCondemned(long n) {
    return n < condemned.below();
  }

  /** Which part of it is condemned. */
  Condemned condemned() {
    return condemned;
  }

  /** What has a place in it already has a lower number. */
  long reserved() {
    return reserved;
  }

  int expirySlot() {
    return expirySlot;
  }

  void expirySlot(int slot) {
    expirySlot = slot;
  }
}

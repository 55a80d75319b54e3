package org.chappe.server.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.node.Deadlines;
import org.chappe.node.Node;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.CustodyTimes;
import org.chappe.server.station.MailKind;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.NoticeText;
import org.chappe.server.station.Station;
import org.chappe.server.station.StoredNotice;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a message: tells other relays what this one has on disk, hears what they have, and hands copies out again
 * when it hears nothing for too long, as relays that had them in memory only may have died.
 *
 * <p>A notice is believed only if the relay that gave it knew the client's present home, or a later one. Else two relays
 * between which a client moves to and fro could each let go of a message because the other one had it once.
 */
final class Custody {

  /** Mailboxes that wait for notices at once: several times as many as there may be. */
  private static final int TIMERS_MAX = Deadlines.SLOTS_MAX;

  private final int self;
  private final Directory directory;
  private final Station station;
  private final Linkage linkage;
  private final Consumer<Mailbox> drainLater;
  private final CustodyTimes times = new CustodyTimes();
  private final Deadlines deadlines = new Deadlines();
  private final List<@Nullable Mailbox> timed = new ArrayList<>();
  private final ArrayDeque<Integer> freeTimers = new ArrayDeque<>();
  private long timeouts;
  private long noticesIgnored;
  private long noticesAstray;

  /** @param drainLater hears of mailboxes from which something may be handed on again */
  Custody(
      int self,
      Directory directory,
      Station station,
      Linkage linkage,
      Consumer<Mailbox> drainLater) {
    this.self = self;
    this.directory = directory;
    this.station = station;
    this.linkage = linkage;
    this.drainLater = drainLater;
  }

  // ---- what this relay tells ----

  /** Who waits until a message that another relay answers for is durable here, or has failed, and tells that relay then. */
  CommitQueue.Waiting promise(Message message) {
    MessageId id = message.id();
    if (id == null || message.custodian() == Message.NOBODY || message.custodian() == self) {
      return any -> {};
    }
    StoredNotice notice = new StoredNotice(
        message.destination(),
        message.source(),
        directory.versionOf(message.destination()),
        MailKind.of(message),
        id.epoch(),
        id.n(),
        id.n());
    int custodian = message.custodian();
    return what -> pass(self, custodian, what == Station.FAILED ? notice.asFailed() : notice);
  }

  private void pass(int storer, int custodian, StoredNotice notice) {
    Neighbour next = linkage.towards(custodian);
    if (next == null) {
      noticesAstray++;
    } else {
      next.notices().add(storer, custodian, notice);
    }
  }

  // ---- what it hears ----

  /**
   * Takes a table of stored notices that came from a neighbour.
   *
   * @return false when it can't be right
   */
  boolean read(long nowNanos, Neighbour from, Frame.Table table) {
    List<StoredNotice> notices = NoticeText.read(table.payload());
    int storer = table.source().value();
    int custodian = table.destination().value();
    boolean mine = custodian == self;
    if (notices == null
        || !linkage.roster().isKnown(storer)
        || (!mine && linkage.towards(custodian) == from)) {
      return false;
    }
    for (StoredNotice notice : notices) {
      if (mine) {
        stored(nowNanos, storer, notice);
      } else {
        pass(storer, custodian, notice);
      }
    }
    return true;
  }

  private void stored(long nowNanos, int storer, StoredNotice notice) {
    Mailbox mailbox = station.mailbox(notice.destination());
    if (mailbox == null) {
      return;
    }
    boolean current = notice.version() >= directory.versionOf(notice.destination());
    if (!current || !isElsewhere(mailbox.owner())) {
      noticesIgnored++;
      return;
    }
    long handedAtNanos = station.outgoing().stored(mailbox, notice);
    if (handedAtNanos >= 0) {
      times.sample(storer, nowNanos - handedAtNanos);
    }
    if (!mailbox.hasCopiesUnderWay()) {
      stopTimer(mailbox);
    }
    drainLater.accept(mailbox);
  }

  private boolean isElsewhere(ClientId client) {
    int home = directory.homeOf(client);
    return home != self && home != Whereabouts.GONE;
  }

  // ---- time ----

  /** A copy was handed on from a mailbox. */
  void handed(long nowNanos, Mailbox mailbox, int home) {
    if (mailbox.timer() == Mailbox.NO_TIMER
        && (!freeTimers.isEmpty() || timed.size() < TIMERS_MAX)) {
      int timer = takeTimer();
      timed.set(timer, mailbox);
      mailbox.setTimer(timer);
      deadlines.set(timer, nowNanos + times.timeoutNanos(home, mailbox.backoff()));
    }
  }

  private int takeTimer() {
    Integer free = freeTimers.poll();
    if (free != null) {
      return free;
    }
    timed.add(null);
    return timed.size() - 1;
  }

  private void stopTimer(Mailbox mailbox) {
    int timer = mailbox.timer();
    if (timer != Mailbox.NO_TIMER) {
      mailbox.setTimer(Mailbox.NO_TIMER);
      deadlines.set(timer, Node.NEVER);
      timed.set(timer, null);
      freeTimers.push(timer);
    }
  }

  /** Looks after the mailboxes whose time has come. */
  void serve(long nowNanos) {
    while (deadlines.earliest() <= nowNanos) {
      int timer = deadlines.earliestSlot();
      deadlines.set(timer, Node.NEVER);
      Mailbox mailbox = timed.get(timer);
      if (mailbox != null) {
        serve(nowNanos, mailbox);
      }
    }
  }

  /** If the oldest copy is overdue, all are handed on again; else the time goes on, or stops when none is under way. */
  private void serve(long nowNanos, Mailbox mailbox) {
    boolean waits = mailbox.hasCopiesUnderWay() && isElsewhere(mailbox.owner());
    boolean hasWay = linkage.towards(directory.homeOf(mailbox.owner())) != null;
    if (waits && !hasWay) {
      deadlines.set(mailbox.timer(), nowNanos + CustodyTimes.TIMEOUT_NANOS_MIN);
      return;
    }
    long due = waits ? due(mailbox) : Node.NEVER;
    if (waits && due > nowNanos) {
      deadlines.set(mailbox.timer(), due);
      return;
    }
    stopTimer(mailbox);
    if (waits) {
      timeouts++;
      station.outgoing().timedOut(mailbox);
      drainLater.accept(mailbox);
    }
  }

  private long due(Mailbox mailbox) {
    int home = directory.homeOf(mailbox.owner());
    return station.outgoing().oldestHandedAtNanos(mailbox)
        + times.timeoutNanos(home, mailbox.backoff());
  }

  long nextDeadline() {
    return deadlines.earliest();
  }

  /**
   * The ways to some relays are others than before, or there are some again: copies that were on their way may have been lost
   * with the old ones, and all go out once more.
   */
  void waysChanged(long nowNanos, BitSet homes) {
    for (int timer = 0; timer < timed.size(); timer++) {
      Mailbox mailbox = timed.get(timer);
      int home = mailbox == null ? Whereabouts.GONE : directory.homeOf(mailbox.owner());
      if (mailbox != null && homes.get(home)) {
        station.outgoing().turn(mailbox);
        deadlines.set(timer, nowNanos + times.timeoutNanos(home, mailbox.backoff()));
        drainLater.accept(mailbox);
      }
    }
  }

  // ---- what others may look at ----

  /** How often no notice came in time. */
  long timeouts() {
    return timeouts;
  }

  /** Notices that might speak of an earlier home. */
  long noticesIgnored() {
    return noticesIgnored;
  }

  /** Notices that found no room, or no way to the relay that they are for. */
  long noticesDropped() {
    return noticesAstray + linkage.noticesDropped();
  }
}

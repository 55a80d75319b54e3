package org.chappe.server.node;

import java.util.BitSet;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.devices.DeviceHomes;
import org.chappe.server.devices.Devices;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.server.rooms.Rooms;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.store.Store;

/** How mail goes on from a relay: towards other relays, to the members of rooms, to the devices of an account, or to whoever is attached. */
record Carriage(
    Custody custody, RoomKeeper rooms, Devices devices, DeviceHomes deviceHomes, Router router) {

  /** @param drainLater takes mailboxes from which something may go on */
  static Carriage of(
      Holdings holdings, Store store, Attachments attachments, Consumer<Mailbox> drainLater) {
    int self = holdings.self();
    Station station = holdings.station();
    AccountTable accounts = holdings.accounts();
    Custody custody =
        new Custody(self, holdings.directory(), station, holdings.linkage(), drainLater);
    RoomKeeper rooms = new RoomKeeper(
        self,
        new Rooms(store, holdings.commits(), new RoomPostbox(station.ownMail()), accounts::birthOf),
        station,
        accounts,
        holdings.directory(),
        holdings.gate(),
        drainLater);
    Devices devices =
        new Devices(accounts, station, drainLater, message -> RoomDesk.asks(accounts, message));
    DeviceHomes deviceHomes = new DeviceHomes(
        self,
        accounts.devices(),
        holdings.directory(),
        relay -> isDead(holdings.linkage().membership(), relay),
        owner -> cameHome(owner, station, drainLater));
    Router router = new Router(
        self,
        holdings.directory(),
        station,
        holdings.sessions(),
        attachments,
        custody,
        rooms,
        devices,
        holdings.linkage());
    return new Carriage(custody, rooms, devices, deviceHomes, router);
  }

  /** Other relays are reached by other ways. */
  void waysChanged(long nowNanos, BitSet turned) {
    custody.waysChanged(nowNanos, turned);
    router.waysChanged();
  }

  /** Moves on what has come to mailboxes. */
  void serve(long nowNanos) {
    rooms.serve(nowNanos);
    deviceHomes.serve(nowNanos);
    devices.serve(nowNanos);
    router.drainMailboxes(nowNanos);
  }

  /** When time alone makes something due, in nanoseconds. */
  long nextDeadline() {
    long underWay = Math.min(custody.nextDeadline(), router.waiting().nextNanos());
    long toDevices = Math.min(devices.nextDeadline(), deviceHomes.nextDeadline());
    return Math.min(rooms.nextDeadline(), Math.min(underWay, toDevices));
  }

  private static boolean isDead(Membership membership, int relay) {
    Member member = membership.find(relay);
    return member == null || !member.state().mayCarry();
  }

  /** Somebody with devices is at home here: mail that was on its way elsewhere is theirs. */
  private static void cameHome(ClientId owner, Station station, Consumer<Mailbox> drainLater) {
    Mailbox mailbox = station.mailbox(owner);
    if (mailbox != null) {
      station.outgoing().takeBack(mailbox);
      drainLater.accept(mailbox);
    }
  }
}

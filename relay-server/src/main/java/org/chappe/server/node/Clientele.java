package org.chappe.server.node;

import org.chappe.server.accounts.DeviceIndex;

/** Who is at home at a relay, who is about to be, and who hears of that. */
record Clientele(
    Attachments attachments,
    Registry registry,
    Reception reception,
    Watchers watchers,
    Crier crier) {

  static Clientele of(Holdings holdings, Carriage carriage, Attachments attachments) {
    Guests guests = new Guests(Guests.GUESTS_MAX);
    Registry registry = new Registry(
        holdings.self(),
        holdings.directory(),
        holdings.station(),
        holdings.sessions(),
        attachments,
        carriage.router(),
        guests);
    registry.onHomecoming(carriage.deviceHomes()::attached);
    Crier crier = new Crier(
        holdings.tables().broadcasts(),
        holdings.station(),
        holdings.commits(),
        attachments,
        registry,
        carriage.router(),
        holdings.accounts().devices());
    Reception reception = new Reception(
        holdings.accounts(),
        holdings.linkage().roster()::needsAccounts,
        guests,
        attachments,
        registry,
        holdings.sessions(),
        holdings.station());
    return new Clientele(
        attachments, registry, reception, watchers(holdings, attachments, registry), crier);
  }

  /** Tells those at home what was written to all, and who comes and leaves. */
  void serve(long nowNanos) {
    crier.serve();
    watchers.serve(nowNanos);
  }

  private static Watchers watchers(Holdings holdings, Attachments attachments, Registry registry) {
    RoomLending lending = new RoomLending(
        holdings.self(), holdings.accounts(), holdings.directory(), attachments, registry);
    holdings.station().lent().ask(lending);
    DeviceIndex devices = holdings.accounts().devices();
    Watchers watchers = new Watchers(
        holdings.config().self(),
        holdings.sessions(),
        id -> lending.isRoom(id) || devices.isDevice(id));
    holdings.directory().onComing(watchers::changed);
    return watchers;
  }
}

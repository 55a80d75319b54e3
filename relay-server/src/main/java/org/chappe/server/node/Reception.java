package org.chappe.server.node;

import java.util.function.BooleanSupplier;
import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.accounts.DeviceTitle;
import org.chappe.server.station.Heir;
import org.chappe.server.station.Station;
import org.jspecify.annotations.Nullable;

/**
 * Who may use which ID. One that has an account is its owner's alone: whoever shakes hands under it is a guest until it has proved to know
 * the password. Where accounts are required, so is whoever has none.
 */
final class Reception {

  private final AccountTable accounts;
  private final BooleanSupplier required;
  private final Guests guests;
  private final Attachments attachments;
  private final Registry registry;
  private final Sessions sessions;
  private final Station station;
  private @Nullable Session changing;

  /** @param required whether accounts are, which a relay that joins a line hears only then */
  Reception(
      AccountTable accounts,
      BooleanSupplier required,
      Guests guests,
      Attachments attachments,
      Registry registry,
      Sessions sessions,
      Station station) {
    this.accounts = accounts;
    this.required = required;
    this.guests = guests;
    this.attachments = attachments;
    this.registry = registry;
    this.sessions = sessions;
    this.station = station;
    accounts.observe(this::changed);
    station.deletedAccounts().ask(this::isOwner);
  }

  Guests guests() {
    return guests;
  }

  /** Whether an ID can't be used without proof. */
  boolean mustProve(ClientId client) {
    return required.getAsBoolean() || accounts.find(client) != null;
  }

  /** Why somebody who has proved nothing is refused, for a person. */
  String words(ClientId client) {
    if (accounts.find(client) != null) {
      return "this ID has an account; log in first";
    }
    return required.getAsBoolean()
        ? "accounts are required here; create one first"
        : "the account of this session is no more; shake hands anew";
  }

  /** Whether mail may be sent to an ID. Devices get theirs through their owners. */
  boolean mayGetMail(ClientId recipient) {
    if (accounts.devices().isDevice(recipient)) {
      return false;
    }
    return !required.getAsBoolean() || accounts.find(recipient) != null;
  }

  /** Whether a session is its owner's, who is logged in. */
  boolean isLoggedIn(Session session, ClientId client) {
    Account account = accounts.find(client);
    if (account == null || accounts.devices().isOrphan(client)) {
      return false;
    }
    return session.peer() instanceof Attachment
        || (session.peer() instanceof Guest guest && guest.hasProved(account.version()));
  }

  /** A guest is the owner: from now on its session is that of the client at home here. */
  void admit(Session session, Guest guest, long device, Effects effects) {
    guests.forget(guest);
    Attachment attachment = attachments.of(guest.client());
    closeIfAny(attachment.pending());
    closeIfAny(attachment.session());
    session.become(attachment);
    attachment.offered(session, guest.versionSeen(), guest.versionPromised());
    attachment.usedBy(device);
    registry.attach(session, attachment, effects);
  }

  private void closeIfAny(@Nullable Session session) {
    if (session != null) {
      sessions.close(session);
    }
  }

  /** The owner is a guest again; its mail waits where it is. */
  Guest dismiss(Session session, Attachment attachment) {
    Guest guest = new Guest(
        attachment.client(),
        session.nonce(),
        attachment.versionSeen(),
        attachment.versionPromised());
    registry.leave(session, attachment);
    session.become(guest);
    guest.adopt(session);
    displace(guests.add(guest));
    return guest;
  }

  /** A guest is the owner, and wants no more than to look after the account. */
  void prove(Guest guest) {
    Account account = accounts.find(guest.client());
    if (account != null) {
      guest.prove(account.version());
    }
  }

  /** An owner who was attached attaches as a device from now on; in this session it may still look after the account. */
  void withdraw(Session session, ClientId owner) {
    if (session.peer() instanceof Attachment attachment && attachment.client().equals(owner)) {
      prove(dismiss(session, attachment));
    }
  }

  /** A device has ended itself: in this session it hears that, and asks at most, until the session is over soon. */
  void release(Session session) {
    if (session.peer() instanceof Attachment attachment) {
      dismiss(session, attachment);
      session.linger();
    }
  }

  /** A guest had to go. */
  void displace(@Nullable Guest guest) {
    if (guest != null) {
      closeIfAny(guest.session());
      closeIfAny(guest.pending());
    }
  }

  /** Changes an account in the name of whoever is in a session, which goes on. */
  void change(Session session, Runnable change) {
    changing = session;
    change.run();
    changing = null;
  }

  /** Whoever else is attached, or about to be, has proved another password, or none; or it is to attach as a device. */
  private void changed(@Nullable Account before, Account account) {
    DeviceIndex devices = accounts.devices();
    ClientId owner = devices.ownerOf(account.id());
    endOthers(account.id());
    if (devices.hasDevices(owner)) {
      endOthers(owner);
    }
    devices.naming(owner).stream()
        .filter(device -> devices.isOrphan(device) || devices.isSurplus(device))
        .forEach(this::endOthers);
    boolean isNews = before == null || !before.isDeleted();
    if (account.isDeleted() && isNews) {
      station.deletedAccounts().deleted(account.id(), heirOf(before), station.ageSeconds());
      if (before != null && before.device() != null) {
        registry.putOut(account.id()); // who brings it bad news keeps that for its owner
      }
    }
  }

  /**
   * Somebody has asked to log in where the account was deleted: it may be a device that hasn't heard that it was removed. It isn't at home for having asked, as
   * nobody would fetch what is kept for it.
   */
  void putOut(ClientId client) {
    if (accounts.isDeleted(client)) {
      registry.putOut(client);
    }
  }

  /** Who is told what a device hasn't fetched: its owner, who has an account still. */
  private @Nullable Heir heirOf(@Nullable Account device) {
    DeviceTitle title = device == null ? null : DeviceTitle.of(device.name());
    Heir heir = title == null ? null : new Heir(title.device().owner(), title.ownerBorn());
    return heir != null && isOwner(heir) ? heir : null;
  }

  private boolean isOwner(Heir heir) {
    return accounts.birthOf(heir.owner()) == heir.born();
  }

  private void endOthers(ClientId client) {
    Attachment attachment = attachments.find(client);
    if (attachment == null) {
      return;
    }
    Session pending = attachment.pending();
    if (pending != null) {
      registry.end(pending);
    }
    Session session = attachment.session();
    if (session != null && session != changing) {
      registry.end(session);
    }
  }
}

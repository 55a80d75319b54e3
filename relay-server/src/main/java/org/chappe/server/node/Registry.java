package org.chappe.server.node;

import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.jspecify.annotations.Nullable;

/** Who is at home here: clients that come, go, move away or fall silent, and what that means for their mail. */
final class Registry {

  private final int self;
  private final Directory directory;
  private final Station station;
  private final Sessions sessions;
  private final Attachments attachments;
  private final Router router;
  private final Guests guests;
  private final UnprovenClients unproven = new UnprovenClients(UnprovenClients.CLIENTS_MAX);
  private Consumer<ClientId> returns = any -> {};
  private Consumer<ClientId> homecomings = any -> {};

  Registry(
      int self,
      Directory directory,
      Station station,
      Sessions sessions,
      Attachments attachments,
      Router router,
      Guests guests) {
    this.self = self;
    this.directory = directory;
    this.station = station;
    this.sessions = sessions;
    this.attachments = attachments;
    this.router = router;
    this.guests = guests;
  }

  /** Somebody hears of each client that is here again, with a session, after it was elsewhere, or perhaps was. */
  void onReturn(Consumer<ClientId> observer) {
    returns = observer;
  }

  /** Somebody hears of each client that has its home here since now. */
  void onHomecoming(Consumer<ClientId> observer) {
    homecomings = observer;
  }

  /** A session has been used for the first time: it replaces the one before. */
  void confirm(Session fresh, Effects effects) {
    Session old = fresh.peer().session();
    fresh.confirm();
    fresh.peer().adopt(fresh);
    if (old != null) {
      sessions.close(old);
    }
    if (fresh.peer() instanceof Attachment attachment) {
      arrived(attachment, effects);
    }
  }

  /** A session that was used as a guest's is the client's own. */
  void attach(Session session, Attachment attachment, Effects effects) {
    attachment.adopt(session);
    arrived(attachment, effects);
  }

  private void arrived(Attachment attachment, Effects effects) {
    unproven.proved(attachment.client());
    rewind(attachment.client());
    arrive(attachment, effects);
    if (attachment.versionSeen() > 0 && !attachment.isMovedAway()) {
      returns.accept(attachment.client());
    }
  }

  /** A session isn't the client's any more, though it goes on. */
  void leave(Session session, Attachment attachment) {
    attachment.ended(session);
    rewind(attachment.client());
    attachments.forgetIfUnused(attachment);
  }

  /**
   * The first frame of a client's session makes this its home, unless it comes so late that the client, which knows its
   * versions, has moved on since.
   */
  private void arrive(Attachment attachment, Effects effects) {
    ClientId client = attachment.client();
    boolean elsewhere = isElsewhere(directory.homeOf(client));
    boolean late = directory.versionOf(client) >= attachment.versionPromised();
    if (elsewhere && late && attachment.versionSeen() > 0) {
      attachment.movedAway();
    } else {
      makeHome(client, attachment.versionSeen(), effects);
    }
  }

  private boolean isElsewhere(int home) {
    return home != self && home != Whereabouts.GONE;
  }

  /**
   * A client asks for something in its session: if a farewell was heard of, it is older.
   *
   * @return false when the directory is full
   */
  boolean stay(Attachment attachment, Effects effects) {
    boolean wasHere = directory.homeOf(attachment.client()) == self;
    boolean isHere = makeHome(attachment.client(), attachment.versionSeen(), effects);
    if (isHere && !wasHere) {
      returns.accept(attachment.client());
    }
    return isHere;
  }

  /**
   * Makes this relay the client's home, if it isn't that.
   *
   * @return false when the directory is full
   */
  boolean makeHome(ClientId client, long versionSeen, Effects effects) {
    boolean wasHere = directory.homeOf(client) == self;
    if (!directory.register(client, versionSeen)) {
      return false;
    }
    if (!wasHere) {
      takeBack(client);
      homecomings.accept(client);
      effects.report(new RelayReport.ClientAttached(client));
    }
    router.drainLater(client);
    return true;
  }

  /**
   * The same for a client that has proved nothing, not even its address.
   *
   * @return false when the directory is full, or too many such clients have come lately
   */
  boolean makeHomeUnproven(long nowNanos, ClientId client, Effects effects) {
    if (directory.homeOf(client) == self) {
      unproven.used(nowNanos, client);
      return makeHome(client, 0, effects);
    }
    return unproven.admit(nowNanos, client, this::putOut) && makeHome(client, 0, effects);
  }

  /** A client isn't at home here any more: its mail waits, parked, until it speaks again. */
  void putOut(ClientId client) {
    if (directory.homeOf(client) == self) {
      directory.forget(client);
    }
  }

  /** The clients here that have proved nothing. */
  UnprovenClients unproven() {
    return unproven;
  }

  /** The client wants to be forgotten; its mail waits, parked, until it appears again. */
  void terminate(ClientId client, Effects effects) {
    directory.forget(client);
    Attachment attachment = attachments.find(client);
    if (attachment != null) {
      attachment.withdraw();
      Session session = attachment.session();
      if (session != null) {
        session.linger();
      }
    }
    effects.report(new RelayReport.ClientTerminated(client));
  }

  /**
   * A neighbour has told of a change of the client's home. A farewell that was said elsewhere may be older than the session
   * here, so that it ends nothing: if the client lives, its next get makes this relay its home again. Where the move before
   * the farewell was heard, too, the session's mail has been taken back, and the client is asked for a new session.
   */
  void heardOfMove(ClientId client) {
    boolean elsewhere = isElsewhere(directory.homeOf(client));
    Attachment attachment = attachments.find(client);
    Session session = attachment == null ? null : attachment.session();
    if (attachment != null && session != null && elsewhere) {
      attachment.movedAway();
    } else if (attachment != null && session != null && attachment.isMovedAway()) {
      end(session);
    }
    if (elsewhere) {
      turn(client);
    } else if (directory.homeOf(client) == self) {
      takeBack(client);
    }
    router.drainLater(client);
  }

  /** Copies that were on their way to the home before may never get to the new one. */
  private void turn(ClientId client) {
    Mailbox mailbox = station.mailbox(client);
    if (mailbox != null) {
      station.outgoing().turn(mailbox);
    }
  }

  private void takeBack(ClientId client) {
    Mailbox mailbox = station.mailbox(client);
    if (mailbox != null) {
      station.outgoing().takeBack(mailbox);
    }
  }

  private void rewind(ClientId client) {
    Mailbox mailbox = station.mailbox(client);
    if (mailbox != null) {
      station.outgoing().rewind(mailbox);
    }
  }

  /** Ends the client's sessions here, as it speaks without sessions now. */
  void detach(Attachment attachment) {
    endIfAny(attachment.pending());
    endIfAny(attachment.session());
  }

  private void endIfAny(@Nullable Session session) {
    if (session != null) {
      end(session);
    }
  }

  /** Forgets a session: nobody uses it any more. */
  void end(Session session) {
    boolean inUse = session == session.peer().session();
    session.peer().ended(session);
    sessions.close(session);
    if (session.peer() instanceof Attachment attachment) {
      if (inUse) {
        rewind(attachment.client());
      }
      attachments.forgetIfUnused(attachment);
    } else if (session.peer() instanceof Guest guest) {
      guests.forget(guest);
    }
  }
}

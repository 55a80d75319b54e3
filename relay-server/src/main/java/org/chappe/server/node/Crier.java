package org.chappe.server.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.broadcast.Broadcast;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Takes what clients write to all, and puts what comes from here and elsewhere into the mailbox of each client that is attached here but its
 * writer. What comes twice for a client, which may have been attached elsewhere, is dropped by what its home and itself have seen.
 *
 * <p>A client that comes, and was attached before, gets what lives still: where it was, it may have been missed. One that comes for the
 * first time doesn't. Classic clients couldn't tell that they had it already; they get what comes while they are here.
 */
final class Crier {

  /** Clients that are given something in one turn. */
  static final int CLIENTS_A_TURN = 512;

  /** Texts that are offered in one turn to those who are here again. */
  static final int OFFERS_A_TURN = 512;

  /** When a text that would be the first to be forgotten is looked at again. */
  static final long CROWDED_NANOS = 1_000_000_000L;

  private final BroadcastTable table;
  private final Station station;
  private final CommitQueue commits;
  private final Attachments attachments;
  private final Registry registry;
  private final Router router;
  private final DeviceIndex devices;
  private final CryRate rate = new CryRate(CryRate.RELAY_PER_SECOND, CryRate.RELAY_AT_ONCE);
  private final CryRate classicRate =
      new CryRate(CryRate.CLASSIC_PER_SECOND, CryRate.CLASSIC_AT_ONCE);
  private final ArrayDeque<Broadcast> rounds = new ArrayDeque<>();
  private final ReturnedClients returned;
  private Iterator<ClientId> recipients = List.<ClientId>of().iterator();
  private long taken;
  private long handed;
  private long refusedFast;
  private long roundsDropped;

  /**
   * Why a text to all isn't taken.
   *
   * @param reason {@link Refusal#PARAM} if it can never be, {@link Refusal#FULL} if there is no room in the station, {@link
   *     Refusal#QUOTA} if it comes too fast
   * @param againNanos when it doesn't come too fast any more
   */
  record Refused(Refusal reason, String words, long againNanos) {}

  Crier(
      BroadcastTable table,
      Station station,
      CommitQueue commits,
      Attachments attachments,
      Registry registry,
      Router router,
      DeviceIndex devices) {
    this.table = table;
    this.station = station;
    this.commits = commits;
    this.attachments = attachments;
    this.registry = registry;
    this.router = router;
    this.returned = new ReturnedClients(ReturnedClients.CLIENTS_MAX, table::all);
    this.devices = devices;
    table.observe(this::begin);
    registry.onReturn(returned::add);
  }

  // ---- from writers ----

  /**
   * Takes a text to all that came in its writer's session.
   *
   * @param waiting is told the number once the text is durable; never when it is refused
   * @return why it isn't taken; null when it is, or was before
   */
  @Nullable Refused take(
      long nowNanos, Message message, MessageId id, CommitQueue.Waiting waiting, long number) {
    return take(rate, nowNanos, message, id, waiting, number);
  }

  /** The same for one that a classic frame brought, which may be anybody's: such have a rate of their own. */
  @Nullable Refused takeClassic(long nowNanos, Message message, MessageId id, CommitQueue.Waiting waiting) {
    return take(classicRate, nowNanos, message, id, waiting, 0);
  }

  private @Nullable Refused take(
      CryRate allowed,
      long nowNanos,
      Message message,
      MessageId id,
      CommitQueue.Waiting waiting,
      long number) {
    Name name = new Name(message.source(), id);
    if (!table.knows(name)) {
      Refused refused = complaint(allowed, nowNanos, message);
      if (refused != null) {
        return refused;
      }
      allowed.take(nowNanos, message.source());
      taken++;
      table.take(name, message.text(), lifeOf(message));
    }
    commits.afterwards(waiting, number);
    return null;
  }

  private static long lifeOf(Message message) {
    long wanted = message.lifeSeconds();
    return wanted == Message.UNLIMITED
        ? Broadcast.LIFE_SECONDS
        : Math.max(1, Math.min(wanted, Broadcast.LIFE_SECONDS));
  }

  /** Why a text to all can't be taken now, or ever; null when it can. */
  private @Nullable Refused complaint(CryRate allowed, long nowNanos, Message message) {
    if (message.part() != null || message.keyId() != null || message.receipt() != Receipt.NONE) {
      String words = "a text to all is one part, not sealed, and has no receipts";
      return new Refused(Refusal.PARAM, words, nowNanos);
    }
    if (!station.hasRoomFor(Station.Bearer.CLIENT)) {
      return new Refused(Refusal.FULL, "the relay's store is full", nowNanos);
    }
    if (allowed.writerReadyNanos(message.source()) > nowNanos) {
      return tooFast(
          "you write too much to all; " + CryRate.WRITER_PER_SECOND + " a second is taken",
          allowed.writerReadyNanos(message.source()));
    }
    if (allowed.relayReadyNanos() > nowNanos) {
      return tooFast("too much is written to all at this relay", allowed.relayReadyNanos());
    }
    if (!table.hasRoomFor(lifeOf(message))) {
      return tooFast("too many texts to all that live longer", nowNanos + CROWDED_NANOS);
    }
    return null;
  }

  private Refused tooFast(String words, long againNanos) {
    refusedFast++;
    return new Refused(Refusal.QUOTA, words, againNanos);
  }

  // ---- to those who are here ----

  private void begin(Broadcast fresh) {
    if (rounds.size() == BroadcastTable.BROADCASTS_MAX) {
      roundsDropped++;
      return;
    }
    rounds.add(fresh);
    if (rounds.size() == 1) {
      recipients = present().iterator();
    }
  }

  /** Whether {@link #serve} has something to do. */
  boolean isCrying() {
    return !rounds.isEmpty() || !returned.isEmpty();
  }

  /** Goes on with handing out, for so many clients, and with what those may have missed who are here again. */
  void serve() {
    returned.offer(OFFERS_A_TURN, this::offer);
    int left = CLIENTS_A_TURN;
    while (!rounds.isEmpty() && left > 0) {
      if (recipients.hasNext()) {
        offer(rounds.element(), recipients.next());
        left--;
      } else {
        rounds.remove();
        recipients = rounds.isEmpty() ? recipients : present().iterator();
      }
    }
  }

  /** Who has a session here, or speaks without one. */
  private List<ClientId> present() {
    List<ClientId> clients = new ArrayList<>();
    for (Attachment attachment : attachments.some(Integer.MAX_VALUE)) {
      if (attachment.session() != null && !attachment.isMovedAway()) {
        clients.add(attachment.client());
      }
    }
    clients.addAll(registry.unproven().all());
    return clients;
  }

  private void offer(Broadcast broadcast, ClientId recipient) {
    boolean isMeant = router.isHere(recipient) && !isWriter(recipient, broadcast.name());
    if (isMeant && station.offer(broadcast.to(recipient, station.ageSeconds()))) {
      handed++;
    }
  }

  /** Whether a client wrote it; of several devices it is the one whose epoch it is. */
  private boolean isWriter(ClientId client, Name name) {
    boolean isItsEpoch = name.id().epoch() % DeviceName.CLASSES == DeviceName.classOf(client);
    return devices.isDevice(client)
        ? isItsEpoch && devices.ownerOf(client).equals(name.writer())
        : client.equals(name.writer());
  }

  /** What was seen of texts to all so far. */
  BroadcastStatistics statistics() {
    return new BroadcastStatistics(
        table.size(),
        taken,
        handed,
        refusedFast,
        roundsDropped,
        returned.dropped(),
        table.crowdedOut(),
        table.cameLate(),
        table.heardTooFast());
  }
}

package org.chappe.server.station;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a relay keeps for clients: messages in mailboxes by recipient, whether the recipient is at home here,
 * at home elsewhere (they are handed on as the line takes them) or unknown (they are parked).
 *
 * <p>A message that waits here, or that was delivered here, is not taken a second time. One that was handed to another
 * relay may come back, even before that relay has acknowledged it: its recipient may have come back, too.
 */
public final class Station {

  /** The store's space for mail: (recipient, number in the mailbox). */
  static final int MAIL = 1;

  private final StationLimits limits;
  private final Store store;
  private final CommitQueue commits;
  private final Consumer<Mailbox> arrival;
  private final MailCodec codec = new MailCodec();
  private final Map<ClientId, Mailbox> mailboxes = new HashMap<>();
  private final Set<Identity> present = new HashSet<>();
  private final DeliveredMessages delivered;
  private int kept;
  private long duplicates;
  private long refusedFull;

  /** Who brings a message. */
  public enum Bearer {
    /** A client at home here, who is refused first when room gets short. */
    CLIENT,
    /** A neighbour, who keeps the message until there is room. */
    NEIGHBOUR
  }

  /** What became of a message that was brought here. */
  public enum Acceptance {
    /** It is kept, as soon as it is durable. */
    NEW,
    /** It is, or was, here already. */
    DUPLICATE,
    /** There is no room. */
    FULL
  }

  /**
   * @param arrival hears of each mailbox that has something new to hand on
   */
  public Station(
      StationLimits limits, Store store, CommitQueue commits, Consumer<Mailbox> arrival) {
    this.limits = limits;
    this.store = store;
    this.commits = commits;
    this.arrival = arrival;
    this.delivered = new DeliveredMessages(limits.pairsMax());
  }

  /**
   * Takes a message in.
   *
   * @param message with a number
   * @param durable runs once the message is as safe as it gets here; never when the answer is FULL
   */
  public Acceptance accept(Message message, Bearer bearer, Runnable durable) {
    Identity identity = Identity.of(message);
    if (present.contains(identity) || delivered.contains(identity)) {
      duplicates++;
      commits.afterwards(durable);
      return Acceptance.DUPLICATE;
    }
    if (!hasRoomFor(bearer)) {
      refusedFull++;
      return Acceptance.FULL;
    }
    present.add(identity);
    kept++;
    Mailbox mailbox = mailboxes.computeIfAbsent(message.destination(), Mailbox::new);
    long n = mailbox.reserve();
    commits.put(key(mailbox.owner(), n), codec.encode(message));
    commits.afterwards(() -> {
      mailbox.arrived(n);
      arrival.accept(mailbox);
      durable.run();
    });
    return Acceptance.NEW;
  }

  /** Whether a new message would be taken. What neighbours bring has some room more, whatever is on its way to them. */
  public boolean hasRoomFor(Bearer bearer) {
    return bearer == Bearer.CLIENT
        ? kept < limits.messagesMax()
        : present.size() < limits.fromNeighboursMax();
  }

  private static StoreKey key(ClientId owner, long n) {
    return new StoreKey(MAIL, owner.value(), n);
  }

  /** The client's mailbox, or null when there is no mail for it. */
  public @Nullable Mailbox mailbox(ClientId owner) {
    return mailboxes.get(owner);
  }

  /**
   * The next message to hand on, without handing it on.
   *
   * @throws IllegalStateException if none waits
   */
  public Message next(Mailbox mailbox) {
    if (mailbox.waiting() == 0) {
      throw new IllegalStateException("nothing waits for " + mailbox.owner());
    }
    return read(mailbox.owner(), mailbox.cursor());
  }

  /**
   * The oldest message that the client hasn't acknowledged.
   *
   * @throws IllegalStateException if none was handed to it
   */
  public Message handed(Mailbox mailbox) {
    if (!mailbox.isHanded()) {
      throw new IllegalStateException("nothing was handed to " + mailbox.owner());
    }
    return read(mailbox.owner(), mailbox.oldest());
  }

  private Message read(ClientId owner, long n) {
    Payload value = store.get(key(owner, n));
    if (value == null) {
      throw new IllegalStateException("message " + n + " for " + owner + " is not in the store");
    }
    return codec.decode(value);
  }

  /** The next message was handed to the client itself; it stays until {@link #delivered}. */
  public void handToClient(Mailbox mailbox) {
    mailbox.advance();
  }

  /** The client has the oldest message that was handed to it. */
  public void delivered(Mailbox mailbox, Message message) {
    Identity identity = Identity.of(message);
    delivered.add(identity);
    present.remove(identity);
    kept--;
    commits.delete(key(mailbox.owner(), mailbox.oldest()));
    mailbox.removeOldest();
    dropIfSpent(mailbox);
  }

  /** What the client was handed and didn't acknowledge is to be handed on again. */
  public void rewind(Mailbox mailbox) {
    mailbox.rewind();
  }

  /**
   * The next message is on its way to another relay; it stays until {@link #takenOver}.
   *
   * @param message that next message
   * @return its number in the mailbox
   */
  public long handAway(Mailbox mailbox, Message message) {
    present.remove(Identity.of(message));
    long n = mailbox.cursor();
    mailbox.handAway();
    return n;
  }

  /** Another relay holds the message now. */
  public void takenOver(Message message, long n) {
    kept--;
    commits.delete(key(message.destination(), n));
    Mailbox mailbox = mailboxes.get(message.destination());
    if (mailbox == null) {
      throw new IllegalStateException("a message left no mailbox of " + message.destination());
    }
    mailbox.takenOver();
    dropIfSpent(mailbox);
  }

  private void dropIfSpent(Mailbox mailbox) {
    if (mailbox.isSpent()) {
      mailboxes.remove(mailbox.owner());
    }
  }

  /** Messages kept, those included that another relay hasn't acknowledged yet. */
  public int size() {
    return kept;
  }

  /** Clients with mail, that included which another relay hasn't acknowledged yet. */
  public int mailboxes() {
    return mailboxes.size();
  }

  /** How often a message came that was here already. */
  public long duplicates() {
    return duplicates;
  }

  /** How often a message was refused for want of room. */
  public long refusedFull() {
    return refusedFull;
  }

  /** How many pairs' delivered messages had to be forgotten. */
  public long pairsForgotten() {
    return delivered.forgotten();
  }
}

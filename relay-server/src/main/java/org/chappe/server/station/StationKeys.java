package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;

/** Where a station keeps what in its store. */
public final class StationKeys {

  /** What the station knows of itself: (0, which). */
  static final int STATION = 0;

  /** Mail: (recipient, number in the mailbox). */
  static final int MAIL = Store.MAIL_SPACE;

  /** The numbers seen of a pair: (source, destination). */
  static final int SEEN = 2;

  /** The numbers under which mail is handed to classic clients: (client, 0). */
  public static final int CLASSIC = 3;

  /** Below which number a mailbox is refused to its senders: (owner, 0). 5 is the space of accounts, 8 that of texts to all. */
  static final int CONDEMNED = 6;

  /** The relays of the line that aren't in the topology file: (0, number). */
  static final int MEMBERS = 4;

  /** By what the relay is known again. */
  public static final StoreKey IDENTITY = new StoreKey(STATION, 0, 3);

  /** What the line that the relay was let into has agreed on. */
  public static final StoreKey LINE = new StoreKey(STATION, 0, 4);

  /** When the run that used the store last began. */
  static final StoreKey INCARNATION = new StoreKey(STATION, 0, 1);

  /** The station's age, and what the wall clock showed then. */
  static final StoreKey AGE = new StoreKey(STATION, 0, 2);

  private StationKeys() {}

  static StoreKey mail(ClientId owner, long n) {
    return new StoreKey(MAIL, owner.value(), n);
  }

  static StoreKey seen(long source, long destination) {
    return new StoreKey(SEEN, source, destination);
  }

  static StoreKey condemned(ClientId owner) {
    return new StoreKey(CONDEMNED, owner.value(), 0);
  }

  /** What is known of a relay. */
  public static StoreKey member(int number) {
    return new StoreKey(MEMBERS, 0, number);
  }

  /** The number under which mail is handed to a classic client. */
  public static StoreKey classic(ClientId client) {
    return new StoreKey(CLASSIC, client.value(), 0);
  }
}

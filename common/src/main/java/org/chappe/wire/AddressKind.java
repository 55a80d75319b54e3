package org.chappe.wire;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;

/** Which addresses a field of a type may hold. */
enum AddressKind {
  CLIENT("is not a 10-digit ID"),
  /** A client, or all. */
  RECIPIENT("is not a 10-digit ID"),
  RELAY("is not a relay number, 1 to 9999"),
  CLIENT_OR_RELAY("is neither a 10-digit ID nor a relay number"),
  ANY("is neither a 10-digit ID nor a relay number");

  private final String complaint;

  AddressKind(String complaint) {
    this.complaint = complaint;
  }

  boolean accepts(Address address) {
    return switch (this) {
      case CLIENT -> address instanceof ClientId client && !client.isEveryone();
      case RECIPIENT -> address instanceof ClientId;
      case RELAY -> address instanceof RelayNumber;
      case CLIENT_OR_RELAY -> address != Address.NOBODY && ANY.accepts(address);
      case ANY -> !(address instanceof ClientId client && client.isEveryone());
    };
  }

  /** What to say of anything else, behind its name. */
  String complaint() {
    return complaint;
  }
}

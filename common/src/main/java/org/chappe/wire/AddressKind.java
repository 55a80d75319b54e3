package org.chappe.wire;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;

/** Which addresses a field of a type may hold. */
enum AddressKind {
  CLIENT(true, false, false, false, "is not a 10-digit ID"),
  /** A client, or all. */
  RECIPIENT(true, true, false, false, "is not a 10-digit ID"),
  RELAY(false, false, true, false, "is not a relay number, 1 to 9999"),
  CLIENT_OR_RELAY(true, false, true, false, "is neither a 10-digit ID nor a relay number"),
  ANY(true, false, true, true, "is neither a 10-digit ID nor a relay number");

  private final boolean client;
  private final boolean everyone;
  private final boolean relay;
  private final boolean nobody;
  private final String complaint;

  AddressKind(boolean client, boolean everyone, boolean relay, boolean nobody, String complaint) {
    this.client = client;
    this.everyone = everyone;
    this.relay = relay;
    this.nobody = nobody;
    this.complaint = complaint;
  }

  boolean accepts(Address address) {
    if (address instanceof ClientId id) {
      return id.isEveryone() ? everyone : client;
    }
    return address instanceof RelayNumber ? relay : nobody;
  }

  /** What to say of anything else, behind its name. */
  String complaint() {
    return complaint;
  }
}

package org.chappe.server.node;

import org.chappe.model.ClientId;

/** The clients of these tests. */
final class Ids {

  static final ClientId ANNA = ClientId.parse("1234567890");
  static final ClientId BERT = ClientId.parse("0987654321");

  private Ids() {}
}

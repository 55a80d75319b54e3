package org.chappe.client.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;

/**
 * A room as it was typed: its whole name, {@code NAME~ID} where two have it, or the name without what the kind's names begin with.
 *
 * @param text the whole name
 */
record RoomName(RoomKind kind, String text) {

  /**
   * Reads what was typed.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  static RoomName parse(RoomKind kind, String typed) {
    String whole = typed.startsWith(kind.prefix()) ? typed : kind.prefix() + typed;
    String bare = whole.replaceFirst("~[0-9]{10}$", "");
    if (RoomKind.of(bare) != kind) {
      throw new IllegalArgumentException("a " + kind + " is called " + kind.prefix()
          + "NAME, with at most 32 letters, digits and _.-; \"" + typed + "\" is not");
    }
    return new RoomName(kind, whole);
  }

  /** Finds out its ID; exceptionally with {@link ClientFailure.Denied} where there is none. */
  CompletableFuture<ClientId> find(RelayClient client) {
    return client.names().find(text).thenApply(named -> ClientId.parse(named.id()));
  }

  /** Finds out its ID, and waits for that. */
  ClientId of(RelayClient client) throws UserError {
    try {
      return find(client).join();
    } catch (CompletionException e) {
      throw Recipient.userError(e);
    }
  }
}

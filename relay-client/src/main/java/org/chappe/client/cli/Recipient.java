package org.chappe.client.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.chappe.client.ClientFailure;
import org.chappe.client.Names;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.model.ClientId;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * Whom something is for, as it was typed: an ID, {@code *} for all who are attached, {@code @NAME}, or the name of a group or queue; for names
 * the relay is asked.
 *
 * @param id null where a name was typed
 * @param name without the @, or that of a room; empty where an ID was typed
 */
record Recipient(@Nullable ClientId id, String name) {

  static final String MARK = "@";

  /** Longer than any name with its divider and ID, and still short enough to be asked for. */
  private static final int NAME_CHARACTERS_MAX = 80;

  /**
   * Reads what was typed.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  static Recipient parse(String text) {
    if (RoomKind.isMeant(text)) {
      RoomKind kind = text.startsWith(RoomKind.GROUP.prefix()) ? RoomKind.GROUP : RoomKind.QUEUE;
      return new Recipient(null, RoomName.parse(kind, text).text());
    }
    if (!text.startsWith(MARK)) {
      return new Recipient(ClientId.parseRecipient(text), "");
    }
    String name = text.substring(1).strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > NAME_CHARACTERS_MAX
        || name.contains("?")) {
      throw new IllegalArgumentException(
          "behind @ stands the name of an account, such as @anna; \"" + text + "\" is not that");
    }
    return new Recipient(null, name);
  }

  /** Finds out whose ID it is; exceptionally with {@link ClientFailure.Denied} where nobody is called so. */
  CompletableFuture<ClientId> find(RelayClient client) {
    return id == null
        ? client.names().find(name).thenApply(Recipient::clientId)
        : CompletableFuture.completedFuture(id);
  }

  private static ClientId clientId(Names.Named named) {
    return ClientId.parse(named.id());
  }

  /** Finds out whose ID it is, and waits for that. */
  ClientId of(RelayClient client) throws UserError {
    try {
      return find(client).join();
    } catch (CompletionException e) {
      throw userError(e);
    }
  }

  /** Why the recipient isn't known. */
  static UserError userError(CompletionException failure) {
    if (!(failure.getCause() instanceof ClientFailure.Denied denied)) {
      return ClientOptions.userError(failure);
    }
    String words = Printable.line(String.valueOf(denied.getMessage()));
    return switch (denied.reason()) {
      case NOUSER -> new UserError(ExitCodes.UNKNOWN_RECIPIENT, words);
      case PARAM -> new UserError(ExitCodes.USAGE, words);
      default -> ClientOptions.userError(failure);
    };
  }

  /** Whether it is a group or a queue. */
  boolean isRoom() {
    return RoomKind.isMeant(name);
  }

  /** Sends it a text. */
  CompletableFuture<Outcome> send(
      RelayClient client, ClientId destination, String text, SendOptions options) {
    return isRoom()
        ? client.rooms().write(destination, text, options)
        : client.send(destination, text, options);
  }

  boolean isEveryone() {
    return id != null && id.isEveryone();
  }

  /** As it was typed. */
  @Override
  public String toString() {
    return id != null ? id.toString() : isRoom() ? name : MARK + name;
  }
}

package org.chappe.server.node;

import java.util.HashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** The clients that have a session here. Each has at least one session, so the bound on those bounds this. */
final class Attachments {

  private final Map<ClientId, Attachment> byClient = new HashMap<>();

  /** The client's attachment, made when it isn't there. */
  Attachment of(ClientId client) {
    return byClient.computeIfAbsent(client, Attachment::new);
  }

  /** The client's attachment, or null. */
  @Nullable Attachment find(ClientId client) {
    return byClient.get(client);
  }

  /** Clients that have a session here, or one that was offered. */
  int size() {
    return byClient.size();
  }

  void forgetIfUnused(Attachment attachment) {
    if (attachment.session() == null && attachment.pending() == null) {
      byClient.remove(attachment.client());
    }
  }
}

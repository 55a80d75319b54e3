package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** The clients that have a session here. Each has at least one session, so the bound on those bounds this. */
final class Attachments {

  /** A client that has asked for mail says something more often. */
  static final long SILENT_NANOS = 30_000_000_000L;

  private final Map<ClientId, Attachment> byClient = new LinkedHashMap<>();

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

  /** Some of them, those first that have been here longest. */
  List<Attachment> some(int max) {
    return byClient.values().stream().limit(max).toList();
  }

  /** Whether nothing was heard of a client for {@link #SILENT_NANOS}, or it has no session here. */
  boolean isSilent(ClientId client, long nowNanos) {
    Attachment attachment = find(client);
    Session session = attachment == null ? null : attachment.session();
    return session == null || session.silentNanos(nowNanos) >= SILENT_NANOS;
  }

  void forgetIfUnused(Attachment attachment) {
    if (attachment.session() == null && attachment.pending() == null) {
      byClient.remove(attachment.client());
    }
  }
}

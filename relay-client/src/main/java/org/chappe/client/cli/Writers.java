package org.chappe.client.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.chappe.client.ClientFailure;
import org.chappe.client.Names;
import org.chappe.client.RelayClient;
import org.chappe.client.WaitingMessage;
import org.chappe.model.ClientId;
import org.chappe.node.Delivery;
import org.chappe.node.Denial;

/** What the writers of messages are called, as far as the relay tells that in a moment. From any thread. */
final class Writers {

  /** So long a message waits for its writer's name: less than a client takes to write down that it was shown. */
  static final long PATIENCE_MILLIS = 150;

  /** So long a name counts: an account may end, and its ID be another's. */
  static final long NAME_SECONDS = 60;

  /** More are not remembered; the one that was asked for longest ago goes first. */
  static final int WRITERS_MAX = 1_000;

  private record Known(CompletableFuture<String> name, long askedNanos) {}

  private final RelayClient client;
  private final KnownNames names;
  private final Map<ClientId, Known> known = new LinkedHashMap<>();

  /** @param names where those are kept that are told */
  Writers(RelayClient client, KnownNames names) {
    this.client = client;
    this.names = names;
  }

  /** A message, with the name of its other end if that is known at once or soon. Waits for that. */
  Mail introduce(Delivery delivery) {
    Mail mail = named(delivery).join();
    names.save();
    return mail;
  }

  /** A message, with its writer's name if that is known at once or soon. */
  CompletableFuture<Mail> named(Delivery delivery) {
    return named(delivery.message().source(), Mail.of(delivery, client.id()));
  }

  /** A message that waits, with its writer's name if that is known at once or soon. Waits for that. */
  Mail introduce(WaitingMessage waiting) {
    return named(waiting.source(), Mail.of(waiting)).join();
  }

  private CompletableFuture<Mail> named(ClientId source, Mail mail) {
    return nameOf(source)
        .copy()
        .completeOnTimeout("", PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .thenApply(mail::named);
  }

  /** What an ID is called; empty for nothing, or where the relay doesn't say. */
  synchronized CompletableFuture<String> nameOf(ClientId id) {
    long nowNanos = System.nanoTime();
    Known before = known.get(id);
    if (before != null && nowNanos - before.askedNanos < TimeUnit.SECONDS.toNanos(NAME_SECONDS)) {
      return before.name;
    }
    CompletableFuture<String> asked = client
        .names()
        .of(id)
        .thenApply(named -> note(id, named))
        .exceptionally(failure -> none(id, failure));
    known.remove(id);
    known.put(id, new Known(asked, nowNanos));
    if (known.size() > WRITERS_MAX) {
      known.remove(known.keySet().iterator().next());
    }
    return asked;
  }

  private String note(ClientId id, Names.Named named) {
    names.note(id, named.name());
    return named.name();
  }

  /** That there is no account is worth remembering; that nobody answered isn't. */
  private String none(ClientId id, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof ClientFailure.Denied denied) || denied.reason() != Denial.NOUSER) {
      forget(id);
    }
    return "";
  }

  private synchronized void forget(ClientId id) {
    known.remove(id);
  }
}

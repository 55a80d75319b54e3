package org.chappe.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chappe.model.Message;
import org.jspecify.annotations.Nullable;

/** A subscriber for callers that would rather wait for a message than be called. */
final class MessageQueue implements Flow.Subscriber<Message> {

  /** Messages taken from the relay ahead of the caller at most. */
  static final int MESSAGES_MAX = 16;

  /** A message, or one of the two ends of a stream. */
  private sealed interface Item {
    record Mail(Message message) implements Item {}

    record Ended() implements Item {}

    record Failed(Throwable reason) implements Item {}
  }

  private final AtomicBoolean subscribed = new AtomicBoolean();
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(MESSAGES_MAX + 1);
  private volatile Flow.@Nullable Subscription subscription;

  void subscribeOnce(Flow.Publisher<Message> publisher) {
    if (subscribed.compareAndSet(false, true)) {
      publisher.subscribe(this);
    }
  }

  @Nullable Message poll(Duration timeout) throws InterruptedException {
    Item item = items.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (item instanceof Item.Mail mail) {
      request(1);
      return mail.message();
    }
    if (item != null) {
      items.add(item);
    }
    if (item instanceof Item.Failed failed) {
      throw new IllegalStateException(failed.reason().getMessage(), failed.reason());
    }
    return null;
  }

  private void request(long messages) {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.request(messages);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(MESSAGES_MAX);
  }

  @Override
  public void onNext(Message message) {
    items.add(new Item.Mail(message));
  }

  @Override
  public void onError(Throwable reason) {
    items.add(new Item.Failed(reason));
  }

  @Override
  public void onComplete() {
    items.add(new Item.Ended());
  }
}

package org.chappe.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber for callers that would rather wait for a message than be called. It asks for no more messages than
 * callers wait; what comes too late for its caller is kept for the next.
 */
final class MessageQueue implements Flow.Subscriber<Delivery> {

  /** A message, or one of the two ends of a stream. */
  private sealed interface Item {
    record Mail(Delivery delivery) implements Item {}

    record Ended() implements Item {}

    record Failed(Throwable reason) implements Item {}
  }

  private final AtomicBoolean subscribed = new AtomicBoolean();
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private int waiting;
  private int asked;
  private volatile Flow.@Nullable Subscription subscription;

  void subscribeOnce(Flow.Publisher<Delivery> publisher) {
    if (subscribed.compareAndSet(false, true)) {
      publisher.subscribe(this);
    }
  }

  @Nullable Delivery poll(Duration timeout) throws InterruptedException {
    begin();
    try {
      return delivery(items.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } finally {
      end();
    }
  }

  private @Nullable Delivery delivery(@Nullable Item item) {
    if (item instanceof Item.Mail mail) {
      return mail.delivery();
    }
    if (item != null) {
      items.add(item); // the end is for every caller
    }
    if (item instanceof Item.Failed failed) {
      throw new IllegalStateException(failed.reason().getMessage(), failed.reason());
    }
    return null;
  }

  private synchronized void begin() {
    waiting++;
    Flow.Subscription current = subscription;
    if (current != null && asked + items.size() < waiting) {
      asked++;
      current.request(1);
    }
  }

  private synchronized void end() {
    waiting--;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
  }

  @Override
  public synchronized void onNext(Delivery delivery) {
    asked--;
    items.add(new Item.Mail(delivery));
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

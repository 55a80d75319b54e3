package org.chappe.client;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.chappe.client.session.ClientOrder;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Mail for one subscriber. Its demand goes to the node as credit, so that what it doesn't ask for stays with the relay
 * and nothing is queued here.
 */
final class MessageStream implements Flow.Publisher<Delivery> {

  private final Consumer<ClientOrder> orders;
  private volatile Flow.@Nullable Subscriber<? super Delivery> subscriber;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  MessageStream(Consumer<ClientOrder> orders) {
    this.orders = orders;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Delivery> newSubscriber) {
    if (!taken.compareAndSet(false, true)) {
      newSubscriber.onSubscribe(new Demand(request -> {}));
      newSubscriber.onError(new IllegalStateException("mail goes to one subscriber only"));
      return;
    }
    subscriber = newSubscriber; // before its first request, which may bring mail at once
    newSubscriber.onSubscribe(new Demand(orders));
    if (ended.get()) {
      complete();
    }
  }

  /** Called on the event loop; there is credit only where there is a subscriber. */
  void deliver(Delivery delivery) {
    Flow.Subscriber<? super Delivery> current = subscriber;
    if (current != null) {
      current.onNext(delivery);
    }
  }

  void end() {
    if (ended.compareAndSet(false, true)) {
      complete();
    }
  }

  private void complete() {
    Flow.Subscriber<? super Delivery> current = subscriber;
    if (current != null) {
      subscriber = null;
      current.onComplete();
    }
  }

  private final class Demand implements Flow.Subscription {
    private final Consumer<ClientOrder> target;

    Demand(Consumer<ClientOrder> target) {
      this.target = target;
    }

    @Override
    public void request(long messages) {
      if (messages > 0) {
        target.accept(new ClientOrder.Credit(messages));
        return;
      }
      target.accept(new ClientOrder.Hold());
      Flow.Subscriber<? super Delivery> current = subscriber;
      if (current != null) {
        current.onError(
            new IllegalArgumentException("a demand is positive; " + messages + " is not"));
      }
    }

    @Override
    public void cancel() {
      target.accept(new ClientOrder.Hold());
    }
  }
}

package org.chappe.client;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
  private final AtomicReference<Flow.@Nullable Subscriber<? super Delivery>> subscriber =
      new AtomicReference<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Throwable ended;

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
    subscriber.set(newSubscriber); // before its first request, which may bring mail at once
    newSubscriber.onSubscribe(new Demand(orders));
    Throwable reason = ended;
    if (reason != null) {
      conclude(reason);
    }
  }

  /** Called on the event loop; there is credit only where there is a subscriber. */
  void deliver(Delivery delivery) {
    Flow.Subscriber<? super Delivery> current = subscriber.get();
    if (current != null) {
      current.onNext(delivery);
    }
  }

  /**
   * No more comes.
   *
   * @param reason {@link ClientFailure.Closed} where that was wanted; else the subscriber is told it as an error
   */
  void end(Throwable reason) {
    ended = reason;
    conclude(reason);
  }

  private void conclude(Throwable reason) {
    Flow.Subscriber<? super Delivery> current = subscriber.getAndSet(null);
    if (current != null && reason instanceof ClientFailure.Closed) {
      current.onComplete();
    } else if (current != null) {
      current.onError(reason);
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
      Flow.Subscriber<? super Delivery> current = subscriber.get();
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

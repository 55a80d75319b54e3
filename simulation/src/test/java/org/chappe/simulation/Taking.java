package org.chappe.simulation;

import java.util.concurrent.Flow;
import org.chappe.node.Delivery;

/** Takes all mail and does nothing with it. */
final class Taking implements Flow.Subscriber<Delivery> {

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Delivery delivery) {}

  @Override
  public void onError(Throwable reason) {
    throw new AssertionError(reason);
  }

  @Override
  public void onComplete() {}
}

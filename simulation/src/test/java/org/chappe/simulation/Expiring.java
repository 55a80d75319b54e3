package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.Message;
import org.chappe.node.Batch;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;

/** Says that a life has ended once it has waited for so long, and only then sends the message. */
final class Expiring extends PlantedBug {
  private final long afterNanos;
  private final Map<Message, Long> waiting = new LinkedHashMap<>();
  private long nowNanos;

  Expiring(Node good, long afterNanos) {
    super(good);
    this.afterNanos = afterNanos;
  }

  @Override
  public Verdict step(long newNowNanos, Input input, Effects effects) {
    nowNanos = newNowNanos;
    return super.step(newNowNanos, input, effects);
  }

  @Override
  Effects through(Effects world) {
    return new Passing(world) {
      @Override
      public void send(Endpoint to, Frame frame) {
        if (!(frame instanceof Frame.Send send) || !waiting.containsKey(send.message())) {
          super.send(to, frame);
        }
      }

      @Override
      public void commit(Batch batch) {
        super.commit(new Batch(batch.number(), withEnds(batch.changes())));
      }
    };
  }

  private List<Batch.Change> withEnds(List<Batch.Change> good) {
    List<Batch.Change> changes = new ArrayList<>(good);
    Message written = Safekeeping.read(good.get(0).value());
    if (written != null && written.source().equals(ToyNode.client(1))) {
      waiting.put(written, nowNanos);
    }
    waiting.forEach((message, sinceNanos) -> {
      if (nowNanos - sinceNanos >= afterNanos) {
        changes.add(ToyStore.putEnd(message));
      }
    });
    waiting.values().removeIf(sinceNanos -> nowNanos - sinceNanos >= afterNanos);
    return changes;
  }
}

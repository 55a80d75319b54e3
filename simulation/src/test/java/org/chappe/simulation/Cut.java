package org.chappe.simulation;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** What doesn't come through between nodes on real sockets for a while: a line may be cut in two, and frames be held back on their way to clients. From any thread. */
final class Cut {

  private final Map<Integer, Endpoint> line;
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private volatile Set<Integer> island = Set.of();
  private volatile @Nullable Predicate<Frame> isHeldBack;
  private volatile Consumer<Frame> onArrival = frame -> {};

  private record Held(int relay, Endpoint to, Frame frame) {}

  /** @param line where each relay is; complete before any of them runs */
  Cut(Map<Integer, Endpoint> line) {
    this.line = line;
  }

  /** From now on these relays hear none of the others, nor these them. Clients hear their relays as before. */
  void apart(Integer... relays) {
    island = Set.of(relays);
  }

  /** All relays hear each other again. */
  void heal() {
    island = Set.of();
  }

  /** From now on these frames to clients are on their way, and don't arrive. */
  void hold(Predicate<Frame> which) {
    isHeldBack = which;
  }

  /** From now on somebody is told of each frame that comes to a relay, before that takes it in. */
  void watch(Consumer<Frame> watcher) {
    onArrival = watcher;
  }

  /** What was held back arrives. */
  void release() {
    isHeldBack = null;
  }

  /** A relay that hears and is heard as the cut lets it. */
  Node around(int number, Node relay) {
    Node deaf = PlantedBug.ignoring(
        relay,
        input -> input instanceof Input.FrameArrived arrived && isBetween(number, arrived.from()));
    Node slow = PlantedBug.sendingOnly(deaf, (to, frame) -> !isHeld(number, to, frame));
    return PlantedBug.doing(slow, (input, effects) -> {
      if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
        onArrival.accept(frame);
      }
      letGo(number, effects);
    });
  }

  private boolean isBetween(int number, Endpoint other) {
    Set<Integer> apart = island;
    return line.entrySet().stream()
        .anyMatch(relay -> relay.getValue().equals(other)
            && apart.contains(number) != apart.contains(relay.getKey()));
  }

  private boolean isHeld(int number, Endpoint to, Frame frame) {
    Predicate<Frame> which = isHeldBack;
    return which != null
        && !line.containsValue(to)
        && which.test(frame)
        && held.add(new Held(number, to, frame));
  }

  private void letGo(int number, Effects effects) {
    if (isHeldBack == null) {
      held.removeIf(each -> each.relay() == number && sent(each, effects));
    }
  }

  private static boolean sent(Held each, Effects effects) {
    effects.send(each.to(), each.frame());
    return true;
  }
}

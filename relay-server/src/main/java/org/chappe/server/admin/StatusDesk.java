package org.chappe.server.admin;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chappe.node.Effects;
import org.chappe.node.Verdict;
import org.chappe.server.node.RelayOrder;
import org.chappe.server.node.RelayReport;
import org.chappe.server.node.RelayStatus;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.TransportEvent;
import org.jspecify.annotations.Nullable;

/**
 * Asks a relay how it is. The relay draws the picture on its own event loop; other threads only ever see that picture, never
 * the relay itself. Those who ask at the same time may get the same one.
 */
public final class StatusDesk implements StatusSource, RelayControl {

  /** How long the relay has for its answer: its event loop turns within milliseconds. */
  static final long ANSWER_MILLIS_MAX = 2_000;

  private final RelayIdentity identity;
  private final long beganNanos = System.nanoTime();
  private final Queue<CompletableFuture<StatusDocument>> waiting = new ConcurrentLinkedQueue<>();
  private volatile @Nullable NodeDriver driver;
  private volatile Departure departure = Departure.NONE;

  public StatusDesk(RelayIdentity identity) {
    this.identity = identity;
  }

  /** From now on there is a relay to ask. */
  public void open(NodeDriver relay) {
    driver = relay;
  }

  @Override
  public StatusDocument status() throws NoAnswer {
    NodeDriver relay = driver;
    CompletableFuture<StatusDocument> answer = new CompletableFuture<>();
    waiting.add(answer);
    try {
      if (relay == null || !relay.command(new RelayOrder.TellStatus())) {
        throw new NoAnswer("the relay is starting, has ended, or is overloaded");
      }
      return answer.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswer("the relay hasn't answered for " + ANSWER_MILLIS_MAX + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it exceptionally", e);
    } finally {
      waiting.removeIf(each -> each == answer);
    }
  }

  @Override
  public boolean leave() {
    NodeDriver relay = driver;
    if (relay == null) {
      return false;
    }
    departure = Departure.LEAVING; // not what became of it when it was told before
    return relay.command(new RelayOrder.Leave());
  }

  /** The relay has told something; on its event loop. */
  public void told(Effects.Report report) {
    if (report instanceof RelayReport.Status status) {
      told(status.status());
    } else if (report instanceof RelayReport.Leaving) {
      departure = Departure.LEAVING;
    } else if (report instanceof RelayReport.Stayed) {
      departure = Departure.STAYED;
    } else if (report instanceof RelayReport.Left) {
      departure = Departure.LEFT;
    }
  }

  private void told(RelayStatus status) {
    NodeDriver relay = driver;
    if (relay == null) {
      return;
    }
    double uptimeSeconds = (System.nanoTime() - beganNanos) / 1e9;
    StatusDocument document = StatusDocument.of(
        identity, uptimeSeconds, departure, status, inputs(relay), transport(relay));
    waiting.forEach(answer -> answer.complete(document));
  }

  private static Map<String, Long> inputs(NodeDriver relay) {
    Map<String, Long> counts = new TreeMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(camelCase(verdict), relay.counters().of(verdict));
    }
    return counts;
  }

  private static Map<String, Long> transport(NodeDriver relay) {
    Map<String, Long> counts = new TreeMap<>();
    for (TransportEvent event : TransportEvent.values()) {
      counts.put(camelCase(event), relay.events().of(event));
    }
    return counts;
  }

  /** As the other names of the document: {@code datagramsRead} of {@code DATAGRAMS_READ}. */
  private static String camelCase(Enum<?> value) {
    StringBuilder name = new StringBuilder();
    for (String word : value.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(name.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(name.length() == word.length() ? "" : word.substring(1));
    }
    return name.toString();
  }
}

package org.chappe.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chappe.topology.Topology;

/** Starts nothing, and remembers what it was asked for. All its relays end when {@link #end} does. */
final class FakeRelays implements RelayStarter {

  final List<Integer> started = new ArrayList<>();
  final List<Integer> closed = new ArrayList<>();
  final List<String> impaired = new ArrayList<>();
  final Map<Integer, IOException> failures = new HashMap<>();
  final CompletableFuture<Object> end = new CompletableFuture<>();

  @Override
  public RunningRelay start(Topology topology, Topology.Relay relay, List<String> impairments)
      throws IOException {
    int number = relay.number().value();
    IOException failure = failures.get(number);
    if (failure != null) {
      throw failure;
    }
    started.add(number);
    impaired.addAll(impairments);
    return new RunningRelay() {
      @Override
      public CompletionStage<?> ended() {
        return end;
      }

      @Override
      public void close() {
        closed.add(number);
      }
    };
  }
}

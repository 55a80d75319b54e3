package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;

/** Starts nothing, and remembers what it was asked for. All its relays end when {@link #end} does. */
final class FakeRelays implements RelayStarter {

  final List<Integer> started = new ArrayList<>();
  final List<JoinPlan> joined = new ArrayList<>();
  final List<Integer> closed = new ArrayList<>();
  final List<ImpairmentSpec> impaired = new ArrayList<>();
  final List<@Nullable Path> data = new ArrayList<>();
  final List<@Nullable HostPort> admins = new ArrayList<>();
  final Map<Integer, UserError> failures = new HashMap<>();
  final CompletableFuture<Object> end = new CompletableFuture<>();

  @Override
  public RunningRelay start(
      Topology topology,
      Topology.Relay relay,
      List<ImpairmentSpec> impairments,
      @Nullable Path directory)
      throws UserError {
    int number = relay.number().value();
    UserError failure = failures.get(number);
    if (failure != null) {
      throw failure;
    }
    return running(relay, impairments, directory);
  }

  @Override
  public RunningRelay join(
      JoinPlan plan, List<ImpairmentSpec> impairments, @Nullable Path directory) {
    joined.add(plan);
    return running(plan.relay(), impairments, directory);
  }

  private RunningRelay running(
      Topology.Relay relay, List<ImpairmentSpec> impairments, @Nullable Path directory) {
    int number = relay.number().value();
    started.add(number);
    admins.add(relay.admin());
    impaired.addAll(impairments);
    data.add(directory);
    return new RunningRelay() {
      @Override
      public boolean leave() {
        return end.complete(number);
      }

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

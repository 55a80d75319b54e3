package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.node.Presence;
import org.chappe.node.QuestionWord;
import org.chappe.server.directory.Whereabouts;
import org.jspecify.annotations.Nullable;

/**
 * In some seeds some users watch who comes to the line and who leaves it. What they were told last in their session of each other user has to be so in the
 * end, and of somebody who comes then each of them hears. It has a generator of its own, so that all other seeds are as they would be without.
 */
final class Spectators {

  /** In one of so many seeds somebody watches. */
  private static final int SEEDS = 4;

  /** Silence is noticed after 3.5 s, another session takes 2 s at worst where nothing is lost, and a line is told within a second. */
  private static final long TOLD_WITHIN_NANOS = 20 * Simulation.SECOND;

  private static final long EVERY_NANOS = 50 * Simulation.MILLISECOND;

  private static final int LEASE_SECONDS = 30;

  /** The program's name for its question. */
  private static final long WATCH = -77;

  private final SimLine line;
  private final Simulation simulation;
  private final RandomGenerator random;
  private final long spanNanos;
  private final Map<ChappeClient, Map<ClientId, Boolean>> told = new LinkedHashMap<>();

  /** @param spanNanos the time within which they begin */
  Spectators(SimLine line, RandomGenerator random, long spanNanos) {
    this.line = line;
    this.simulation = line.simulation();
    this.random = random;
    this.spanNanos = spanNanos;
  }

  /** @param clients whose programs hear of nothing else than their letters */
  void plan(List<ChappeClient> clients) {
    if (random.nextInt(SEEDS) > 0) {
      return;
    }
    for (ChappeClient client : clients) {
      if (random.nextBoolean()) {
        simulation.in(random.nextLong(spanNanos), () -> watch(client));
      }
    }
  }

  /** A user watches from now on, in this life and the next ones. */
  void watch(ChappeClient client) {
    told.put(client, new LinkedHashMap<>());
    client.onReport(report -> hear(client, report));
    client.listen(LEASE_SECONDS);
    client.host().onLife(at -> ask(client));
  }

  private void ask(ChappeClient client) {
    client.host().command(new ClientOrder.Ask(WATCH, QuestionWord.WATCH, "on"));
  }

  private void hear(ChappeClient client, Effects.Report report) {
    if (report instanceof ClientReport.Attached) {
      known(client).clear(); // what was told in the session before may have changed between
    } else if (report instanceof ClientReport.Watched watched) {
      simulation.encounters().count(Encounter.COMINGS_TOLD);
      hear(known(client), watched.presence());
    } else if ((report instanceof ClientReport.Denied denied && denied.id() == WATCH)
        || (report instanceof ClientReport.Unanswered silent && silent.id() == WATCH)) {
      simulation.in(Simulation.SECOND, () -> ask(client));
    }
  }

  private Map<ClientId, Boolean> known(ChappeClient client) {
    return told.computeIfAbsent(client, any -> new LinkedHashMap<>());
  }

  private static void hear(Map<ClientId, Boolean> known, Presence line) {
    if (line.more() > 0) {
      known.clear(); // any of those may be one of the others
    }
    line.came().forEach(id -> known.put(id, true));
    line.left().forEach(id -> known.put(id, false));
  }

  /** Once the line is at rest: what was told is so, and of who comes and leaves now all are told. */
  void check() {
    if (told.isEmpty()) {
      return;
    }
    await(this::untrue);
    ChappeClient newcomer = line.addClient(line.numbers().get(0));
    newcomer.attach();
    newcomer.listen(LEASE_SECONDS);
    await(() -> untold(newcomer.id(), true));
    newcomer.terminate(() -> {});
    await(() -> untold(newcomer.id(), false));
    await(this::untrue);
  }

  private void await(Supplier<@Nullable String> unrest) {
    simulation.runUntil(() -> unrest.get() == null, EVERY_NANOS, TOLD_WITHIN_NANOS);
    String what = unrest.get();
    if (what != null && !hasDropped()) {
      throw simulation.violation(Invariant.WATCHERS_KNOW, what);
    }
  }

  /** A line isn't told in a session that has no room for it. */
  private boolean hasDropped() {
    return line.numbers().stream()
        .anyMatch(number -> line.node(number).statistics().presence().dropped() > 0);
  }

  /** Who was told something that isn't so; null if nobody was. */
  private @Nullable String untrue() {
    for (ChappeClient client : present()) {
      for (Map.Entry<ClientId, Boolean> each : known(client).entrySet()) {
        boolean isHere = line.homeOf(each.getKey()) != Whereabouts.GONE;
        if (isHere != each.getValue()) {
          return client.id() + " was told last that " + each.getKey()
              + (each.getValue() ? " came" : " left");
        }
      }
    }
    return null;
  }

  /** Who hasn't heard that somebody came, or left; null if all have. */
  private @Nullable String untold(ClientId newcomer, boolean came) {
    for (ChappeClient client : present()) {
      if (!Boolean.valueOf(came).equals(known(client).get(newcomer))) {
        return client.id() + " isn't told that " + newcomer + (came ? " came" : " left");
      }
    }
    return null;
  }

  /** Those who watch and are attached. */
  private List<ChappeClient> present() {
    return told.keySet().stream()
        .filter(client -> !client.host().isDown() && line.ledger().cries().isHere(client.id()))
        .toList();
  }
}

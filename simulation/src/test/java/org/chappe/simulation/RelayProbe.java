package org.chappe.simulation;

import java.util.stream.Collectors;
import org.chappe.link.LinkConfig;
import org.chappe.node.Verdict;
import org.chappe.server.directory.Directory;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.node.RelayStatistics;
import org.chappe.server.station.Outgoing;
import org.chappe.server.station.StationLimits;
import org.chappe.wire.AckBitmap;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** What the invariants look at in a relay. */
record RelayProbe(RelayNode node, RelayConfig config, SimStore disk) implements Probe {

  @Override
  public void observe(Encounters encounters) {
    RelayStatistics now = node.statistics();
    // a lane keeps places free for what a session before owed
    int queueMax = config.link().queueFrames() - LinkConfig.WINDOW_FRAMES_MAX;
    countIf(now.framesQueuedMost() >= queueMax, Encounter.QUEUE_FULL, encounters);
    StationLimits station = config.station();
    countIf(now.messagesKept() >= station.messagesMax(), Encounter.STATION_FULL, encounters);
  }

  @Override
  public void observe(Verdict verdict, Encounters encounters) {
    countIf(verdict == Verdict.DUPLICATE, Encounter.FRAME_DOUBLED, encounters);
    countIf(verdict == Verdict.BEYOND_WINDOW, Encounter.FRAME_BEYOND_WINDOW, encounters);
    countIf(verdict == Verdict.NO_ROOM, Encounter.NO_ROOM, encounters);
    countIf(
        verdict == Verdict.NO_ROOM && disk.isFull(), Encounter.NO_ROOM_ON_FULL_DISK, encounters);
    countIf(verdict == Verdict.MALFORMED, Encounter.GARBAGE, encounters);
  }

  @Override
  public void observe(Frame sent, Encounters encounters) {
    if (!(sent instanceof Frame.Ack ack)) {
      return;
    }
    boolean full = ack.refusal() == Refusal.FULL;
    boolean classic = ack.stamp().isClassic();
    countIf(full && !classic, Encounter.REFUSED_FULL, encounters);
    countIf(full && disk.isFull(), Encounter.REFUSED_FULL_DISK, encounters);
    countIf(full && classic, Encounter.CLASSIC_REFUSED_FULL, encounters);
    countIf(ack.refusal() == Refusal.QUOTA && !classic, Encounter.REFUSED_QUOTA, encounters);
    countIf(ack.refusal() == Refusal.WHO, Encounter.REFUSED_WHO, encounters);
    countIf(ack.refusal() == Refusal.MOVED, Encounter.REFUSED_MOVED, encounters);
    boolean plain = ack.refusal() == null && ack.stamp().isNumbered();
    boolean held = plain && (AckBitmap.decode(ack.payload()) & 1) != 0;
    countIf(held, Encounter.HELD_UNSETTLED, encounters);
  }

  private static void countIf(boolean met, Encounter encounter, Encounters encounters) {
    if (met) {
      encounters.count(encounter);
    }
  }

  @Override
  public @Nullable String brokenBound() {
    RelayStatistics now = node.statistics();
    LinkConfig link = config.link();
    String broken = above(now.sessions(), config.sessionsMax(), "sessions");
    broken = broken != null ? broken : aboveInStation(now);
    int queueMax = link.queueFrames() + link.controlQueueFrames();
    broken = broken != null ? broken : above(now.framesQueuedMost(), queueMax, "frames in a queue");
    int windowMax = LinkConfig.WINDOW_FRAMES_MAX;
    return broken != null
        ? broken
        : above(now.framesOutstandingMost(), windowMax, "frames in a window");
  }

  private @Nullable String aboveInStation(RelayStatistics now) {
    // what was handed on doesn't count against what neighbours bring
    int copiesMax = Outgoing.COPIES_MAX;
    int keptMax = config.station().fromNeighboursMax() + copiesMax;
    String broken = above(now.messagesKept(), keptMax, "messages");
    broken = broken != null ? broken : above(now.copies(), now.messagesKept(), "copies");
    broken = broken != null ? broken : above(now.mailboxes(), now.messagesKept(), "mailboxes");
    return broken != null
        ? broken
        : above(now.clientsKnown(), Directory.CLIENTS_MAX, "clients known");
  }

  private static @Nullable String above(int count, int max, String what) {
    return count > max ? count + " " + what + " where " + max + " may be" : null;
  }

  @Override
  public String directory() {
    return node.directory().snapshot().values().stream()
        .map(entry -> entry.client() + "@" + entry.relay() + "v" + entry.version())
        .collect(Collectors.joining(" "));
  }

  @Override
  public String accounts() {
    return node.accounts().from(0, Swarm.CLIENTS_MAX).stream()
        .filter(account -> account.verifier() != null)
        .toList()
        .toString();
  }

  @Override
  public int number() {
    return config.line().self();
  }

  @Override
  public int next(int relay) {
    return node.routes().next(relay);
  }

  @Override
  public @Nullable String outstanding() {
    boolean isToFindOthers = !config.joining().introducers().isEmpty();
    if (isToFindOthers && node.membership().line().size() < 2) {
      return "isn't let in";
    }
    return node.isIdle() ? null : "a lane is down or has something under way";
  }
}

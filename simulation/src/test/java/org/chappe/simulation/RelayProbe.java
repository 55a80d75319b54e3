package org.chappe.simulation;

import java.util.stream.Collectors;
import org.chappe.server.directory.Directory;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.jspecify.annotations.Nullable;

/** What the invariants look at in a relay. */
record RelayProbe(RelayNode node, RelayConfig config) implements Probe {

  @Override
  public @Nullable String brokenBound() {
    if (node.statistics().sessions() > config.sessionsMax()) {
      return node.statistics().sessions() + " sessions where " + config.sessionsMax() + " may be";
    }
    if (node.station().size() > config.station().messagesMax()) {
      return node.station().size() + " messages where " + config.station().messagesMax()
          + " may be";
    }
    return node.directory().size() > Directory.CLIENTS_MAX
        ? node.directory().size() + " clients where " + Directory.CLIENTS_MAX + " may be"
        : null;
  }

  @Override
  public String directory() {
    return node.directory().snapshot().values().stream()
        .map(entry -> entry.client() + "@" + entry.relay() + "v" + entry.version())
        .collect(Collectors.joining(" "));
  }

  @Override
  public @Nullable String outstanding() {
    return node.isIdle() ? null : "a lane is down or has something under way";
  }
}

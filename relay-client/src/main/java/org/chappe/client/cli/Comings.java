package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Presence;

/**
 * Who came to the line and who left it, for programs.
 *
 * @param type always {@code presence}
 * @param came their IDs
 * @param left their IDs
 * @param more how many others came or left
 */
record Comings(String type, List<String> came, List<String> left, long more) {

  static Comings of(Presence presence) {
    return new Comings("presence", ids(presence.came()), ids(presence.left()), presence.more());
  }

  private static List<String> ids(List<ClientId> clients) {
    return clients.stream().map(ClientId::toString).toList();
  }

  /** The same on one line for people. */
  String line() {
    List<String> parts = new ArrayList<>();
    if (!came.isEmpty()) {
      parts.add(String.join(", ", came) + " came");
    }
    if (!left.isEmpty()) {
      parts.add(String.join(", ", left) + " left");
    }
    if (more > 0) {
      parts.add((parts.isEmpty() ? "" : "and ") + more + " more came or left");
    }
    return String.join("; ", parts);
  }
}

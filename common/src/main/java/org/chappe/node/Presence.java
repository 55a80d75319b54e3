package org.chappe.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Who came to the line and who left it lately, as a home tells clients that watch: {@code presence?MORE?+ID?-ID…}, with those first that
 * came.
 *
 * @param came at most {@link #NAMED_MAX} together with those that left
 * @param more how many others came or left, decimal
 */
public record Presence(List<ClientId> came, List<ClientId> left, long more) {

  /** So many are named at once, so that the line fits into a datagram. */
  public static final int NAMED_MAX = 12;

  private static final String KIND = "presence?";
  private static final int DIGITS_MAX = 9;
  private static final String CAME = "+";
  private static final String LEFT = "-";

  /** @throws IllegalArgumentException if there are too many */
  public Presence {
    came = List.copyOf(came);
    left = List.copyOf(left);
    if (came.size() + left.size() > NAMED_MAX || more < 0) {
      throw new IllegalArgumentException("no line of who came and left");
    }
  }

  /** The same without one client; null if it tells of nobody else. */
  public @Nullable Presence without(ClientId client) {
    Presence rest = new Presence(but(client, came), but(client, left), more);
    return rest.came.isEmpty() && rest.left.isEmpty() && more == 0 ? null : rest;
  }

  private static List<ClientId> but(ClientId client, List<ClientId> clients) {
    return clients.stream().filter(each -> !each.equals(client)).toList();
  }

  /** Whether a payload is meant to be one, well formed or not. */
  public static boolean isMeant(Payload payload) {
    return payload.text().startsWith(KIND);
  }

  /** As it is told. */
  public Payload payload() {
    StringBuilder text = new StringBuilder(KIND).append(more);
    came.forEach(id -> text.append('?').append(CAME).append(id));
    left.forEach(id -> text.append('?').append(LEFT).append(id));
    return Payload.of(text.toString());
  }

  /** Reads one; null when the payload isn't that. */
  public static @Nullable Presence read(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (!isMeant(payload) || !items[1].matches("0|[1-9][0-9]{0," + (DIGITS_MAX - 1) + "}")) {
      return null;
    }
    List<ClientId> came = new ArrayList<>();
    List<ClientId> left = new ArrayList<>();
    try {
      for (int i = 2; i < items.length; i++) {
        boolean isComing = items[i].startsWith(CAME) && left.isEmpty();
        if (!isComing && !items[i].startsWith(LEFT)) {
          return null;
        }
        (isComing ? came : left).add(ClientId.parse(items[i].substring(1)));
      }
      return new Presence(came, left, Long.parseLong(items[1]));
    } catch (IllegalArgumentException notThat) {
      return null;
    }
  }
}

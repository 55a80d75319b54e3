package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.membership.Member;
import org.jspecify.annotations.Nullable;

/**
 * What a relay says when it asks to be let in, {@code join?incarnation?identity} or {@code join?incarnation?identity?over},
 * and what it is answered: {@code joined?lanes.pad.links.policy?number/address?number/address…}, with {@code .a} behind the policy where accounts are required. The first address is the
 * relay's own as the other one sees it, the second the other one's.
 */
final class JoinText {

  /** The longest answer that is written, in bytes. */
  static final int BYTES_MAX = 200;

  private static final String JOIN = "join";
  private static final String JOINED = "joined";
  private static final String OVER = "over";
  private static final String EXPRESS = "e";
  private static final String NEAREST = "n";
  private static final String ACCOUNTS = "a";
  private static final int SETTINGS = 4;

  private JoinText() {}

  /**
   * A wish to be let in.
   *
   * @param takesOver whether it wants the number of a relay that is dead
   */
  record Request(long incarnation, long identity, boolean takesOver) {

    Payload payload() {
      String text = JOIN + "?" + Long.toString(incarnation, 36) + "?" + Long.toString(identity, 36);
      return Payload.of(takesOver ? text + "?" + OVER : text);
    }
  }

  /**
   * It was granted.
   *
   * @param places the newcomer's own address, then that of the one who let it in, then of others, nearest first
   */
  record Answer(LineSettings settings, Map<Integer, Endpoint> places) {

    /** As many of the places as fit. */
    Payload payload() {
      StringBuilder text =
          new StringBuilder(BYTES_MAX).append(JOINED).append('?').append(written(settings));
      for (Map.Entry<Integer, Endpoint> place : places.entrySet()) {
        String item = "?" + place.getKey() + "/" + place.getValue();
        if (text.length() + item.length() > BYTES_MAX) {
          break;
        }
        text.append(item);
      }
      return Payload.of(text.toString());
    }
  }

  /** Settings as they are written: {@code lanes.pad.links.policy}, and {@code .a} where accounts are required. */
  static String written(LineSettings settings) {
    return settings.lanes()
        + "."
        + settings.padBytes()
        + "."
        + (settings.express() ? EXPRESS : NEAREST)
        + "."
        + settings.policy().letter()
        + (settings.accountsRequired() ? "." + ACCOUNTS : "");
  }

  /** Whether a payload is meant to be a request, well formed or not. */
  static boolean isMeant(Payload payload) {
    return payload.text().startsWith(JOIN + "?");
  }

  /** Reads a request; null when the payload isn't one. */
  static @Nullable Request request(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    boolean takesOver = items.length == 4 && items[3].equals(OVER);
    if ((items.length != 3 && !takesOver) || !items[0].equals(JOIN)) {
      return null;
    }
    try {
      Request request =
          new Request(Long.parseLong(items[1], 36), Long.parseLong(items[2], 36), takesOver);
      boolean known = request.identity() > Member.UNKNOWN;
      return known && request.payload().equals(payload) ? request : null;
    } catch (NumberFormatException notNumbers) {
      return null;
    }
  }

  /** Reads an answer; null when the payload isn't one. */
  static @Nullable Answer answer(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length < 4 || !items[0].equals(JOINED)) {
      return null;
    }
    try {
      Map<Integer, Endpoint> places = new LinkedHashMap<>();
      for (int i = 2; i < items.length; i++) {
        int slash = items[i].indexOf('/');
        places.put(
            Integer.parseInt(items[i].substring(0, Math.max(0, slash))),
            Endpoint.parse(items[i].substring(slash + 1)));
      }
      return new Answer(settings(items[1]), places);
    } catch (IllegalArgumentException notAnAnswer) {
      return null;
    }
  }

  /**
   * Reads settings.
   *
   * @throws IllegalArgumentException if the text isn't what {@link #written} writes
   */
  static LineSettings settings(String text) {
    String[] fields = text.split("\\.", -1);
    boolean needsAccounts = fields.length == SETTINGS + 1 && fields[SETTINGS].equals(ACCOUNTS);
    boolean isWhole = fields.length == SETTINGS || needsAccounts;
    JoinPolicy policy = isWhole ? JoinPolicy.of(fields[3]) : null;
    boolean express = isWhole && fields[2].equals(EXPRESS);
    if (policy == null || !(express || fields[2].equals(NEAREST))) {
      throw new IllegalArgumentException("not the settings of a line");
    }
    return new LineSettings(
        Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), express, policy, needsAccounts);
  }
}

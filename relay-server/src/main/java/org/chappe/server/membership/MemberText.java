package org.chappe.server.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The payload of table frames that speak of relays: {@code relays?number/address/incarnation/version/state/links/identity?…},
 * and {@code members?hash}. Numbers of relays and IPv4 addresses are decimal, all else base 36; links are joined by dots, and
 * the identity isn't there when it isn't known.
 */
public final class MemberText {

  /** The longest payload that is written, in bytes: with the longest table header it fits in a datagram. */
  static final int BYTES_MAX = 200;

  private static final String RELAYS = "relays";
  private static final String MEMBERS = "members";
  private static final int FIELDS = 6;
  private static final int FIELDS_WITH_IDENTITY = 7;

  private MemberText() {}

  /** Whether a payload is meant to be one of these, well formed or not. */
  public static boolean isMeant(Payload payload) {
    String text = payload.text();
    return text.startsWith(RELAYS + "?") || text.startsWith(MEMBERS + "?");
  }

  /** As many of these entries as fit in one frame: at least the first. */
  static Payload of(List<Member> members) {
    StringBuilder text = new StringBuilder(BYTES_MAX).append(RELAYS);
    for (Member member : members) {
      String entry = entry(member);
      if (text.length() > RELAYS.length() && text.length() + 1 + entry.length() > BYTES_MAX) {
        break;
      }
      text.append('?').append(entry);
    }
    return Payload.of(text.toString());
  }

  /** The hash of all entries. */
  static Payload of(long hash) {
    return Payload.of(MEMBERS + "?" + Counter.write(hash));
  }

  /** One entry as it is written. */
  public static String entry(Member member) {
    String identity =
        member.identity() == Member.UNKNOWN ? "" : "/" + Counter.write(member.identity());
    return member.number()
        + "/"
        + member.endpoint()
        + "/"
        + Counter.write(member.incarnation())
        + "/"
        + Counter.write(member.version())
        + "/"
        + member.state().letter()
        + "/"
        + member.links().stream().map(String::valueOf).collect(Collectors.joining("."))
        + identity;
  }

  /** Reads entries; null when the payload isn't that. */
  static @Nullable List<Member> members(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length < 2 || !items[0].equals(RELAYS)) {
      return null;
    }
    try {
      List<Member> members = new ArrayList<>(items.length - 1);
      for (int i = 1; i < items.length; i++) {
        members.add(member(items[i]));
      }
      return members;
    } catch (IllegalArgumentException notEntries) {
      return null;
    }
  }

  /** Reads a hash; −1 when the payload isn't that. */
  static long hash(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length != 2 || !items[0].equals(MEMBERS)) {
      return -1;
    }
    try {
      return Counter.read(items[1]);
    } catch (IllegalArgumentException notHash) {
      return -1;
    }
  }

  /**
   * Reads one entry.
   *
   * @throws IllegalArgumentException if it isn't one
   */
  public static Member member(String item) {
    String[] fields = item.split("/", -1);
    boolean complete = fields.length == FIELDS || fields.length == FIELDS_WITH_IDENTITY;
    MemberState state = complete ? MemberState.of(fields[4]) : null;
    if (state == null) {
      throw new IllegalArgumentException("not an entry");
    }
    return new Member(
        decimal(fields[0]),
        Endpoint.parse(fields[1]),
        Counter.read(fields[2]),
        Counter.read(fields[3]),
        state,
        links(fields[5]),
        fields.length == FIELDS ? Member.UNKNOWN : identity(fields[6]));
  }

  private static long identity(String digits) {
    long identity = Counter.read(digits);
    if (identity == Member.UNKNOWN) {
      throw new IllegalArgumentException("not an identity");
    }
    return identity;
  }

  private static List<Integer> links(String text) {
    List<Integer> links = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String number : text.split("\\.", -1)) {
        links.add(decimal(number));
      }
    }
    return links;
  }

  private static int decimal(String digits) {
    int value = Integer.parseInt(digits);
    if (value < 0 || !Integer.toString(value).equals(digits)) {
      throw new IllegalArgumentException("not canonical");
    }
    return value;
  }
}

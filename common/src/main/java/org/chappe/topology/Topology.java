package org.chappe.topology;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * The line as a topology file describes it.
 *
 * @param name a name for people, 1 to 64 characters, none of them a control character
 * @param lanes sessions held side by side on each link, 1 to 16
 * @param padBytes frames between relays are padded to a multiple of this, 0 for none, at most 256
 * @param express whether relays hold links that lead 2, 4, 8, … places away as well
 * @param newcomers who may join while the line runs
 * @param accountsRequired whether only those who have an account may use the line
 * @param limits how much each relay keeps
 * @param relays at least one, in ascending order of their numbers, which leave no gap; no two at one address, nor with one
 *     admin address
 */
public record Topology(
    String name,
    int lanes,
    int padBytes,
    boolean express,
    Newcomers newcomers,
    boolean accountsRequired,
    Limits limits,
    List<Relay> relays) {

  public static final int NAME_CHARACTERS_MAX = 64;
  public static final int LANES_MAX = 16;
  public static final int PAD_BYTES_MAX = 256;
  public static final int RELAYS_MAX = RelayNumber.MAX;

  /** @throws IllegalArgumentException if a value is out of its range or the relays aren't as described */
  public Topology {
    relays = List.copyOf(relays);
    require(isName(name), "a name is 1 to 64 characters without control characters");
    require(lanes >= 1 && lanes <= LANES_MAX, "lanes are 1 to 16");
    require(padBytes >= 0 && padBytes <= PAD_BYTES_MAX, "padding is 0 to 256 bytes");
    require(!relays.isEmpty(), "a line has at least one relay");
    Set<String> addresses = new HashSet<>();
    Set<String> admins = new HashSet<>();
    for (int i = 0; i < relays.size(); i++) {
      Relay relay = relays.get(i);
      int expected = relays.get(0).number().value() + i;
      require(relay.number().value() == expected, "relay " + expected + " is not in its place");
      require(addresses.add(relay.address()), relay.address() + " is taken twice");
      String admin = String.valueOf(relay.admin());
      require(relay.admin() == null || admins.add(admin), "admin " + admin + " is taken twice");
    }
  }

  /** A line of links to the nearest relays only. */
  public Topology(String name, int lanes, int padBytes, Limits limits, List<Relay> relays) {
    this(name, lanes, padBytes, false, Newcomers.LOCAL, false, limits, relays);
  }

  /** Whether a text may be the name of a line. */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= NAME_CHARACTERS_MAX
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** The relay with a number, if the line has it. */
  public Optional<Relay> relay(RelayNumber number) {
    int place = number.value() - relays.get(0).number().value();
    return place >= 0 && place < relays.size() ? Optional.of(relays.get(place)) : Optional.empty();
  }

  /**
   * The relays next to a number: the one below, then the one above, as far as they exist. A number that isn't in the
   * line has neighbours too, if it would extend the line.
   */
  public List<Relay> neighbours(RelayNumber number) {
    return relays.stream()
        .filter(relay -> Math.abs(relay.number().value() - number.value()) == 1)
        .toList();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /**
   * One tower.
   *
   * @param number its number
   * @param host a name or address literal, 1 to 253 characters; an IPv6 address stands without brackets
   * @param port 1 to 65535
   * @param admin where its admin port listens, over TCP; null if it has none
   */
  public record Relay(
      RelayNumber number, String host, int port, @Nullable HostPort admin) {

    /** @throws IllegalArgumentException if the host or the port can't be one */
    public Relay {
      HostPort.check(host, port);
    }

    /** A relay without an admin port. */
    public Relay(RelayNumber number, String host, int port) {
      this(number, host, port, null);
    }

    /** Host and port, such as {@code 127.0.0.1:7001} or {@code [::1]:7001}; equal hosts give equal texts. */
    public String address() {
      return new HostPort(host, port).toString();
    }
  }
}

package org.chappe.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.Message;
import org.chappe.model.RelayNumber;
import org.chappe.yaml.FileProblem;
import org.chappe.yaml.Findings;
import org.chappe.yaml.LocatedYaml.Mapping;
import org.chappe.yaml.LocatedYaml.Place;
import org.chappe.yaml.LocatedYaml.Sequence;
import org.chappe.yaml.LocatedYaml.Text;
import org.chappe.yaml.LocatedYaml.Value;
import org.jspecify.annotations.Nullable;

/** Makes a line of a YAML tree, and collects all that is wrong with it on the way. */
final class TopologyDocument {

  /** The keys of the file, in the order in which they are documented. */
  static final List<String> LINE_KEYS =
      List.of("name", "lanes", "pad", "links", "joining", "accounts", "limits", "relays");

  /** The keys of the limits. */
  static final List<String> LIMIT_KEYS = List.of(
      "messages",
      "megabytes",
      "mailbox-messages",
      "mailbox-bytes",
      "sender-rate",
      "life",
      "life-max");

  /** The keys of one relay. */
  static final List<String> RELAY_KEYS = List.of("number", "host", "port", "admin");

  /** Those of them that each relay must have. */
  static final List<String> RELAY_KEYS_NEEDED = List.of("number", "host", "port");

  private static final String NEAREST = "nearest";

  private static final String EXPRESS = "express";

  private static final String OPTIONAL = "optional";

  private static final String REQUIRED = "required";

  private final Findings findings;

  TopologyDocument(String file) {
    this.findings = new Findings(file);
  }

  /** @throws FileProblem with everything that is wrong, up to {@link Findings#PROBLEMS_MAX} */
  Topology topology(Value root, String defaultName) throws FileProblem {
    Map<String, Value> line = findings.keys(root, LINE_KEYS, "a topology");
    String name = name(line.get("name"), defaultName);
    int lanes = findings.whole(line.get("lanes"), "lanes", 1, Topology.LANES_MAX, 1);
    int padBytes = findings.whole(line.get("pad"), "pad", 0, Topology.PAD_BYTES_MAX, 0);
    boolean express = isOneOf(line.get("links"), "links", EXPRESS, NEAREST);
    Newcomers newcomers = newcomers(line.get("joining"));
    boolean accountsRequired = isOneOf(line.get("accounts"), "accounts", REQUIRED, OPTIONAL);
    Limits limits = limits(line.get("limits"));
    List<Topology.Relay> relays = relays(root, line.get("relays"));
    findings.refuseIfWrong();
    return new Topology(
        name, lanes, padBytes, express, newcomers, accountsRequired, limits, relays);
  }

  private String name(@Nullable Value value, String defaultName) {
    if (value == null) {
      return defaultName;
    }
    if (value instanceof Text text && Topology.isName(text.text())) {
      return text.text();
    }
    findings.refuse(
        value.place(),
        "name is a text of 1 to " + Topology.NAME_CHARACTERS_MAX
            + " characters; put quotes around it if it looks like a number");
    return defaultName;
  }

  /** Whether a key has the one of two values that isn't the usual one. */
  private boolean isOneOf(@Nullable Value value, String key, String unusual, String usual) {
    String word = value instanceof Text text ? text.text() : usual;
    boolean isEither = word.equals(unusual) || word.equals(usual);
    if (value != null && (!(value instanceof Text) || !isEither)) {
      findings.refuse(
          value.place(),
          key + " is " + usual + " or " + unusual + "; " + value.shown() + " is not");
    }
    return word.equals(unusual);
  }

  private Newcomers newcomers(@Nullable Value value) {
    Newcomers newcomers = value instanceof Text text ? Newcomers.of(text.text()) : null;
    if (value != null && newcomers == null) {
      findings.refuse(
          value.place(), "joining is local, open or closed; " + value.shown() + " is not");
    }
    return newcomers == null ? Newcomers.LOCAL : newcomers;
  }

  /** What is left out is as in {@link Limits#DEFAULT}; the life of messages is never above its bound for that. */
  private Limits limits(@Nullable Value value) {
    Limits standard = Limits.DEFAULT;
    if (value == null) {
      return standard;
    }
    Map<String, Value> keys = findings.keys(value, LIMIT_KEYS, "limits");
    int messages = limit(keys, "messages", 1, Limits.MESSAGES_MAX, standard.messages());
    int megabytes = limit(keys, "megabytes", 1, Limits.MEGABYTES_MAX, standard.megabytes());
    int mailboxMessages =
        limit(keys, "mailbox-messages", 1, Limits.MAILBOX_MESSAGES_MAX, standard.mailboxMessages());
    int mailboxBytes = limit(
        keys,
        "mailbox-bytes",
        Limits.MAILBOX_BYTES_MIN,
        Limits.MAILBOX_BYTES_MAX,
        standard.mailboxBytes());
    int rate = limit(keys, "sender-rate", 1, Limits.SENDER_RATE_MAX, standard.senderRate());
    int longest =
        limit(keys, "life-max", 1, (int) Message.LIFE_SECONDS_MAX, standard.lifeSecondsMax());
    int life = limit(keys, "life", 1, longest, Math.min(longest, standard.lifeSeconds()));
    return new Limits(messages, megabytes, mailboxMessages, mailboxBytes, rate, life, longest);
  }

  private int limit(Map<String, Value> keys, String key, int min, int max, int fallback) {
    return findings.whole(keys.get(key), key, min, max, fallback);
  }

  private List<Topology.Relay> relays(Value root, @Nullable Value value) {
    if (value == null) {
      if (root instanceof Mapping) {
        findings.refuse(root.place(), "relays is missing; list at least one under \"relays:\"");
      }
      return List.of();
    }
    if (!(value instanceof Sequence list) || list.items().isEmpty()) {
      findings.refuse(
          value.place(),
          "relays is empty; list at least one as \"- {number: 1, host: 127.0.0.1, port: 7001}\"");
      return List.of();
    }
    if (list.items().size() > Topology.RELAYS_MAX) {
      findings.refuse(
          list.place(), "more than " + Topology.RELAYS_MAX + " relays; a line can't hold them");
      return List.of();
    }
    return inOrder(list);
  }

  private List<Topology.Relay> inOrder(Sequence list) {
    List<Placed> placed = new ArrayList<>();
    Map<Integer, Place> numbers = new HashMap<>();
    Map<String, Place> addresses = new HashMap<>();
    Map<String, Place> admins = new HashMap<>();
    for (Value item : list.items()) {
      Placed relay = relay(item);
      if (relay != null && isNew(relay, numbers, addresses, admins)) {
        placed.add(relay);
      }
    }
    placed.sort(Comparator.comparing(relay -> relay.relay().number()));
    if (findings.problems() == 0) {
      refuseGaps(placed);
    }
    return placed.stream().map(Placed::relay).toList();
  }

  /** A relay and where its number, its address and its admin address stand. */
  private record Placed(
      Topology.Relay relay, Place numberPlace, Place addressPlace, Place adminPlace) {}

  private @Nullable Placed relay(Value item) {
    int before = findings.problems();
    Map<String, Value> keys = findings.keys(item, RELAY_KEYS, "a relay");
    if (item instanceof Mapping) {
      for (String key : RELAY_KEYS_NEEDED) {
        if (!keys.containsKey(key)) {
          findings.refuse(item.place(), "this relay has no " + key + "; add \"" + key + ": …\"");
        }
      }
    }
    int number = findings.whole(keys.get("number"), "number", 1, RelayNumber.MAX, 1);
    int port = findings.whole(keys.get("port"), "port", 1, HostPort.PORT_MAX, 1);
    String host = host(keys.get("host"));
    HostPort admin = admin(keys.get("admin"));
    if (findings.problems() > before) {
      return null;
    }
    return new Placed(
        new Topology.Relay(new RelayNumber(number), host, port, admin),
        place(keys, "number", item),
        place(keys, "port", item),
        place(keys, "admin", item));
  }

  private static Place place(Map<String, Value> keys, String key, Value owner) {
    return keys.getOrDefault(key, owner).place();
  }

  private String host(@Nullable Value value) {
    if (value instanceof Text text && HostPort.isHost(text.text())) {
      return text.text();
    }
    if (value != null) {
      findings.refuse(
          value.place(),
          "host is a name or an address, such as 127.0.0.1; " + value.shown() + " is not");
    }
    return "";
  }

  private @Nullable HostPort admin(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    try {
      if (value instanceof Text text) {
        return HostPort.parse(text.text());
      }
    } catch (IllegalArgumentException e) {
      // told below, as whatever else stands there
    }
    findings.refuse(
        value.place(),
        "admin is HOST:PORT, such as 127.0.0.1:8001 or \"[::1]:8001\"; " + value.shown()
            + " is not");
    return null;
  }

  private boolean isNew(
      Placed placed,
      Map<Integer, Place> numbers,
      Map<String, Place> addresses,
      Map<String, Place> admins) {
    int before = findings.problems();
    Topology.Relay relay = placed.relay();
    int number = relay.number().value();
    refuseSecond(
        numbers.putIfAbsent(number, placed.numberPlace()),
        placed.numberPlace(),
        "relay " + number,
        "its own number");
    refuseSecond(
        addresses.putIfAbsent(relay.address(), placed.addressPlace()),
        placed.addressPlace(),
        relay.address(),
        "relay its own port or host");
    if (relay.admin() != null) {
      refuseSecond(
          admins.putIfAbsent(relay.admin().toString(), placed.adminPlace()),
          placed.adminPlace(),
          "admin " + relay.admin(),
          "relay its own");
    }
    return findings.problems() == before;
  }

  private void refuseSecond(@Nullable Place first, Place second, String what, String instead) {
    if (first != null) {
      findings.refuse(
          second, what + " stands in line " + first.line() + " already; give each " + instead);
    }
  }

  private void refuseGaps(List<Placed> relays) {
    for (int i = 1; i < relays.size(); i++) {
      int below = relays.get(i - 1).relay().number().value();
      int number = relays.get(i).relay().number().value();
      if (number != below + 1) {
        findings.refuse(
            relays.get(i).numberPlace(),
            "relay " + number + " comes after " + below
                + ": a gap; number the relays one after the other, " + "here " + (below + 1));
      }
    }
  }
}

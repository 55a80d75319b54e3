package org.chappe.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chappe.model.Message;
import org.chappe.model.RelayNumber;
import org.chappe.topology.LocatedYaml.Entry;
import org.chappe.topology.LocatedYaml.Mapping;
import org.chappe.topology.LocatedYaml.Place;
import org.chappe.topology.LocatedYaml.Sequence;
import org.chappe.topology.LocatedYaml.Text;
import org.chappe.topology.LocatedYaml.Value;
import org.chappe.topology.LocatedYaml.Whole;
import org.jspecify.annotations.Nullable;

/** Makes a line of a YAML tree, and collects all that is wrong with it on the way. */
final class TopologyDocument {

  /** The keys of the file, in the order in which they are documented. */
  static final List<String> LINE_KEYS = List.of("name", "lanes", "pad", "limits", "relays");

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
  static final List<String> RELAY_KEYS = List.of("number", "host", "port");

  /** So many problems are told at most; a wrong file of ten thousand relays needn't fill the screen. */
  static final int PROBLEMS_MAX = 20;

  private final String file;
  private final List<String> problems = new ArrayList<>();
  private int problemsLeftOut;

  TopologyDocument(String file) {
    this.file = file;
  }

  /** @throws TopologyProblem with everything that is wrong, up to {@link #PROBLEMS_MAX} */
  Topology topology(Value root, String defaultName) throws TopologyProblem {
    Map<String, Value> line = keys(root, LINE_KEYS, "a topology");
    String name = name(line.get("name"), defaultName);
    int lanes = whole(line.get("lanes"), "lanes", 1, Topology.LANES_MAX, 1);
    int padBytes = whole(line.get("pad"), "pad", 0, Topology.PAD_BYTES_MAX, 0);
    Limits limits = limits(line.get("limits"));
    List<Topology.Relay> relays = relays(root, line.get("relays"));
    if (!problems.isEmpty()) {
      if (problemsLeftOut > 0) {
        problems.add(file + ": and " + problemsLeftOut + " more problems; correct these first");
      }
      throw new TopologyProblem(problems);
    }
    return new Topology(name, lanes, padBytes, limits, relays);
  }

  private String name(@Nullable Value value, String defaultName) {
    if (value == null) {
      return defaultName;
    }
    if (value instanceof Text text && Topology.isName(text.text())) {
      return text.text();
    }
    refuse(
        value.place(),
        "name is a text of 1 to " + Topology.NAME_CHARACTERS_MAX
            + " characters; put quotes around it if it looks like a number");
    return defaultName;
  }

  /** What is left out is as in {@link Limits#DEFAULT}; the life of messages is never above its bound for that. */
  private Limits limits(@Nullable Value value) {
    Limits standard = Limits.DEFAULT;
    if (value == null) {
      return standard;
    }
    Map<String, Value> keys = keys(value, LIMIT_KEYS, "limits");
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
    return whole(keys.get(key), key, min, max, fallback);
  }

  private List<Topology.Relay> relays(Value root, @Nullable Value value) {
    if (value == null) {
      if (root instanceof Mapping) {
        refuse(root.place(), "relays is missing; list at least one under \"relays:\"");
      }
      return List.of();
    }
    if (!(value instanceof Sequence list) || list.items().isEmpty()) {
      refuse(
          value.place(),
          "relays is empty; list at least one as \"- {number: 1, host: 127.0.0.1, port: 7001}\"");
      return List.of();
    }
    if (list.items().size() > Topology.RELAYS_MAX) {
      refuse(list.place(), "more than " + Topology.RELAYS_MAX + " relays; a line can't hold them");
      return List.of();
    }
    return inOrder(list);
  }

  private List<Topology.Relay> inOrder(Sequence list) {
    List<Placed> placed = new ArrayList<>();
    Map<Integer, Place> numbers = new HashMap<>();
    Map<String, Place> addresses = new HashMap<>();
    for (Value item : list.items()) {
      Placed relay = relay(item);
      if (relay != null && isNew(relay, numbers, addresses)) {
        placed.add(relay);
      }
    }
    placed.sort(Comparator.comparing(relay -> relay.relay().number()));
    if (problems.isEmpty()) {
      refuseGaps(placed);
    }
    return placed.stream().map(Placed::relay).toList();
  }

  /** A relay and where its number and its address stand. */
  private record Placed(Topology.Relay relay, Place numberPlace, Place addressPlace) {}

  private @Nullable Placed relay(Value item) {
    int before = problems.size() + problemsLeftOut;
    Map<String, Value> keys = keys(item, RELAY_KEYS, "a relay");
    if (item instanceof Mapping) {
      for (String key : RELAY_KEYS) {
        if (!keys.containsKey(key)) {
          refuse(item.place(), "this relay has no " + key + "; add \"" + key + ": …\"");
        }
      }
    }
    int number = whole(keys.get("number"), "number", 1, RelayNumber.MAX, 1);
    int port = whole(keys.get("port"), "port", 1, Topology.Relay.PORT_MAX, 1);
    String host = host(keys.get("host"));
    if (problems.size() + problemsLeftOut > before) {
      return null;
    }
    Place numberPlace = Objects.requireNonNull(keys.get("number")).place();
    Place addressPlace = Objects.requireNonNull(keys.get("port")).place();
    return new Placed(
        new Topology.Relay(new RelayNumber(number), host, port), numberPlace, addressPlace);
  }

  private String host(@Nullable Value value) {
    if (value instanceof Text text && Topology.Relay.isHost(text.text())) {
      return text.text();
    }
    if (value != null) {
      refuse(
          value.place(),
          "host is a name or an address, such as 127.0.0.1; " + value.shown() + " is not");
    }
    return "";
  }

  private boolean isNew(Placed relay, Map<Integer, Place> numbers, Map<String, Place> addresses) {
    int number = relay.relay().number().value();
    String address = relay.relay().address();
    Place sameNumber = numbers.putIfAbsent(number, relay.numberPlace());
    if (sameNumber != null) {
      refuse(
          relay.numberPlace(),
          "relay " + number + " stands in line " + sameNumber.line()
              + " already; give each its own number");
    }
    Place sameAddress = addresses.putIfAbsent(address, relay.addressPlace());
    if (sameAddress != null) {
      refuse(
          relay.addressPlace(),
          address + " stands in line " + sameAddress.line()
              + " already; give each relay its own port or host");
    }
    return sameNumber == null && sameAddress == null;
  }

  private void refuseGaps(List<Placed> relays) {
    for (int i = 1; i < relays.size(); i++) {
      int below = relays.get(i - 1).relay().number().value();
      int number = relays.get(i).relay().number().value();
      if (number != below + 1) {
        refuse(
            relays.get(i).numberPlace(),
            "relay " + number + " comes after " + below
                + ": a gap; number the relays one after the other, " + "here " + (below + 1));
      }
    }
  }

  /** The values by their keys; what isn't a known key, or is there twice, is refused. */
  private Map<String, Value> keys(Value value, List<String> known, String owner) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (!(value instanceof Mapping mapping)) {
      refuse(
          value.place(),
          owner + " is made of the keys " + String.join(", ", known) + "; " + value.shown()
              + " is none");
      return values;
    }
    for (Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        refuse(
            entry.place(),
            "unknown key \"" + LocatedYaml.shortened(entry.key()) + "\"; " + owner + " has "
                + String.join(", ", known) + ": correct or remove it");
      } else if (values.putIfAbsent(entry.key(), entry.value()) != null) {
        refuse(entry.place(), entry.key() + " is given twice; remove one");
      }
    }
    return values;
  }

  private int whole(@Nullable Value value, String key, int min, int max, int fallback) {
    if (value == null) {
      return fallback;
    }
    if (value instanceof Whole whole && whole.digits().matches("0|[1-9][0-9]{0,8}")) {
      int number = Integer.parseInt(whole.digits());
      if (number >= min && number <= max) {
        return number;
      }
    }
    refuse(
        value.place(),
        key + " is a whole number from " + min + " to " + max + "; " + value.shown() + " is not");
    return fallback;
  }

  private void refuse(Place place, String sentence) {
    if (problems.size() == PROBLEMS_MAX) {
      problemsLeftOut++;
    } else {
      problems.add(file + ":" + place.line() + ":" + place.column() + ": " + sentence);
    }
  }
}

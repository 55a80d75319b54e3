package org.chappe.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.RelayNumber;
import org.chappe.transport.ImpairmentSpec.Direction;
import org.chappe.transport.ImpairmentSpec.Peer;

/** Reads the text form of one {@link ImpairmentSpec}. */
final class ImpairmentReader {

  private static final List<String> KEYS =
      List.of("loss", "delay", "jitter", "dup", "reorder", "corrupt", "seed");

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();

  private String rest;
  private Direction direction = Direction.OUT;
  private Peer peer = new Peer.Anyone();

  ImpairmentReader(String text) {
    this.text = text;
    this.rest = text;
  }

  ImpairmentSpec read() {
    try {
      readDirection();
      readPeer();
      for (String setting : rest.split(",", -1)) {
        readSetting(setting);
      }
      return spec();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("impairment \"" + text + "\": " + e.getMessage(), e);
    }
  }

  private void readDirection() {
    if (rest.startsWith("in:")) {
      direction = Direction.IN;
      rest = rest.substring("in:".length());
    } else if (rest.startsWith("out:")) {
      rest = rest.substring("out:".length());
    }
  }

  private void readPeer() {
    int colon = rest.indexOf(':');
    if (colon < 0) {
      return;
    }
    String name = rest.substring(0, colon);
    rest = rest.substring(colon + 1);
    if (name.equals("clients")) {
      peer = new Peer.Clients();
    } else if (name.matches("relay=[0-9]{1,4}")) {
      int number = Integer.parseInt(name.substring("relay=".length()));
      peer = new Peer.Relay(new RelayNumber(number));
    } else {
      throw new IllegalArgumentException(
          "before the colon stands in, out, clients or relay=N; \"" + name + "\" is none of them");
    }
  }

  private void readSetting(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("\"" + setting + "\" is not of the form key=value");
    }
    String key = setting.substring(0, equals);
    if (!KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "the key \"" + key + "\" is unknown; there are " + String.join(", ", KEYS));
    }
    if (values.put(key, setting.substring(equals + 1)) != null) {
      throw new IllegalArgumentException("the key " + key + " stands there twice");
    }
  }

  private ImpairmentSpec spec() {
    return new ImpairmentSpec(
        direction,
        peer,
        share("loss"),
        nanos("delay"),
        nanos("jitter"),
        share("dup"),
        share("reorder"),
        share("corrupt"),
        seed());
  }

  private double share(String key) {
    String value = values.getOrDefault(key, "0");
    if (!value.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")) {
      throw new IllegalArgumentException(
          key + " is a share from 0 to 1 such as 0.2; \"" + value + "\" is not");
    }
    return Double.parseDouble(value);
  }

  private long nanos(String key) {
    String value = values.getOrDefault(key, "0s");
    if (!value.matches("[0-9]{1,9}(us|ms|s)")) {
      throw new IllegalArgumentException(
          key + " is a time such as 20ms, 500us or 2s; \"" + value + "\" is not");
    }
    long number = Long.parseLong(value.replaceAll("[a-z]", ""));
    if (value.endsWith("us")) {
      return number * 1_000;
    }
    return value.endsWith("ms") ? number * 1_000_000 : number * 1_000_000_000;
  }

  private long seed() {
    String value = values.getOrDefault("seed", "0");
    if (!value.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("seed is a whole number; \"" + value + "\" is not");
    }
    return Long.parseLong(value);
  }
}

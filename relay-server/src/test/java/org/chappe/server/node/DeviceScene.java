package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chappe.auth.LoginKeys;
import org.chappe.model.ClientId;
import org.chappe.node.Endpoint;
import org.chappe.server.accounts.Made;

/** Anna, who has devices, and Bert, who writes to her, at three relays. */
abstract class DeviceScene {

  static final LoginKeys LAPTOP_KEYS = Made.keys("the laptop's key");
  static final LoginKeys PHONE_KEYS = Made.keys("the phone's key");

  final TestLine line;
  final Owner anna;
  final Typist bert;

  DeviceScene() {
    this(TestLine.of(3), 2);
  }

  /** @param bertsRelay where Bert is; Anna is at relay 1 */
  DeviceScene(TestLine line, int bertsRelay) {
    this.line = line;
    this.anna = new Owner(line, "1234567890", 1, 1);
    this.bert = new Typist(line, "0987654321", bertsRelay, 2);
  }

  Owner attached(String id, int relay, int index, LoginKeys keys) {
    Owner device = new Owner(line, id, relay, index).shakeHands();
    assertThat(device.logsIn(keys, "d1")).isEqualTo("in");
    return device;
  }

  record Both(Owner laptop, Owner phone) {}

  /** Anna's laptop at relay 1, and her phone at relay 3; Bert at relay 2. */
  Both both() {
    return both(3);
  }

  /** The same, with her phone at another relay. */
  Both both(int phonesRelay) {
    anna.shakeHands().creates(FIRST, "Anna");
    String laptop = anna.makesDevice(LAPTOP_KEYS, "laptop");
    String phone = anna.makesDevice(PHONE_KEYS, "phone");
    line.pass(TestLine.SECONDS);
    Both both = new Both(
        attached(laptop, 1, 11, LAPTOP_KEYS), attached(phone, phonesRelay, 13, PHONE_KEYS));
    bert.shakeHands().asksForMail(3_600);
    line.pass(2 * TestLine.SECONDS);
    return both;
  }

  static void assertRefused(
      Owner owner, String type, String parameters, String rest, String reason) {
    assertThat(owner.typist.types(type, parameters, rest))
        .anyMatch(frame -> frame.contains(reason));
  }

  static List<String> sends(List<String> frames) {
    return frames.stream().filter(frame -> frame.startsWith("send;")).toList();
  }

  /** The mail that a device is handed when it asks, without what stands before its number; nothing is acknowledged. */
  List<String> mail(Owner device) {
    List<String> frames = new ArrayList<>(device.typist.asksForMail(3_600));
    line.pass(TestLine.SECONDS);
    frames.addAll(line.heard(device.typist.at));
    return plain(frames);
  }

  /** The same, acknowledged. */
  List<String> takenMail(Owner device) {
    List<String> frames = new ArrayList<>(device.typist.asksForMail(3_600));
    line.pass(TestLine.SECONDS);
    frames.addAll(line.heard(device.typist.at));
    acknowledge(device.typist, frames);
    line.pass(TestLine.SECONDS);
    return plain(frames);
  }

  /** What Bert, who listens, has been told since he was asked last; he acknowledges it. */
  List<String> toldToBert() {
    List<String> frames = line.heard(bert.at);
    acknowledge(bert, frames);
    return plain(frames);
  }

  /** Bert says something to Anna. */
  void says(String parameters, String text) {
    line.type(bert.at, bert.relay, bert.numbered("send", parameters, "1234567890/" + text));
  }

  static void acknowledge(Typist typist, List<String> frames) {
    frames.stream()
        .filter(frame -> frame.matches("(get|send);2;e.*"))
        .mapToInt(frame -> Integer.parseInt(frame.split("/", 3)[1]) + 1)
        .max()
        .ifPresent(typist::acknowledges);
  }

  /** Each once, from its number on, without its hops. */
  static List<String> plain(List<String> frames) {
    return sends(frames).stream()
        .map(frame -> frame.replaceAll("send;2;e[^/]*;m([^/;]*)([^/]*)/[0-9]*/", "$1$2/"))
        .map(frame -> frame.replaceFirst(";t[^;/]*", ""))
        .distinct()
        .toList();
  }

  int homeOf(String client) {
    return line.relay(2).node.directory().homeOf(ClientId.parse(client));
  }

  // ---- splits ----

  /** Cuts a relay off from all others. */
  void cutOff(int relay) {
    Predicate<Endpoint> isCutOff = at -> at.equals(TestLine.relayAt(relay));
    Predicate<Endpoint> isRelay = at -> at.port() < TestLine.clientAt(0).port();
    line.lost = datagram -> isRelay.test(datagram.from())
        && isRelay.test(datagram.to())
        && isCutOff.test(datagram.from()) != isCutOff.test(datagram.to());
  }

  /** Mends what was cut, and waits until all relays know the same. */
  void mend() {
    line.lost = datagram -> false;
    line.pass(40 * TestLine.SECONDS);
  }
}

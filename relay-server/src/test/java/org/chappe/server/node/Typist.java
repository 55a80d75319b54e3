package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;

/** A version-2 client whose frames are typed by hand: it numbers them, and acknowledges mail only when told to. */
final class Typist {

  final String id;
  Endpoint at;
  int relay;
  String session = "";
  private final TestLine line;
  private int nonces;
  private int sent;

  Typist(TestLine line, String id, int relay, int index) {
    this.line = line;
    this.id = id;
    this.relay = relay;
    this.at = TestLine.clientAt(index);
  }

  /** A fresh nonce of 8 characters. */
  String nonce() {
    return String.format("n%02d%05d", ++nonces, at.port());
  }

  /** Shakes hands and remembers the session; it counts for the relay from the first frame in it. */
  Typist shakeHands() {
    String nonce = nonce();
    session = welcome(nonce, cookie(nonce));
    sent = 0;
    return this;
  }

  String cookie(String nonce) {
    List<String> challenge = line.answers(at, relay, handshake(";n" + nonce));
    assertThat(challenge).hasSize(1);
    return challenge.get(0).replaceAll("ack;2;n" + nonce + ";c([^/]*)/.*", "$1");
  }

  String welcome(String nonce, String cookie) {
    List<String> welcome = line.answers(at, relay, handshake(";n" + nonce + ";c" + cookie));
    assertThat(welcome).hasSize(1);
    return welcome.get(0).replaceAll("ack;2;e([^;]*);n" + nonce + "/.*", "$1");
  }

  String handshake(String parameters) {
    return "handshake;2" + parameters + "/0/" + id + "//";
  }

  /** The next number in the session: a type and parameters before, the rest of the frame behind. */
  String numbered(String type, String parameters, String rest) {
    int number = sent++;
    return stamped(number, type, parameters, rest);
  }

  /** A frame under a number of one's own choice. */
  String stamped(int number, String type, String parameters, String rest) {
    return type + ";2;e" + session + ";l" + Integer.toString(number / 100, 36) + parameters + "/"
        + number % 100 + "/" + id + "/" + rest;
  }

  /** Types a frame under the next number and returns what comes back at once. */
  List<String> types(String type, String parameters, String rest) {
    return line.answers(at, relay, numbered(type, parameters, rest));
  }

  Verdict sends(String messageId, String to, String text) {
    return line.type(at, relay, numbered("send", ";m" + messageId, to + "/" + text));
  }

  List<String> asksForMail(int seconds) {
    return types("get", ";w" + Integer.toString(seconds, 36), "/");
  }

  /** Acknowledges all frames below a number. */
  Verdict acknowledges(int number) {
    return line.type(at, relay, stamped(number, "ack", "", "/"));
  }

  /** The texts of the mail among what has come since it was last asked. */
  List<String> mail() {
    return texts(line.heard(at));
  }

  static List<String> texts(List<String> frames) {
    List<String> texts = new ArrayList<>();
    for (String frame : frames) {
      if (frame.startsWith("send")) {
        texts.add(frame.split("/", 5)[4]);
      }
    }
    return texts;
  }
}

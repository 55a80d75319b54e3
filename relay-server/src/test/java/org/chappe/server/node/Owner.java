package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.auth.LoginExchange;
import org.chappe.auth.LoginKeys;
import org.chappe.model.ClientId;
import org.chappe.server.accounts.Made;

/** Somebody who asks about an account; each question has a token of its own. */
final class Owner {

  static final LoginKeys FIRST = Made.keys("first password");
  static final LoginKeys SECOND = Made.keys("second password");

  private static final String NONCE = "abcdefghijklmnop";

  final Typist typist;
  private int tokens;
  private int answered;

  Owner(TestLine line, String id, int relay, int index) {
    this.typist = new Typist(line, id, relay, index);
  }

  Owner shakeHands() {
    typist.shakeHands();
    answered = 0;
    return this;
  }

  /** Asks, acknowledges the answer, and returns it without word and token. */
  String asks(String type, String word, String rest) {
    String token = Integer.toString(++tokens, 36);
    String question = word + "?" + token + (rest.isEmpty() ? "" : "?" + rest);
    List<String> heard = new ArrayList<>(typist.types(type, "", "/" + question));
    List<String> answers = new ArrayList<>();
    for (String frame : heard) {
      String payload = frame.split("/", 5)[4];
      if (frame.startsWith("get;") && payload.startsWith(word + "?" + token + "?")) {
        answers.add(payload.substring(word.length() + token.length() + 2));
      }
    }
    assertThat(answers).as("answers to %s among %s", question, heard).hasSize(1);
    typist.acknowledges(++answered);
    return answers.get(0);
  }

  /** Asks after so many other frames that the relay has numbered. */
  String asksAfter(int frames, String type, String word, String rest) {
    answered += frames;
    return asks(type, word, rest);
  }

  String creates(LoginKeys keys, String name) {
    return asks("handshake", "create", keys.verifier().text() + "?d1?" + name);
  }

  /** Logs in from a device, in another's place with a ! behind; what the relay says to the proof, "in" if that is its signature. */
  String logsIn(LoginKeys keys, String device) {
    return logsIn(keys, device.replace("!", ""), device.endsWith("!") ? "?over" : "");
  }

  /** Proves to know the password, and wants no more than to look after the account. */
  String proves(LoginKeys keys) {
    return logsIn(keys, "d1", "?own");
  }

  private String logsIn(LoginKeys keys, String device, String manner) {
    String first = asks("handshake", "login", device + "?" + NONCE + manner);
    if (first.startsWith("!")) {
      return first;
    }
    String[] items = first.split("\\?", -1);
    LoginExchange exchange = new LoginExchange(
        ClientId.parse(typist.id), NONCE, items[1], items[2], Integer.parseInt(items[3]));
    String answer = asks("handshake", "proof", exchange.proof(keys));
    boolean isSigned = answer.startsWith("1.1?") && exchange.isSignedBy(answer.substring(4), keys);
    return isSigned ? "in" : answer;
  }

  /** Makes a device of the account; its ID. */
  String makesDevice(LoginKeys keys, String name) {
    String answer = asks("handshake", "device", keys.verifier().text() + "?" + name);
    assertThat(answer).matches("1\\.1\\?[0-9]{10}\\?" + name);
    return answer.split("\\?", -1)[1];
  }

  String state() {
    return asks("get", "whoami", "").split("\\?", -1)[3];
  }
}

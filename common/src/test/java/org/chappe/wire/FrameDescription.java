package org.chappe.wire;

import java.util.Locale;
import java.util.StringJoiner;
import org.chappe.model.Message;
import org.jspecify.annotations.Nullable;

/** A frame or a refusal in the words in which {@code docs/PROTOCOL.md} lists what bytes decode to. */
final class FrameDescription {

  private final StringJoiner words = new StringJoiner(" ");

  private FrameDescription() {}

  static String of(Frame frame) {
    FrameDescription description = new FrameDescription();
    description.add("type", FrameType.of(frame).word());
    description.addStamp(frame.stamp());
    description.addText("source", frame.source().toString());
    description.addText("destination", frame.destination().toString());
    description.addParameters(frame);
    description.addText("extensions", frame.extensions());
    description.addText("payload", frame.payload().text());
    return description.words.toString();
  }

  static String of(Malformed malformed) {
    FrameDescription description = new FrameDescription();
    description.add("refusal", malformed.refusal().word());
    description.add("told", malformed.isAttributed() ? "yes" : "no");
    description.addNumber("seq", malformed.seq());
    description.add("source", malformed.source());
    description.add("words", malformed.words());
    return description.words.toString();
  }

  private void addStamp(Stamp stamp) {
    addText("version", stamp.isClassic() ? "" : Integer.toString(stamp.version()));
    addToken("session", stamp.session());
    addNumber("lap", stamp.lap());
    addNumber("seq", stamp.seq());
    addNumber("number", stamp.isNumbered() ? stamp.number() : Stamp.NONE);
  }

  private void addParameters(Frame frame) {
    if (frame instanceof Frame.Send send) {
      addMessage(send.message());
    } else if (frame instanceof Frame.Get get) {
      addNumber("wait", get.waitSeconds());
    } else if (frame instanceof Frame.Handshake handshake) {
      addToken("nonce", handshake.nonce());
      addToken("cookie", handshake.cookie());
    } else if (frame instanceof Frame.Ack ack) {
      add("refusal", ack.refusal() == null ? null : ack.refusal().word());
      addToken("nonce", ack.nonce());
      addToken("cookie", ack.cookie());
    }
  }

  private void addMessage(Message message) {
    if (message.id() != null) {
      add("message", message.id().epoch() + "." + message.id().n());
    }
    if (message.part() != null) {
      add("part", message.part().k() + "." + message.part().n());
    }
    addNumber("hops", message.hopsLeft());
    if (message.custodian() != Message.NOBODY) {
      add("custodian", String.valueOf(message.custodian()));
    }
    addNumber("life", message.lifeSeconds());
    String receipt = message.receipt().name().toLowerCase(Locale.ROOT);
    addText("receipt", receipt.equals("none") ? "" : receipt);
    add("key", message.keyId());
    String via = message.via().name().toLowerCase(Locale.ROOT);
    addText("via", via.equals("direct") ? "" : via);
  }

  private void addToken(String name, long token) {
    addText(name, token == Stamp.NONE ? "" : String.format(Locale.ROOT, "%012x", token));
  }

  private void addNumber(String name, long number) {
    addText(name, number < 0 ? "" : Long.toString(number));
  }

  private void addText(String name, String text) {
    add(name, text.isEmpty() ? null : text);
  }

  private void add(String name, @Nullable Object value) {
    if (value != null) {
      words.add(name + "=" + value);
    }
  }
}

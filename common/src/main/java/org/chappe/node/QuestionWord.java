package org.chappe.node;

import org.chappe.model.Address;
import org.chappe.model.Payload;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/** What a client may ask its home, and the type of the frame that asks it. */
public enum QuestionWord {
  /** Where the client is at home, and what waits for it. */
  WHOAMI("whoami", Carrier.GET),
  /** Make an account of the client's ID. */
  CREATE("create", Carrier.HANDSHAKE),
  /** Begin to log in. */
  LOGIN("login", Carrier.HANDSHAKE),
  /** Prove to know the password. */
  PROOF("proof", Carrier.HANDSHAKE),
  /** Change the password. */
  PASSWD("passwd", Carrier.HANDSHAKE),
  /** Stop being logged in. */
  LOGOFF("logoff", Carrier.TERMINATE),
  /** End the account. */
  DELETE("delete", Carrier.TERMINATE),
  /** Make a device of the account. */
  DEVICE("device", Carrier.HANDSHAKE),
  /** Which devices the account has. */
  DEVICES("devices", Carrier.GET),
  /** End a device of the account. */
  REMOVE("remove", Carrier.TERMINATE),
  /** Found a group or a queue. */
  FOUND("found", Carrier.HANDSHAKE),
  /** Which accounts there are. */
  LIST("list", Carrier.GET),
  /** Whose name something is, or what the name of an ID is. */
  NAME("name", Carrier.GET),
  /** Tell the client from now on who comes to the line and who leaves it, or no longer. */
  WATCH("watch", Carrier.GET),
  /** What waits for the client; each page of the answer is one message, with its text at the end. */
  PEEK("peek", Carrier.GET, 4);

  /** Pages of the answer have as many items as fit, and none of them holds a mark. */
  static final int ANY = 0;

  private enum Carrier {
    GET,
    HANDSHAKE,
    TERMINATE
  }

  private final String word;
  private final Carrier carrier;
  private final int itemsOfPage;

  QuestionWord(String word, Carrier carrier) {
    this(word, carrier, ANY);
  }

  QuestionWord(String word, Carrier carrier, int itemsOfPage) {
    this.word = word;
    this.carrier = carrier;
    this.itemsOfPage = itemsOfPage;
  }

  /** The word itself, small letters. */
  public String word() {
    return word;
  }

  /** How many items a page of the answer has, of which the last is a text that may hold marks; {@link #ANY} where that isn't so. */
  int itemsOfPage() {
    return itemsOfPage;
  }

  /** The question that a word begins; null if there is none. */
  static @Nullable QuestionWord of(String word) {
    for (QuestionWord each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    return null;
  }

  /** Whether a frame is of the type that asks this. */
  public boolean isCarriedBy(Frame frame) {
    return switch (carrier) {
      case GET -> frame instanceof Frame.Get get && get.waitSeconds() == Frame.Get.NO_WAIT;
      case HANDSHAKE -> frame instanceof Frame.Handshake;
      case TERMINATE -> frame instanceof Frame.Terminate;
    };
  }

  /** The frame that asks this, without a number. */
  public Frame frame(Address from, Address to, Payload question) {
    Stamp stamp = Stamp.unnumbered();
    return switch (carrier) {
      case GET -> new Frame.Get(stamp, from, to, Frame.Get.NO_WAIT, question, "");
      case HANDSHAKE -> new Frame.Handshake(stamp, from, to, Stamp.NONE, Stamp.NONE, question, "");
      case TERMINATE -> new Frame.Terminate(stamp, from, to, question, "");
    };
  }
}

package org.chappe.server.broadcast;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.wire.WireLimits;

/**
 * A text that its writer wrote to all.
 *
 * @param name what makes it the same everywhere
 * @param text at most 160 characters and 160 bytes, without control characters
 * @param endsAtSeconds when its life ends, in seconds of the age of the station that keeps it
 */
public record Broadcast(Name name, Payload text, long endsAtSeconds) {

  /** The longest that one lives, in seconds: ten minutes. */
  public static final long LIFE_SECONDS = 600;

  /**
   * Who wrote it, under which number.
   *
   * @param id used for nothing else by the writer
   */
  public record Name(ClientId writer, MessageId id) {

    /** @throws IllegalArgumentException if everyone is to have written it */
    public Name {
      if (writer.isEveryone()) {
        throw new IllegalArgumentException("everyone writes nothing");
      }
    }

    /** The same at all relays, and not to be foreseen in its single bits. */
    long hash() {
      long mixed = mix(writer.value() ^ mix(id.epoch() ^ mix(id.n())));
      return mixed ^ (mixed >>> 31);
    }

    private static long mix(long value) {
      long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
      return mixed ^ (mixed >>> 29);
    }
  }

  /** @throws IllegalArgumentException if the text can't be one, or the life ended before it began */
  public Broadcast {
    int characters = text.characters();
    boolean fits = characters >= 0
        && characters <= WireLimits.TEXT_CHARACTERS_MAX
        && text.length() <= WireLimits.TEXT_BYTES_MAX;
    if (!fits || endsAtSeconds < 0) {
      throw new IllegalArgumentException("this is no text to all");
    }
  }

  /** The text as one of them gets it: it lives no longer in a mailbox than elsewhere. */
  public Message to(ClientId recipient, long ageSeconds) {
    return new Message(
        name.writer,
        recipient,
        name.id,
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Math.max(0, endsAtSeconds - ageSeconds),
        Receipt.NONE,
        Via.BROADCAST,
        null,
        text);
  }
}

package org.chappe.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a room is: something with an ID and a name that many may write to. A name is the kind's prefix and then 1 to {@link
 * #CHARACTERS_MAX} letters, digits, marks and {@code _.-}, in at most {@link #BYTES_MAX} bytes.
 */
public enum RoomKind {
  /** What is written to it goes to all its members. */
  GROUP("#"),
  /** What is written to it goes to whoever takes it. */
  QUEUE("queue:");

  public static final int CHARACTERS_MAX = 32;
  public static final int BYTES_MAX = 48;

  /** The longest text for a room: what is passed on begins with its writer's ID and a space. */
  public static final int TEXT_BYTES_MAX = 160 - ClientId.DIGITS - 1;

  /** So long after its lease an item of a queue waits for the word of what became of it: a day. */
  public static final long WORD_SECONDS = 86_400;

  private static final String FORM = "[\\p{L}\\p{Nd}\\p{M}_.-]+";

  private final String prefix;

  RoomKind(String prefix) {
    this.prefix = prefix;
  }

  /** What the names of such rooms begin with. */
  public String prefix() {
    return prefix;
  }

  /** What a room with a name is; null where that can't be a room's name. */
  public static @Nullable RoomKind of(String name) {
    for (RoomKind kind : values()) {
      if (name.startsWith(kind.prefix) && isBare(name.substring(kind.prefix.length()))) {
        return kind;
      }
    }
    return null;
  }

  /** Whether a text begins as the names of rooms do. */
  public static boolean isMeant(String text) {
    return text.startsWith(GROUP.prefix) || text.startsWith(QUEUE.prefix);
  }

  private static boolean isBare(String name) {
    return name.length() <= 2 * CHARACTERS_MAX
        && name.codePointCount(0, name.length()) <= CHARACTERS_MAX
        && name.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX
        && name.matches(FORM);
  }

  /** The word for it: {@code group} or {@code queue}. */
  @Override
  public String toString() {
    return this == GROUP ? "group" : "queue";
  }
}

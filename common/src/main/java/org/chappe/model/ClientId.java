package org.chappe.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client's identifier: exactly 10 decimal digits.
 *
 * @param value the digits as a number, 0 to 9,999,999,999; one more is {@link #EVERYONE}
 */
public record ClientId(long value) implements Address, Comparable<ClientId> {

  public static final int DIGITS = 10;

  private static final long MAX = 9_999_999_999L;

  private static final String STAR = "*";

  /** Stands for the recipient of a text to all: whoever is attached, but its writer. Nobody's ID; {@code *} on the wire. */
  public static final ClientId EVERYONE = new ClientId(MAX + 1);

  /** @throws IllegalArgumentException if the value doesn't fit in ten digits, and isn't {@link #EVERYONE}'s */
  public ClientId {
    if (value < 0 || value > MAX + 1) {
      throw new IllegalArgumentException("client ID " + value + " is not 10 digits");
    }
  }

  /**
   * Reads ten digits.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public static ClientId parse(String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (text.length() != DIGITS || !digits) {
      throw new IllegalArgumentException(
          "a client ID is exactly 10 digits, such as 1234567890; \"" + text + "\" is not");
    }
    return new ClientId(Long.parseLong(text));
  }

  /**
   * Reads whom a text is for: ten digits, or {@code *} for {@link #EVERYONE}.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public static ClientId parseRecipient(String text) {
    return text.equals(STAR) ? EVERYONE : parse(text);
  }

  public boolean isEveryone() {
    return value > MAX;
  }

  @Override
  public int compareTo(ClientId other) {
    return Long.compare(value, other.value);
  }

  // a key on every message's way: cheaper than what a record brings
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientId that && value == that.value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value * 0x9E3779B97F4A7C15L);
  }

  /** The ten digits; {@code *} for {@link #EVERYONE}. */
  @Override
  public String toString() {
    return isEveryone() ? STAR : String.format(Locale.ROOT, "%010d", value);
  }
}

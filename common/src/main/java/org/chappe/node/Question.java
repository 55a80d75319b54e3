package org.chappe.node;

import org.chappe.model.Payload;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks its home in a session: {@code WORD?TOKEN} or {@code WORD?TOKEN?REST}. The token, base 36, comes back in the
 * answer, and tells a question that is asked again from a new one.
 *
 * @param token 0 to {@link #TOKEN_MAX}
 * @param rest what the word wants to know, empty for nothing; at most {@link #REST_BYTES_MAX} bytes of UTF-8
 */
public record Question(QuestionWord word, long token, String rest) {

  /** The highest token: nine digits of base 36. */
  public static final long TOKEN_MAX = 101_559_956_668_415L;

  /** The longest rest, so that the longest question fits into a datagram. */
  public static final int REST_BYTES_MAX = 180;

  static final String MARK = "?";

  /** @throws IllegalArgumentException if the token or the rest is out of range */
  public Question {
    if (token < 0 || token > TOKEN_MAX) {
      throw new IllegalArgumentException("token " + token + " is out of range");
    }
    if (Payload.of(rest).length() > REST_BYTES_MAX) {
      throw new IllegalArgumentException("a question is longer than fits into a datagram");
    }
  }

  /** Whether a payload is meant to be a question, well formed or not. */
  public static boolean isMeant(Payload payload) {
    return payload.text().contains(MARK) && !RelayList.isMeant(payload);
  }

  /** Reads a question; null when the payload isn't one. */
  public static @Nullable Question read(Payload payload) {
    String[] items = payload.text().split("\\?", 3);
    QuestionWord word = QuestionWord.of(items[0]);
    long token = items.length < 2 ? -1 : token(items[1]);
    String rest = items.length < 3 ? "" : items[2];
    boolean fits = Payload.of(rest).length() <= REST_BYTES_MAX;
    return word == null || token < 0 || !fits ? null : new Question(word, token, rest);
  }

  /** A token as it is written; −1 when it isn't one. */
  static long token(String text) {
    try {
      return Counter.read(text);
    } catch (IllegalArgumentException notAToken) {
      return -1;
    }
  }

  /** The question as it is sent. */
  public Payload payload() {
    String head = word.word() + MARK + Counter.write(token);
    return Payload.of(rest.isEmpty() ? head : head + MARK + rest);
  }
}

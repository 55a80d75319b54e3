package org.chappe.server.accounts;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.chappe.model.Payload;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts somebody wants to see: {@code *} and {@code ?} as in file names, of the whole ID or the whole name in whatever letters; or {@code /a regular
 * expression/}, found anywhere in either. Matching takes time in proportion to the text, whatever the pattern.
 *
 * <p>A pattern has at most {@link #BYTES_MAX} bytes, and a regular expression no counted repetition, which could make a long program of a short text.
 * Rooms are seen by patterns only that begin as the names of rooms do.
 */
public final class AccountPattern {

  public static final int BYTES_MAX = 100;

  private static final String MARK = "/";

  private final Pattern compiled;
  private final boolean isExact;
  private final boolean isForRooms;

  private AccountPattern(Pattern compiled, boolean isExact, boolean isForRooms) {
    this.compiled = compiled;
    this.isExact = isExact;
    this.isForRooms = isForRooms;
  }

  /** Reads a pattern; null when it isn't one. Nothing is a pattern for all. */
  public static @Nullable AccountPattern of(String text) {
    if (Payload.of(text).length() > BYTES_MAX) {
      return null;
    }
    if (!text.startsWith(MARK)) {
      Pattern pattern = Pattern.compile(glob(NameRule.normalised(text)));
      return new AccountPattern(pattern, true, RoomKind.isMeant(text));
    }
    if (text.length() < 2 || !text.endsWith(MARK) || text.contains("{")) {
      return null;
    }
    try {
      return new AccountPattern(
          Pattern.compile(text.substring(1, text.length() - 1)), false, false);
    } catch (PatternSyntaxException malformed) {
      return null;
    }
  }

  private static String glob(String text) {
    StringBuilder expression = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (point == '*') {
        expression.append(".*");
      } else if (point == '?') {
        expression.append('.');
      } else {
        expression.append(Pattern.quote(Character.toString(point)));
      }
    });
    return text.isEmpty() ? ".*" : expression.toString();
  }

  /** Whether an account is one of them. */
  boolean matches(Account account, String title) {
    if (RoomAccount.isRoom(account) != isForRooms) {
      return false;
    }
    return isExact
        ? compiled.matches(account.id().toString())
            || (!title.isEmpty() && compiled.matches(NameRule.normalised(title)))
        : compiled.matcher(account.id().toString()).find()
            || compiled.matcher(title).find();
  }
}

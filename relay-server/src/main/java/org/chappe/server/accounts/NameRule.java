package org.chappe.server.accounts;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What a name may be: it begins with a letter, goes on with letters, digits, marks and {@code _.-'}, single spaces between, and is at most {@link
 * #CHARACTERS_MAX} characters and {@link #BYTES_MAX} bytes. Two names that look alike in other forms of the same letters are one.
 */
public final class NameRule {

  public static final int CHARACTERS_MAX = 32;
  public static final int BYTES_MAX = 48;

  private static final String FORM = "\\p{L}(?: ?[\\p{L}\\p{Nd}\\p{M}_.'-])*";

  private NameRule() {}

  public static boolean isName(String text) {
    return text.length() <= 2 * CHARACTERS_MAX
        && text.codePointCount(0, text.length()) <= CHARACTERS_MAX
        && text.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX
        && text.matches(FORM);
  }

  /** The same for all ways to write a name. */
  public static String normalised(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}

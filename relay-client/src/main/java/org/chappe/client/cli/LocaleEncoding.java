package org.chappe.client.cli;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which signs a terminal can show, as far as a person's variables tell: the first of LC_ALL, LC_CTYPE and LANG that is set (POSIX.1-2017, Base Definitions, 8.2). */
final class LocaleEncoding {

  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");

  private LocaleEncoding() {}

  /** The encoding that the locale names; UTF-8 where none is set, or it names none that is known. */
  static Charset of(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String locale = environment.get(variable);
      if (locale != null && !locale.isEmpty()) {
        return named(locale);
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static Charset named(String locale) {
    if (locale.equals("C") || locale.equals("POSIX")) {
      return StandardCharsets.US_ASCII;
    }
    String codeset = locale.replaceFirst("^[^.]*[.]?", "").replaceFirst("@.*$", "");
    Charset known = codeset.isEmpty() ? null : find(codeset);
    return known == null || !known.canEncode() ? StandardCharsets.UTF_8 : known;
  }

  private static @Nullable Charset find(String codeset) {
    try {
      return Charset.forName(codeset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return null;
    }
  }
}

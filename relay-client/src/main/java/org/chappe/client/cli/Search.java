package org.chappe.client.cli;

import java.util.Locale;
import java.util.function.Predicate;
import org.chappe.client.session.JournalEntry;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in a journal.
 *
 * @param text what a message holds, in upper or lower case
 * @param source who sent it; null for anybody
 */
record Search(String text, @Nullable ClientId source) implements Predicate<JournalEntry> {

  @Override
  public boolean test(JournalEntry entry) {
    return (source == null || source.equals(entry.message().source()))
        && folded(entry.message().text().text()).contains(folded(text));
  }

  /** Both ways, as some letters have several small forms and others several capital ones. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}

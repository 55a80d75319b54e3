package org.chappe.client.cli;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.chappe.client.session.HistoryEntry;
import org.chappe.client.session.JournalEntry;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in a journal.
 *
 * @param text what a message holds, in upper or lower case
 * @param sources who sent it, one of these; null for anybody
 */
record Search(String text, @Nullable Set<ClientId> sources) implements Predicate<HistoryEntry> {

  @Override
  public boolean test(HistoryEntry entry) {
    return (sources == null || isFrom(sources, entry))
        && folded(entry.text().text()).contains(folded(text));
  }

  private static boolean isFrom(Set<ClientId> sources, HistoryEntry entry) {
    return entry instanceof JournalEntry received
        && sources.contains(received.message().source());
  }

  /** Both ways, as some letters have several small forms and others several capital ones. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}

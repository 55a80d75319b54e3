package org.chappe.client.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chappe.store.Store;

/** What a journal tells a person: long texts as they were written, not as they came. */
public final class History {

  private History() {}

  /**
   * All texts in a journal, in the order in which they became complete. A long one stands under the number of its first part;
   * of one that isn't complete each part stands for itself.
   */
  public static List<JournalEntry> of(Store journal) {
    List<JournalEntry> entries = JournalEntry.all(journal);
    Set<Long> joined = new HashSet<>();
    Map<Long, JournalEntry> wholes = new HashMap<>();
    LongTexts longTexts = new LongTexts(number -> {});
    for (JournalEntry entry : entries) {
      LongTexts.Whole whole =
          longTexts.add(new Arrival(entry.number(), entry.millis(), entry.message(), null));
      if (whole != null && whole.numbers().size() > 1) {
        joined.addAll(whole.numbers());
        wholes.put(
            entry.number(), new JournalEntry(whole.numbers().get(0), entry.millis(), whole.text()));
      }
    }
    List<JournalEntry> texts = new ArrayList<>();
    for (JournalEntry entry : entries) {
      JournalEntry whole = wholes.get(entry.number());
      if (whole != null) {
        texts.add(whole);
      } else if (!joined.contains(entry.number())) {
        texts.add(entry);
      }
    }
    return texts;
  }
}

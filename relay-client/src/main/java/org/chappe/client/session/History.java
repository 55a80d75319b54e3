package org.chappe.client.session;

import java.util.ArrayList;
import java.util.Comparator;
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
   * All texts in a journal, those that came and those that were sent, in the order of their times; where a clock went back, each kind is in its own order.
   *
   * @throws IllegalArgumentException if something in the journal isn't what was written
   */
  public static List<HistoryEntry> of(Store journal) {
    List<JournalEntry> received = received(journal);
    List<SentText> sent = sent(journal);
    List<HistoryEntry> entries = new ArrayList<>(received.size() + sent.size());
    int next = 0;
    for (SentText text : sent) {
      while (next < received.size() && received.get(next).millis() <= text.millis()) {
        entries.add(received.get(next++));
      }
      entries.add(text);
    }
    entries.addAll(received.subList(next, received.size()));
    return entries;
  }

  /** All texts that were sent, in that order, with what is known of each. */
  static List<SentText> sent(Store journal) {
    List<SentText> texts = new ArrayList<>();
    Journal.each(
        journal,
        JournalSpaces.SENT,
        (key, value) -> texts.add(SentText.decode(key.minor(), value)));
    Journal.each(journal, JournalSpaces.OUTBOX, (key, value) -> {
      Submission underWay = SubmissionRecord.decode(value);
      underWay.setRecordNumber(key.minor());
      if (underWay.isInHistory()) {
        texts.add(SentText.of(underWay));
      }
    });
    texts.sort(Comparator.comparingLong(SentText::number));
    return texts;
  }

  /**
   * All texts that came, without those that another device of the owner sent, in the order in which they became complete. A long one stands under the number of its first part;
   * of one that isn't complete each part stands for itself.
   */
  public static List<JournalEntry> received(Store journal) {
    List<JournalEntry> entries = JournalEntry.all(journal).stream()
        .filter(entry -> !OwnTexts.isOne(entry.message()))
        .toList();
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

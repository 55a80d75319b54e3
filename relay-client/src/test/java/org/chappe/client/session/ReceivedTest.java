package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

class ReceivedTest {

  private static final ClientId ME = new ClientId(7);

  private final MemoryStore store = new MemoryStore();
  private final Journal journal = new Journal(store);
  private final Effects disk = new Disk(store);

  private static Message message(long n, String text) {
    return Message.plain(ME, ME, Payload.of(text)).withId(new MessageId(1, n));
  }

  private void write(Received received) {
    received.save();
    journal.flush(disk);
  }

  private static List<Long> numbers(List<JournalEntry> entries) {
    return entries.stream().map(JournalEntry::number).toList();
  }

  @Test
  void shouldKeepTheNewestOfWhatWasShown() {
    Received received = new Received(journal);
    long extra = 25;
    for (long n = 0; n < Received.MESSAGES_MAX + extra; n++) {
      long number = received.add(message(n, "short"), 5);
      write(received);
      received.shown(0, number);
    }
    write(received);
    List<JournalEntry> kept = JournalEntry.all(store);
    assertThat(kept).hasSize(Received.MESSAGES_MAX);
    assertThat(kept.get(0)).isEqualTo(new JournalEntry(extra + 1, 5, message(extra, "short")));
    assertThat(received.dropped()).isEqualTo(extra);
  }

  @Test
  void shouldKeepNoMoreBytesThanItMay() {
    Received received = new Received(journal);
    String text = "x".repeat(160);
    long perMessage = new JournalEntry(1, 5, message(10_000, text)).encode().length();
    for (long n = 0; n < Received.MESSAGES_MAX * 9 / 10; n++) {
      received.shown(0, received.add(message(n, text), 5));
      write(received);
    }
    assertThat(JournalEntry.all(store).size() * perMessage)
        .isLessThanOrEqualTo(Math.max(Received.BYTES_MAX, 9_000 * perMessage));
  }

  @Test
  void shouldNeverDropWhatWasNotShown() {
    Received received = new Received(journal);
    long first = received.add(message(0, "waits"), 5);
    write(received);
    for (long n = 1; n <= Received.MESSAGES_MAX + 10; n++) {
      long number = received.add(message(n, "short"), 5);
      write(received);
      received.shown(0, number);
    }
    write(received);
    assertThat(JournalEntry.all(store).get(0).number()).isEqualTo(first);
    assertThat(numbers(new Received(new Journal(store)).unshown())).containsExactly(first);
    received.shown(0, first);
    write(received);
    assertThat(JournalEntry.all(store).get(0).number()).isGreaterThan(first);
  }

  @Test
  void shouldRememberWhatWasNotShownInAnyPattern() {
    Received received = new Received(journal);
    for (long n = 0; n < 10; n++) {
      received.add(message(n, "text"), 5);
    }
    write(received);
    for (long number : new long[] {1, 2, 5, 9}) {
      received.shown(0, number);
    }
    write(received);
    assertThat(numbers(new Received(new Journal(store)).unshown()))
        .containsExactly(3L, 4L, 6L, 7L, 8L, 10L);
    assertThat(new Received(new Journal(store)).add(message(10, "text"), 5)).isEqualTo(11);
  }

  @Test
  void shouldNumberNothingWithoutAJournal() {
    Received received = new Received(new Journal(null));
    assertThat(received.add(message(0, "text"), 5)).isEqualTo(Delivery.UNKEPT);
    received.shown(0, Delivery.UNKEPT);
    assertThat(received.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(new ArrayList<>(received.unshown())).isEmpty();
  }
}

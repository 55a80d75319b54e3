package org.chappe.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.wire.WireLimits;

/** Random traffic: who writes what to whom and when. */
final class Letters {

  private static final List<String> WORDS = List.of(
      "rain", "a/b", "///", "grüß", "信号", "🛰", "ack/1/2", ";x", "?", " ", "\t", "\"", "\\");

  private final Simulation simulation;
  private final RandomGenerator random;
  private int written;

  Letters(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.fork();
  }

  /** A text that this never gave before. */
  Payload next() {
    StringBuilder text = new StringBuilder("letter ").append(written++);
    for (int words = random.nextInt(12); words > 0; words--) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      if (bytes(text + " " + word) <= WireLimits.TEXT_BYTES_MAX) {
        text.append(' ').append(word);
      }
    }
    return Payload.of(text.toString());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Plans so many letters within a time, each between two of the given at random. */
  void plan(int count, long spanNanos, List<? extends SimClient> writers, List<ClientId> readers) {
    for (int i = 0; i < count; i++) {
      SimClient writer = writers.get(random.nextInt(writers.size()));
      ClientId reader = readers.get(random.nextInt(readers.size()));
      simulation.in(random.nextLong(spanNanos), () -> writer.write(reader, next()));
    }
  }
}
